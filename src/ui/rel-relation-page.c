/* rel-relation-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-relation-page.h"

#include <glib/gi18n.h>

#include "rel-collection-settings.h"
#include "rel-columns.h"
#include "rel-finding-group.h"
#include "rel-kind-icon.h"
#include "rel-neighbourhood.h"
#include "rel-pending.h"
#include "rel-requests-row.h"
#include "rel-sentence.h"
#include "rel-title-layout.h"
#include "rel-wrap.h"

/**
 * RelRelationPage:
 *
 * The page of a relational field: what it does in plain words, its picture and the form of
 * its relation; of a field through a junction, the forms of both, and the junction between.
 */
struct _RelRelationPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  AdwClamp *clamp;
  RelNeighbourhood *neighbourhood;
  GtkImage *kind;
  GtkLabel *sentence;
  RelFindingGroup *findings;
  RelColumns *columns;
  RelRelationForm *form;
  RelRequestsRow *requests;
  RelDeletionButton *deletion;
  AdwStatusPage *gone;
  GtkWidget *up;
  RelCollectionSettings *junction; /* (nullable): in @columns; %NULL until one is shown */
  RelRelationForm *second_form;    /* the same, after it */

  RelPlace *place;       /* (owned) (nullable): what is shown */
  RelRelation *relation; /* (owned) (nullable): of that, as it was shown last */
  RelPlace *next;        /* (owned) (nullable): where it is about to go by itself */
  guint next_id;         /* 0 if it is not about to */
};

G_DEFINE_FINAL_TYPE (RelRelationPage, rel_relation_page, ADW_TYPE_BIN)

#define ONE_FORM_WIDTH_PX  760
#define TWO_FORMS_WIDTH_PX 1360

static void
show_gone (RelRelationPage *self, RelWorkspace *workspace, RelPlace *place)
{
  g_autofree char *title = rel_place_dup_title (place);
  const char *collection = rel_place_get_collection (place);
  g_autofree char *text = g_markup_printf_escaped (_ ("“%s” is not in the project any more."), title);

  adw_status_page_set_description (self->gone, text);
  gtk_widget_set_visible (self->up, rel_schema_has_collection (rel_workspace_get_draft (workspace), collection));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->up), "s", collection);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->up), "project.show-collection");
  gtk_stack_set_visible_child_name (self->stack, "gone");
}

static void
show_requests (RelRelationPage *self, RelWorkspace *workspace, RelLink *link)
{
  const char *url = rel_target_get_url (rel_workspace_get_target (workspace));
  g_autoptr (GPtrArray) changes = rel_pending_list_of_link (workspace, link);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);

  if (changes->len > 0)
    {
      rel_requests_row_show (self->requests, changes, rel_workspace_get_base (workspace), url);
      return;
    }
  g_ptr_array_add (relations, rel_relation_ref (rel_link_get_relation (link)));
  if (rel_link_get_second (link) != NULL)
    g_ptr_array_add (relations, rel_relation_ref (rel_link_get_second (link)));
  rel_requests_row_show_reading (self->requests, relations, url);
}

static void
make_second_half (RelRelationPage *self)
{
  GtkWidget *junction = g_object_new (REL_TYPE_COLLECTION_SETTINGS, "links", TRUE, NULL);
  GtkWidget *second_form = rel_relation_form_new ();

  gtk_widget_insert_before (junction, GTK_WIDGET (self->columns), NULL);
  gtk_widget_insert_before (second_form, GTK_WIDGET (self->columns), NULL);
  self->junction = REL_COLLECTION_SETTINGS (junction);
  self->second_form = REL_RELATION_FORM (second_form);
}

/* @relation is %NULL if there is no other half. */
static void
show_second_half (RelRelationPage *self, RelWorkspace *workspace, RelRelation *relation)
{
  if (self->second_form == NULL && relation != NULL)
    make_second_half (self);
  if (self->second_form == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->second_form), relation != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->junction), relation != NULL);
  if (relation == NULL)
    return;
  rel_collection_settings_show (self->junction, workspace, rel_relation_get_collection (relation));
  rel_relation_form_show (self->second_form, workspace, relation, TRUE);
}

static void
show_link (RelRelationPage *self, RelWorkspace *workspace, RelLink *link, GPtrArray *findings)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  RelRelation *second = rel_link_get_second (link);
  RelRelation *relation = rel_relation_ref (rel_link_get_relation (link));
  int width_px = second != NULL ? TWO_FORMS_WIDTH_PX : ONE_FORM_WIDTH_PX;
  g_autofree char *sentence = rel_sentence_dup_for_link (draft, link);

  g_clear_pointer (&self->relation, rel_relation_unref);
  self->relation = relation;
  gtk_label_set_label (self->sentence, sentence);
  rel_neighbourhood_show_link (self->neighbourhood, draft, rel_workspace_get_base (workspace), link);
  rel_kind_icon_show (self->kind, rel_link_get_kind (link));
  rel_relation_form_show (self->form, workspace, rel_link_get_relation (link), second != NULL);
  show_second_half (self, workspace, second);
  adw_clamp_set_maximum_size (self->clamp, width_px);
  adw_clamp_set_tightening_threshold (self->clamp, width_px);
  rel_finding_group_show (self->findings, findings, draft, link);
  show_requests (self, workspace, link);
  rel_deletion_button_show (self->deletion, draft, link);
  gtk_stack_set_visible_child_name (self->stack, "link");
}

/* A list may be called otherwise, or be gone, by an edit or as it is taken back; its relation
 * is still there then. */
