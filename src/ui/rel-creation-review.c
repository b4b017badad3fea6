/* rel-creation-review.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-creation-review.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-change-words.h"
#include "rel-code.h"
#include "rel-diff.h"
#include "rel-link.h"
#include "rel-neighbourhood.h"
#include "rel-sentence.h"

/**
 * RelCreationReview:
 *
 * All that a relation brings with it, before any of it is there: what it will do, its
 * picture, the collections, fields and relations one by one, and the requests.
 */
struct _RelCreationReview
{
  GtkBox parent_instance;

  GtkLabel *sentence;
  RelNeighbourhood *neighbourhood;
  AdwPreferencesGroup *group;
  AdwExpanderRow *requests_row;
  RelCode *code;

  GPtrArray *rows; /* (element-type GtkWidget) (owned) (elements unowned) */
};

G_DEFINE_FINAL_TYPE (RelCreationReview, rel_creation_review, GTK_TYPE_BOX)

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

static GtkWidget *
make_row (RelChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon_name (change));
  g_autofree char *name = rel_change_dup_name (change);
  g_autofree char *what = rel_change_words_dup_what (change);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what != NULL ? what : _ ("Is changed for it"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

static void
fill (RelCreationReview *self, GPtrArray *changes)
{
  g_autofree char *requests = NULL;
  g_autofree char *count = NULL;
  guint n_requests;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < changes->len; i++)
    {
      GtkWidget *row = make_row (g_ptr_array_index (changes, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }

  requests = rel_change_words_dup_requests (changes, &n_requests);
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u request, sent when it is published",
                                        "%u requests, sent when it is published", n_requests),
                           n_requests);
  adw_expander_row_set_subtitle (self->requests_row, count);
  rel_code_set_text (self->code, requests);
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

  g_type_ensure (REL_TYPE_CODE);
  g_type_ensure (REL_TYPE_NEIGHBOURHOOD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-creation-review.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, sentence);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, neighbourhood);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, group);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, requests_row);
  gtk_widget_class_bind_template_child (widget_class, RelCreationReview, code);
}

static void
rel_creation_review_init (RelCreationReview *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
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
 * @schema: the draft without the relation
 * @result: the draft with it
 * @wanted: what is made
 *
 * Shows what differs.
 */
void
rel_creation_review_show (RelCreationReview *self, RelSchema *schema, RelSchema *result, const RelCreation *wanted)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (RelLink) link = NULL;
  g_autofree char *sentence = NULL;

  g_return_if_fail (REL_IS_CREATION_REVIEW (self));

  changes = rel_diff (schema, result);
  link = find_link (result, wanted);
  sentence = rel_sentence_dup_for_link (result, link);
  gtk_label_set_label (self->sentence, sentence);
  rel_neighbourhood_show_link (self->neighbourhood, result, schema, link);
  fill (self, changes);
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
