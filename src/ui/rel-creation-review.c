/* rel-creation-review.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-creation-review.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-change-words.h"
#include "rel-creation-words.h"
#include "rel-diff.h"
#include "rel-link.h"
#include "rel-neighbourhood.h"
#include "rel-requests-row.h"
#include "rel-sentence.h"
#include "rel-wrap.h"

/**
 * RelCreationReview:
 *
 * All that a relation brings with it, before any of it is there: what it will do, its
 * picture, the collections, fields and relations one by one, and the requests. Each of them
 * leads back to where it gets its name.
 */
struct _RelCreationReview
{
  GtkBox parent_instance;

  GtkLabel *sentence;
  RelNeighbourhood *neighbourhood;
  AdwPreferencesGroup *group;
  RelRequestsRow *requests_row;

  GPtrArray *rows; /* (element-type GtkWidget) (owned) (elements unowned) */
};

G_DEFINE_FINAL_TYPE (RelCreationReview, rel_creation_review, GTK_TYPE_BOX)

enum
{
  SIGNAL_MEMBER_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
get_icon_name (RelChange *change)
{
  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_COLLECTION:
      return "rel-collection-symbolic";
    case REL_OBJECT_FIELD:
      return "view-list-symbolic";
    case REL_OBJECT_RELATION:
    default:
      return "rel-relations-symbolic";
    }
}

static GQuark
get_member_quark (void)
{
  return g_quark_from_static_string ("rel-creation-review-member");
}

static void
row_activated_cb (RelCreationReview *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_MEMBER_ACTIVATED], 0, g_object_get_qdata (G_OBJECT (row), get_member_quark ()));
}

static void
lead_back (RelCreationReview *self, GtkWidget *row, const char *member)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("document-edit-symbolic");

  g_object_set_qdata (G_OBJECT (row), get_member_quark (), (gpointer) member);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Go Back and Change It"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_row (RelCreationReview *self, RelChange *change, const RelCreation *wanted)
{
  const char *member = rel_creation_words_find_member (wanted, change);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon_name (change));
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *what = rel_change_words_dup_what (change);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  rel_wrap_names (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what != NULL ? what : _ ("Is changed for it"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (member != NULL)
    lead_back (self, row, member);
  return row;
}

static void
fill (RelCreationReview *self, GPtrArray *changes, const RelCreation *wanted)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < changes->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (changes, i), wanted);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static RelLink *
find_link (RelSchema *result, const RelCreation *wanted)
{
  g_autoptr (GPtrArray) links = rel_link_list (result, wanted->collection);

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      if (strcmp (rel_link_get_field (link), wanted->field) == 0)
        return rel_link_ref (link);
    }
  g_assert_not_reached ();
}

static void
rel_creation_review_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CREATION_REVIEW);

  G_OBJECT_CLASS (rel_creation_review_parent_class)->dispose (object);
}

static void
rel_creation_review_finalize (GObject *object)
{
  g_ptr_array_unref (REL_CREATION_REVIEW (object)->rows);

  G_OBJECT_CLASS (rel_creation_review_parent_class)->finalize (object);
}

static void
rel_creation_review_class_init (RelCreationReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_creation_review_dispose;
  object_class->finalize = rel_creation_review_finalize;

  /**
   * RelCreationReview::member-activated:
   * @self: a review
   * @member: a member of [struct@Creation]
   *
   * Emitted when a person wants it otherwise.
   */
  signals[SIGNAL_MEMBER_ACTIVATED] = g_signal_new ("member-activated", REL_TYPE_CREATION_REVIEW, G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (REL_TYPE_REQUESTS_ROW);
  g_type_ensure (REL_TYPE_NEIGHBOURHOOD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-creation-review.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, sentence);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, neighbourhood);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, group);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, requests_row);
}

static void
rel_creation_review_init (RelCreationReview *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->sentence));
  rel_wrap_heading (self->group);
}

/**
 * rel_creation_review_new:
 *
 * Returns: (transfer floating): a review of nothing yet
 */
GtkWidget *
rel_creation_review_new (void)
{
  return g_object_new (REL_TYPE_CREATION_REVIEW, NULL);
}

/**
 * rel_creation_review_show:
 * @self: a review
 * @workspace: a project, the draft of which is without the relation
 * @result: the draft with it
 * @wanted: what is made
 *
 * Shows what differs.
 */
void
rel_creation_review_show (RelCreationReview *self,
                          RelWorkspace *workspace,
                          RelSchema *result,
                          const RelCreation *wanted)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (RelLink) link = NULL;
  g_autofree char *sentence = NULL;
  RelSchema *schema;

  g_return_if_fail (REL_IS_CREATION_REVIEW (self));

  schema = rel_workspace_get_draft (workspace);
  changes = rel_diff (schema, result);
  link = find_link (result, wanted);
  sentence = rel_sentence_dup_for_link (result, link);
  gtk_label_set_label (self->sentence, sentence);
  rel_neighbourhood_show_link (self->neighbourhood, result, schema, link);
  fill (self, changes, wanted);
  rel_requests_row_show (self->requests_row, changes, schema,
                         rel_target_get_url (rel_workspace_get_target (workspace)));
}

/**
 * rel_creation_review_get_n_rows:
 * @self: a review
 *
 * Returns: of how many parts it tells
 */
guint
rel_creation_review_get_n_rows (RelCreationReview *self)
{
  g_return_val_if_fail (REL_IS_CREATION_REVIEW (self), 0);

  return self->rows->len;
}
