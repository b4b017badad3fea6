/* rel-pages.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-pages.h"

#include <glib/gi18n.h>

#include "rel-changes-page.h"
#include "rel-checks-page.h"
#include "rel-collection-page.h"
#include "rel-compare-page.h"
#include "rel-diagram-page.h"
#include "rel-history-page.h"
#include "rel-relation-page.h"
#include "rel-relations-page.h"

/**
 * RelPages:
 *
 * The content of a project's window: the page of the place where one is. A page is made when
 * one is there for the first time.
 */
struct _RelPages
{
  AdwBin parent_instance;

  GtkStack *stack;                     /* (unowned): the child */
  GtkWidget *pages[REL_PLACE_N_KINDS]; /* (unowned) (nullable): in the stack */
  RelPlace *shown;                     /* (owned) (nullable): where one is */
};

G_DEFINE_FINAL_TYPE (RelPages, rel_pages, ADW_TYPE_BIN)

static void
rel_pages_finalize (GObject *object)
{
  g_clear_pointer (&REL_PAGES (object)->shown, rel_place_unref);

  G_OBJECT_CLASS (rel_pages_parent_class)->finalize (object);
}

static void
rel_pages_class_init (RelPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_pages_finalize;
}

static GtkWidget *
make_empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "rel-relations-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Collections"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("This project has no collections yet."));
  return page;
}

static void
rel_pages_init (RelPages *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, adw_bin_new (), "nowhere");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

/**
 * rel_pages_new:
 *
 * Returns: (transfer floating): the content of no project yet
 */
GtkWidget *
rel_pages_new (void)
{
  return g_object_new (REL_TYPE_PAGES, NULL);
}

static GtkWidget *
make_page (RelPlaceKind kind)
{
  switch (kind)
    {
    case REL_PLACE_COLLECTION:
      return rel_collection_page_new ();
    case REL_PLACE_RELATION:
      return rel_relation_page_new ();
    case REL_PLACE_RELATIONS:
      return rel_relations_page_new ();
    case REL_PLACE_DIAGRAM:
      return rel_diagram_page_new ();
    case REL_PLACE_CHECKS:
      return rel_checks_page_new ();
    case REL_PLACE_HISTORY:
      return rel_history_page_new ();
    case REL_PLACE_COMPARE:
      return rel_compare_page_new ();
    case REL_PLACE_CHANGES:
    case REL_PLACE_N_KINDS:
    default:
      return rel_changes_page_new ();
    }
}

/**
 * rel_pages_make:
 * @self: the pages
 * @kind: a kind of places
 *
 * Makes the page of such places, unless it was made, so that to show it takes less time.
 *
 * Returns: whether it had to be made
 */
gboolean
rel_pages_make (RelPages *self, RelPlaceKind kind)
{
  g_return_val_if_fail (REL_IS_PAGES (self), FALSE);
  g_return_val_if_fail (kind < REL_PLACE_N_KINDS, FALSE);

  if (self->pages[kind] != NULL)
    return FALSE;
  self->pages[kind] = make_page (kind);
  gtk_stack_add_child (self->stack, self->pages[kind]);
  return TRUE;
}

/**
 * rel_pages_get:
 * @self: the pages
 * @kind: a kind of places
 *
 * Returns: (transfer none): the page of such places, shown or not
 */
GtkWidget *
rel_pages_get (RelPages *self, RelPlaceKind kind)
{
  g_return_val_if_fail (REL_IS_PAGES (self), NULL);
  g_return_val_if_fail (kind < REL_PLACE_N_KINDS, NULL);

  rel_pages_make (self, kind);
  return self->pages[kind];
}

static void
set_shown (RelPages *self, GtkWidget *page, RelPlace *place)
{
  gtk_stack_set_visible_child (self->stack, page);
  if (self->shown == place)
    return;
  g_clear_pointer (&self->shown, rel_place_unref);
  self->shown = rel_place_ref (place);
}

/**
 * rel_pages_begin:
 * @self: the pages
 * @workspace: a workspace
 * @place: the place of a collection in it
 *
 * As [method@Pages.show], but see [method@CollectionPage.begin].
 */
void
rel_pages_begin (RelPages *self, RelWorkspace *workspace, RelPlace *place)
{
  GtkWidget *page;

  g_return_if_fail (REL_IS_PAGES (self));

  page = rel_pages_get (self, REL_PLACE_COLLECTION);
  rel_collection_page_begin (REL_COLLECTION_PAGE (page), workspace, place);
  set_shown (self, page, place);
}

/**
 * rel_pages_show:
 * @self: the pages
 * @workspace: a workspace
 * @checker: what checks its draft
 * @place: (nullable): where one is in it; %NULL if there is nowhere to be
 * @with_system: whether what is Directus' own is shown too
 *
 * Shows the page of a place. After each change of the workspace this is to be called again.
 */
void
rel_pages_show (RelPages *self, RelWorkspace *workspace, RelChecker *checker, RelPlace *place, gboolean with_system)
{
  GtkWidget *page;

  g_return_if_fail (REL_IS_PAGES (self));

  if (place == NULL)
    {
      if (gtk_stack_get_child_by_name (self->stack, "empty") == NULL)
        gtk_stack_add_named (self->stack, make_empty_page (), "empty");
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  page = rel_pages_get (self, rel_place_get_kind (place));
  switch (rel_place_get_kind (place))
    {
    case REL_PLACE_COLLECTION:
      rel_collection_page_show (REL_COLLECTION_PAGE (page), workspace, place);
      break;
    case REL_PLACE_RELATION:
      rel_relation_page_show (REL_RELATION_PAGE (page), workspace, place, rel_checker_get_findings (checker));
      break;
    case REL_PLACE_RELATIONS:
      rel_relations_page_show (REL_RELATIONS_PAGE (page), workspace, with_system);
      break;
    case REL_PLACE_DIAGRAM:
      rel_diagram_page_show (REL_DIAGRAM_PAGE (page), workspace, checker, with_system);
      if (self->shown != NULL && !rel_place_equal (self->shown, place))
        rel_diagram_page_point_at (REL_DIAGRAM_PAGE (page), self->shown);
      break;
    case REL_PLACE_CHECKS:
      rel_checks_page_show (REL_CHECKS_PAGE (page), rel_workspace_get_draft (workspace),
                            rel_checker_get_findings (checker));
      break;
    case REL_PLACE_HISTORY:
      rel_history_page_show (REL_HISTORY_PAGE (page), workspace);
      break;
    case REL_PLACE_COMPARE:
      rel_compare_page_show (REL_COMPARE_PAGE (page), workspace);
      break;
    case REL_PLACE_CHANGES:
    case REL_PLACE_N_KINDS:
    default:
      rel_changes_page_show (REL_CHANGES_PAGE (page), workspace);
      break;
    }
  set_shown (self, page, place);
}

/**
 * rel_pages_focus:
 * @self: the pages
 *
 * Moves the focus to the beginning of the page.
 */
void
rel_pages_focus (RelPages *self)
{
  GtkWidget *next;

  g_return_if_fail (REL_IS_PAGES (self));

  /* Else it goes on from where the focus is, or was when the page was left. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  for (GtkWidget *widget = GTK_WIDGET (self); widget != NULL; widget = next)
    {
      next = gtk_widget_get_focus_child (widget);
      gtk_widget_set_focus_child (widget, NULL);
    }
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
