/* rel-place-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-place-list.h"

#include <glib/gi18n.h>

#include "rel-place-row.h"

/**
 * RelPlaceList:
 *
 * The places that there are once in a project, as its changes, with how much is in each.
 */
struct _RelPlaceList
{
  AdwBin parent_instance;

  GtkListBox *list;                     /* (unowned): the child */
  RelPlaceRow *rows[REL_PLACE_N_KINDS]; /* (unowned) (nullable): in the list */
};

G_DEFINE_FINAL_TYPE (RelPlaceList, rel_place_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_activated_cb (RelPlaceList *self, GtkListBoxRow *row)
{
  g_autoptr (RelPlace) place = rel_place_new (rel_place_row_get_kind (REL_PLACE_ROW (row)));

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, place);
}

static void
rel_place_list_class_init (RelPlaceListClass *klass)
{
  /**
   * RelPlaceList::activated:
   * @self: a list
   * @place: the place
   *
   * Emitted when a person wants to be at a place.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", REL_TYPE_PLACE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, REL_TYPE_PLACE);
}

static void
rel_place_list_init (RelPlaceList *self)
{
  static const struct
  {
    RelPlaceKind kind;
    const char *icon_name;
  } places[] = {
    { REL_PLACE_RELATIONS, "rel-links-symbolic" },
    { REL_PLACE_DIAGRAM, "rel-diagram-symbolic" },
    { REL_PLACE_CHECKS, "rel-broken-symbolic" },
    { REL_PLACE_CHANGES, "rel-changes-symbolic" },
    { REL_PLACE_HISTORY, "document-open-recent-symbolic" },
    { REL_PLACE_COMPARE, "rel-compare-symbolic" },
  };

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Places"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *row = rel_place_row_new (places[i].kind, places[i].icon_name);

      gtk_list_box_append (self->list, row);
      self->rows[places[i].kind] = REL_PLACE_ROW (row);
    }
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * rel_place_list_new:
 *
 * Returns: (transfer floating): a list without numbers
 */
GtkWidget *
rel_place_list_new (void)
{
  return g_object_new (REL_TYPE_PLACE_LIST, NULL);
}

/* How many relations the table lists. */
static guint
count_relations (RelSchema *schema, gboolean with_system)
{
  guint count = 0;

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      if (with_system || !rel_collection_is_system (collection))
        count += rel_collection_get_n_relations (collection);
    }
  return count;
}

/**
 * rel_place_list_show:
 * @self: a list
 * @workspace: a workspace
 * @checker: what checks its draft
 * @with_system: whether what is Directus' own is counted too
 *
 * Shows how much there is in each place of a project. After each change of the workspace this
 * is to be called again.
 */
void
rel_place_list_show (RelPlaceList *self, RelWorkspace *workspace, RelChecker *checker, gboolean with_system)
{
  guint n_relations = count_relations (rel_workspace_get_draft (workspace), with_system);

  g_return_if_fail (REL_IS_PLACE_LIST (self));

  rel_place_row_set_count (self->rows[REL_PLACE_RELATIONS], n_relations, FALSE);
  rel_place_list_show_findings (self, rel_checker_get_findings (checker));
  rel_place_row_set_count (self->rows[REL_PLACE_CHANGES], rel_workspace_get_changes (workspace)->len, TRUE);
}

/**
 * rel_place_list_show_findings:
 * @self: a list
 * @findings: (element-type RelFinding): what is wrong in the project
 *
 * Shows how much is wrong.
 */
void
rel_place_list_show_findings (RelPlaceList *self, GPtrArray *findings)
{
  g_return_if_fail (REL_IS_PLACE_LIST (self));

  rel_place_row_set_count (self->rows[REL_PLACE_CHECKS], findings->len, FALSE);
}

/**
 * rel_place_list_select:
 * @self: a list
 * @place: (nullable): where one is
 *
 * Selects the row of a place, or none. Nothing is emitted.
 *
 * Returns: whether the place is in the list
 */
gboolean
rel_place_list_select (RelPlaceList *self, RelPlace *place)
{
  RelPlaceRow *row;

  g_return_val_if_fail (REL_IS_PLACE_LIST (self), FALSE);

  row = place != NULL ? self->rows[rel_place_get_kind (place)] : NULL;
  gtk_list_box_select_row (self->list, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
  return row != NULL;
}

/**
 * rel_place_list_focus:
 * @self: a list
 * @place: a place
 *
 * Moves the focus to the row of a place.
 *
 * Returns: whether it could
 */
gboolean
rel_place_list_focus (RelPlaceList *self, RelPlace *place)
{
  RelPlaceRow *row;

  g_return_val_if_fail (REL_IS_PLACE_LIST (self), FALSE);

  row = self->rows[rel_place_get_kind (place)];
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}
