/* rel-relations-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-relations-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-bulk-bar.h"
#include "rel-kind-icon.h"
#include "rel-list-sync.h"
#include "rel-scroll.h"
#include "rel-tab-stop.h"
#include "rel-table-cell.h"
#include "rel-tooltip.h"

/**
 * RelRelationsPage:
 *
 * All relations of a project as a table: filtered by a query, sorted by any column, and
 * changed many at a time.
 *
 * It is about relations as the API has them, so a many to many stands in two rows, one for
 * each half of its junction.
 */
struct _RelRelationsPage
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  GtkLabel *mistake;
  GtkLabel *count;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  RelBulkBar *bar;

  GListStore *store;            /* (owned) (element-type RelTableRow): all of them */
  GHashTable *rows;             /* (owned) (element-type utf8 RelTableRow): by their id */
  GtkFilter *filter;            /* (owned) */
  GtkMultiSelection *selection; /* (owned): what is shown, sorted */
  RelQuery *query;              /* (owned) (nullable): %NULL shows all */
  RelWorkspace *workspace;      /* (owned) (nullable) */
  guint tick_id;                /* 0 when nothing was typed that was not looked for yet */
  guint n_frames;               /* since it was typed */
};

G_DEFINE_FINAL_TYPE (RelRelationsPage, rel_relations_page, GTK_TYPE_BOX)

static char *
dup_id (const char *collection, const char *field, guint nth)
{
  return g_strdup_printf ("%s\n%s\n%u", collection, field, nth);
}

static void
update_count (RelRelationsPage *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *text = NULL;

  if (n_shown == n_all)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u relation", "%u relations", n_all), n_all);
  else
    /* Translators: how many relations a filter leaves, and of how many. */
    text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u relation", "%u of %u relations", n_all), n_shown, n_all);
  gtk_label_set_label (self->count, text);
  rel_tooltip_set_text (GTK_WIDGET (self->count), text);
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "table" : n_all > 0 ? "no-match" : "none");
}

static void
selection_changed_cb (RelRelationsPage *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  rel_bulk_bar_show_count (self->bar, (guint) gtk_bitset_get_size (chosen));
}

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  RelRelationsPage *self = user_data;

  return self->query == NULL || rel_table_row_matches (REL_TABLE_ROW (item), self->query);
}

static void
stop_waiting (RelRelationsPage *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

/* Shows what matches the text of the entry. */
static void
filter (RelRelationsPage *self)
{
  g_autoptr (GError) error = NULL;
  RelQuery *query = rel_query_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error);

  stop_waiting (self);
  gtk_label_set_label (self->mistake, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  /* What was asked before stays until what is typed can be understood. */
  if (query == NULL)
    return;
  g_clear_pointer (&self->query, rel_query_unref);
  self->query = query;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_count (self);
}

static gboolean
frame_begun_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RelRelationsPage *self = REL_RELATIONS_PAGE (user_data);

  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  filter (self);
  return G_SOURCE_REMOVE;
}

/* It takes many times longer until the cells of other rows are on the screen than what is typed
 * does, so that has the next frame, and what is typed until then is looked for together. */
static void
search_changed_cb (RelRelationsPage *self)
{
  if (self->tick_id != 0)
    return;
  self->n_frames = 0;
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), frame_begun_cb, self, NULL);
}

/* To what was found, where all of it can be selected. */
static void
search_activated_cb (RelRelationsPage *self)
{
  /* What was typed last may not have been looked for yet. */
  filter (self);
  gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
}

static void
row_activated_cb (RelRelationsPage *self, guint position)
{
  g_autoptr (RelTableRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char *collection = g_strdup (rel_table_row_get_text (row, REL_TABLE_COLLECTION));
  g_autofree char *field = g_strdup (rel_table_row_get_text (row, REL_TABLE_FIELD));

  gtk_widget_activate_action (GTK_WIDGET (self), "project.show-relation", "(ssu)", collection, field,
                              rel_table_row_get_nth (row));
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return rel_table_row_compare ((RelTableRow *) a, (RelTableRow *) b, GPOINTER_TO_UINT (user_data));
}

static void
cell_set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, rel_table_cell_new (GPOINTER_TO_UINT (user_data)));
}

static void
cell_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  rel_table_cell_set_row (REL_TABLE_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
cell_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  rel_table_cell_set_row (REL_TABLE_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
add_column (RelRelationsPage *self, RelTableColumn column, const char *title, gboolean expands)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gpointer id = GUINT_TO_POINTER (column);
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, id, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (cell_set_up_cb), id);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bound_cb), id);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbound_cb), id);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, expands);
  gtk_column_view_append_column (self->view, view_column);
}

static void
add_columns (RelRelationsPage *self)
{
  add_column (self, REL_TABLE_COLLECTION, _ ("Collection"), TRUE);
  add_column (self, REL_TABLE_FIELD, _ ("Field"), TRUE);
  add_column (self, REL_TABLE_KIND, _ ("Kind"), FALSE);
  add_column (self, REL_TABLE_RELATED, _ ("Related"), TRUE);
  add_column (self, REL_TABLE_OTHER_SIDE, _ ("Other Side"), FALSE);
  add_column (self, REL_TABLE_ON_DELETE, _ ("On Delete"), FALSE);
  add_column (self, REL_TABLE_DESELECT, _ ("Deselect"), FALSE);
  add_column (self, REL_TABLE_JUNCTION, _ ("Junction Field"), FALSE);
}