static RelLink *
find_followed (RelRelationPage *self, RelSchema *draft)
{
  const char *collection = self->relation != NULL ? rel_relation_get_collection (self->relation) : NULL;
  const char *field = self->relation != NULL ? rel_relation_get_field (self->relation) : NULL;
  RelRelation *relation = field != NULL ? rel_schema_find_relation (draft, collection, field, 0) : NULL;
  const char *related = relation != NULL ? rel_relation_get_related_collection (relation) : NULL;
  const char *list = relation != NULL ? rel_relation_get_one_field (relation) : NULL;
  g_autoptr (RelPlace) place = NULL;

  if (relation == NULL)
    return NULL;
  place = related != NULL && list != NULL ? rel_place_new_relation (related, list, 0)
                                          : rel_place_new_relation (collection, field, 0);
  return rel_place_find_link (place, draft);
}

static gboolean
follow_cb (gpointer user_data)
{
  RelRelationPage *self = REL_RELATION_PAGE (user_data);
  g_autoptr (RelPlace) next = rel_place_ref (self->next);

  self->next_id = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), "project.show-relation", "(ssu)", rel_place_get_collection (next),
                              rel_place_get_field (next), rel_place_get_nth (next));
  return G_SOURCE_REMOVE;
}

/* The window is in the middle of showing the old place, so it goes to the new one after that. */
static void
follow (RelRelationPage *self, RelWorkspace *workspace, RelLink *link)
{
  g_clear_pointer (&self->next, rel_place_unref);
  self->next = rel_place_new_link (rel_workspace_get_draft (workspace), link);
  if (self->next_id == 0)
    self->next_id = g_idle_add (follow_cb, self);
}

static void
rel_relation_page_dispose (GObject *object)
{
  g_clear_handle_id (&REL_RELATION_PAGE (object)->next_id, g_source_remove);
  G_OBJECT_CLASS (rel_relation_page_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_RELATION_PAGE);
}

static void
rel_relation_page_finalize (GObject *object)
{
  RelRelationPage *self = REL_RELATION_PAGE (object);

  g_clear_pointer (&self->place, rel_place_unref);
  g_clear_pointer (&self->next, rel_place_unref);
  g_clear_pointer (&self->relation, rel_relation_unref);

  G_OBJECT_CLASS (rel_relation_page_parent_class)->finalize (object);
}

static void
rel_relation_page_class_init (RelRelationPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_relation_page_dispose;
  object_class->finalize = rel_relation_page_finalize;

  g_type_ensure (REL_TYPE_COLUMNS);
  g_type_ensure (REL_TYPE_DELETION_BUTTON);
  g_type_ensure (REL_TYPE_FINDING_GROUP);
  g_type_ensure (REL_TYPE_RELATION_FORM);
  g_type_ensure (REL_TYPE_NEIGHBOURHOOD);
  g_type_ensure (REL_TYPE_REQUESTS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-relation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, clamp);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, neighbourhood);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, kind);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, findings);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, columns);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, form);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, requests);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, deletion);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, gone);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, up);
}

static void
rel_relation_page_init (RelRelationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->sentence));
  rel_title_layout_use (GTK_WIDGET (self));
}

/**
 * rel_relation_page_new:
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
GtkWidget *
rel_relation_page_new (void)
{
  return g_object_new (REL_TYPE_RELATION_PAGE, NULL);
}

/**
 * rel_relation_page_show:
 * @self: a page
 * @workspace: a workspace
 * @place: the place of a relation; it may be gone
 * @findings: (element-type RelFinding): what the checks have found
 *
 * Shows a relational field of the workspace's draft. After each change of the workspace
 * this is to be called again; the page stays where it was scrolled to.
 */
void
rel_relation_page_show (RelRelationPage *self, RelWorkspace *workspace, RelPlace *place, GPtrArray *findings)
{
  g_autoptr (RelLink) link = NULL;
  RelSchema *draft;

  g_return_if_fail (REL_IS_RELATION_PAGE (self));

  draft = rel_workspace_get_draft (workspace);
  if (!rel_place_equal (self->place, place))
    {
      g_clear_handle_id (&self->next_id, g_source_remove);
      /* Where it followed to is the same relation. */
      if (!rel_place_equal (self->next, place))
        gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
      rel_place_ref (place);
      g_clear_pointer (&self->place, rel_place_unref);
      self->place = place;
      g_clear_pointer (&self->next, rel_place_unref);
      g_clear_pointer (&self->relation, rel_relation_unref);
    }

  link = rel_place_find_link (place, draft);
  if (link == NULL && (link = find_followed (self, draft)) != NULL)
    follow (self, workspace, link);
  if (link == NULL)
    show_gone (self, workspace, place);
  else
    show_link (self, workspace, link, findings);
}

/**
 * rel_relation_page_get_form:
 * @self: a page
 *
 * Returns: (transfer none): the form of the relation
 */
RelRelationForm *
rel_relation_page_get_form (RelRelationPage *self)
{
  g_return_val_if_fail (REL_IS_RELATION_PAGE (self), NULL);

  return self->form;
}

/**
 * rel_relation_page_get_second_form:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the form of the other half of a junction, hidden if there
 *   is none; %NULL if there was none yet
 */
RelRelationForm *
rel_relation_page_get_second_form (RelRelationPage *self)
{
  g_return_val_if_fail (REL_IS_RELATION_PAGE (self), NULL);

  return self->second_form;
}

/**
 * rel_relation_page_get_deletion:
 * @self: a page
 *
 * Returns: (transfer none): the button that deletes the relation
 */
RelDeletionButton *
rel_relation_page_get_deletion (RelRelationPage *self)
{
  g_return_val_if_fail (REL_IS_RELATION_PAGE (self), NULL);

  return self->deletion;
}
