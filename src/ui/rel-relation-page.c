/* rel-relation-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-relation-page.h"

#include <glib/gi18n.h>

#include "rel-columns.h"
#include "rel-kind-icon.h"
#include "rel-neighbourhood.h"
#include "rel-sentence.h"

/**
 * RelRelationPage:
 *
 * The page of a relational field: what it does in plain words, its picture and the form of
 * its relation; of a field through a junction, the forms of both.
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
  RelRelationForm *form;
  RelRelationForm *second_form;
  RelDeletionButton *deletion;
  AdwStatusPage *gone;
  GtkWidget *up;

  RelPlace *place; /* (owned) (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (RelRelationPage, rel_relation_page, ADW_TYPE_BIN)

#define ONE_FORM_WIDTH_PX  760
#define TWO_FORMS_WIDTH_PX 1240

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
show_link (RelRelationPage *self, RelWorkspace *workspace, RelLink *link)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  RelRelation *second = rel_link_get_second (link);
  g_autofree char *sentence = rel_sentence_dup_for_link (draft, link);

  gtk_label_set_label (self->sentence, sentence);
  rel_neighbourhood_show_link (self->neighbourhood, draft, rel_workspace_get_base (workspace), link);
  rel_kind_icon_show (self->kind, rel_link_get_kind (link));
  rel_relation_form_show (self->form, workspace, rel_link_get_relation (link), second != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->second_form), second != NULL);
  if (second != NULL)
    rel_relation_form_show (self->second_form, workspace, second, TRUE);
  adw_clamp_set_maximum_size (self->clamp, second != NULL ? TWO_FORMS_WIDTH_PX : ONE_FORM_WIDTH_PX);
  rel_deletion_button_show (self->deletion, draft, link);
  gtk_stack_set_visible_child_name (self->stack, "link");
}

static void
rel_relation_page_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_relation_page_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_RELATION_PAGE);
}

static void
rel_relation_page_finalize (GObject *object)
{
  g_clear_pointer (&REL_RELATION_PAGE (object)->place, rel_place_unref);

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
  g_type_ensure (REL_TYPE_RELATION_FORM);
  g_type_ensure (REL_TYPE_NEIGHBOURHOOD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-relation-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, clamp);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, neighbourhood);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, kind);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, form);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, second_form);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, deletion);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, gone);
  gtk_widget_class_bind_template_child (widget_class, RelRelationPage, up);
}

static void
rel_relation_page_init (RelRelationPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
 *
 * Shows a relational field of the workspace's draft. After each change of the workspace
 * this is to be called again; the page stays where it was scrolled to.
 */
void
rel_relation_page_show (RelRelationPage *self, RelWorkspace *workspace, RelPlace *place)
{
  g_autoptr (RelLink) link = NULL;

  g_return_if_fail (REL_IS_RELATION_PAGE (self));

  if (!rel_place_equal (self->place, place))
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
      rel_place_ref (place);
      g_clear_pointer (&self->place, rel_place_unref);
      self->place = place;
    }

  link = rel_place_find_link (place, rel_workspace_get_draft (workspace));
  if (link == NULL)
    show_gone (self, workspace, place);
  else
    show_link (self, workspace, link);
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
 * Returns: (transfer none): the form of the other half of a junction, hidden if there is none
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