static GPtrArray *
list_selected (RelRelationsPage *self)
{
  g_autoptr (GtkBitset) chosen = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);

  for (guint64 i = 0; i < gtk_bitset_get_size (chosen); i++)
    {
      g_autoptr (RelTableRow) row =
        g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_nth (chosen, (guint) i));

      g_ptr_array_add (relations, rel_relation_ref (rel_table_row_get_relation (row)));
    }
  return relations;
}

static void
member_chosen_cb (RelRelationsPage *self, const char *path, const char *text)
{
  g_autoptr (GPtrArray) selected = list_selected (self);

  rel_bulk_bar_set_member (self->bar, self->workspace, selected, path, text);
}

static void
rel_relations_page_dispose (GObject *object)
{
  RelRelationsPage *self = REL_RELATIONS_PAGE (object);

  stop_waiting (self);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_RELATIONS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rel_relations_page_parent_class)->dispose (object);
}

static void
rel_relations_page_finalize (GObject *object)
{
  RelRelationsPage *self = REL_RELATIONS_PAGE (object);

  g_clear_pointer (&self->query, rel_query_unref);
  g_hash_table_unref (self->rows);
  g_object_unref (self->store);

  G_OBJECT_CLASS (rel_relations_page_parent_class)->finalize (object);
}

static void
rel_relations_page_class_init (RelRelationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_relations_page_dispose;
  object_class->finalize = rel_relations_page_finalize;

  g_type_ensure (REL_TYPE_BULK_BAR);
  g_type_ensure (REL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-relations-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, entry);
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, count);
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, view);
  gtk_widget_class_bind_template_child (widget_class, RelRelationsPage, bar);
  gtk_widget_class_bind_template_callback (widget_class, member_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
rel_relations_page_init (RelRelationsPage *self)
{
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (REL_TYPE_TABLE_ROW);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  add_columns (self);
  rel_scroll_from_start (self->scrolled);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (sorted));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * rel_relations_page_new:
 *
 * Returns: (transfer floating): a page of no project yet
 */
GtkWidget *
rel_relations_page_new (void)
{
  return g_object_new (REL_TYPE_RELATIONS_PAGE, NULL);
}

static GHashTable *
list_changed (RelWorkspace *workspace)
{
  GPtrArray *changes = rel_workspace_get_changes (workspace);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      RelChange *change = g_ptr_array_index (changes, i);

      if (rel_change_get_object (change) == REL_OBJECT_RELATION)
        g_hash_table_add (ids, dup_id (rel_change_get_collection (change), rel_change_get_field (change),
                                       rel_change_get_nth (change)));
    }
  return ids;
}

/* Puts rows for the relations of a collection among the next ones: those that they have had,
 * or new ones. */
static void
add_rows (RelRelationsPage *self, RelCollection *collection, GHashTable *changed, GHashTable *next, GPtrArray *order)
{
  RelSchema *schema = rel_workspace_get_draft (self->workspace);

  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      char *id = dup_id (rel_relation_get_collection (relation), rel_relation_get_field (relation),
                         rel_collection_get_nth (collection, relation));
      RelTableRow *row = g_hash_table_lookup (self->rows, id);

      row = row != NULL ? g_object_ref (row) : rel_table_row_new ();
      rel_table_row_update (row, schema, relation);
      rel_table_row_set_changed (row, g_hash_table_contains (changed, id));
      g_hash_table_insert (next, id, row);
      g_ptr_array_add (order, row);
    }
}

/**
 * rel_relations_page_show:
 * @self: a page
 * @workspace: a workspace
 * @with_system: whether the relations of Directus' own collections are listed too
 *
 * Shows the relations of its draft. After each change of the workspace this is to be called
 * again.
 */
void
rel_relations_page_show (RelRelationsPage *self, RelWorkspace *workspace, gboolean with_system)
{
  RelSchema *schema = rel_workspace_get_draft (workspace);
  g_autoptr (GHashTable) changed = list_changed (workspace);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  g_return_if_fail (REL_IS_RELATIONS_PAGE (self));

  g_set_object (&self->workspace, workspace);
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      if (with_system || !rel_collection_is_system (collection))
        add_rows (self, collection, changed, rows, order);
    }
  rel_list_sync (self->store, order);
  g_hash_table_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_count (self);
}

/**
 * rel_relations_page_set_filter:
 * @self: a page
 * @text: a query, as a person writes it
 *
 * Asks for some of the relations.
 */
void
rel_relations_page_set_filter (RelRelationsPage *self, const char *text)
{
  g_return_if_fail (REL_IS_RELATIONS_PAGE (self));

  /* On the way to the next text it is empty. */
  g_signal_handlers_block_by_func (self->entry, search_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  g_signal_handlers_unblock_by_func (self->entry, search_changed_cb, self);
  filter (self);
}

/**
 * rel_relations_page_get_rows:
 * @self: a page
 *
 * Returns: (transfer none): the rows ([class@TableRow]) that are shown, and which of them
 *   are selected
 */
GtkSelectionModel *
rel_relations_page_get_rows (RelRelationsPage *self)
{
  g_return_val_if_fail (REL_IS_RELATIONS_PAGE (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}
