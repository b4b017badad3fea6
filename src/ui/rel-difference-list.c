/* rel-difference-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-difference-list.h"

#include <string.h>

#include "rel-difference-row.h"
#include "rel-part.h"
#include "rel-tab-stop.h"

/**
 * RelDifferenceList:
 *
 * The differences of a comparison, under the names of their collections, and under them their
 * members, each with a tick. A tick is set with the mouse, with Enter or with the space bar.
 */
struct _RelDifferenceList
{
  AdwBin parent_instance;

  GtkListView *list;

  GListStore *rows; /* (owned) (element-type RelDifference) */
};

G_DEFINE_FINAL_TYPE (RelDifferenceList, rel_difference_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static RelDifference *
get_row (RelDifferenceList *self, guint position)
{
  g_autoptr (RelDifference) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  /* The store keeps it alive. */
  return row;
}

static void
toggle (RelDifference *row)
{
  rel_difference_set_ticked (row, rel_difference_get_ticked (row) != REL_TICKED_ALL);
}

static void
activated_cb (RelDifferenceList *self, guint position)
{
  toggle (get_row (self, position));
}

static gboolean
key_pressed_cb (RelDifferenceList *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if ((keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space) || !REL_IS_DIFFERENCE_ROW (child))
    return GDK_EVENT_PROPAGATE;
  toggle (rel_difference_row_get_difference (REL_DIFFERENCE_ROW (child)));
  return GDK_EVENT_STOP;
}

static void
item_set_up_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, rel_difference_row_new ());
}

static void
item_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  rel_difference_row_set_difference (REL_DIFFERENCE_ROW (gtk_list_item_get_child (item)),
                                     gtk_list_item_get_item (item));
}

static void
item_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  rel_difference_row_set_difference (REL_DIFFERENCE_ROW (gtk_list_item_get_child (item)), NULL);
}

static gboolean
is_change (RelDifference *row)
{
  return rel_difference_get_change (row) != NULL && rel_difference_get_members (row) == NULL;
}

/* Whatever is ticked, the heading over it says so last. */
static void
ticked_cb (RelDifferenceList *self, RelDifference *row)
{
  if (rel_difference_get_change (row) == NULL)
    g_signal_emit (self, signals[SIGNAL_TICKED], 0);
}

static void
rel_difference_list_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_difference_list_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_DIFFERENCE_LIST);
}

static void
rel_difference_list_finalize (GObject *object)
{
  g_object_unref (REL_DIFFERENCE_LIST (object)->rows);

  G_OBJECT_CLASS (rel_difference_list_parent_class)->finalize (object);
}

static void
rel_difference_list_class_init (RelDifferenceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_difference_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rel_difference_list_finalize;

  /**
   * RelDifferenceList::ticked:
   * @self: a list
   *
   * Emitted when differences are ticked or no more.
   */
  signals[SIGNAL_TICKED] =
    g_signal_new ("ticked", REL_TYPE_DIFFERENCE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (REL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-difference-list.ui");
  gtk_widget_class_bind_template_child (widget_class, RelDifferenceList, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_unbound_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
rel_difference_list_init (RelDifferenceList *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (REL_TYPE_DIFFERENCE);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/**
 * rel_difference_list_new:
 *
 * Returns: (transfer floating): a list of nothing yet
 */
GtkWidget *
rel_difference_list_new (void)
{
  return g_object_new (REL_TYPE_DIFFERENCE_LIST, NULL);
}

static int
compare_collections (gconstpointer a, gconstpointer b)
{
  return strcmp (rel_change_get_collection (*(RelChange **) a), rel_change_get_collection (*(RelChange **) b));
}

/* A change, and what of it can be taken over by itself if that is not all of it. */
static void
add_change (GPtrArray *rows, RelDifference *heading, RelChange *change)
{
  RelDifference *row = rel_difference_new_change (heading, change);
  g_autoptr (GPtrArray) parts = rel_part_list (change);

  g_ptr_array_add (rows, row);
  for (guint i = 0; parts->len > 1 && i < parts->len; i++)
    g_ptr_array_add (rows, rel_difference_new_part (row, g_ptr_array_index (parts, i)));
}

/**
 * rel_difference_list_make_rows:
 * @comparison: a comparison
 *
 * Makes what the list shows. It may run in any thread, as long as nobody else has the rows.
 *
 * Returns: (transfer full) (element-type RelDifference): headings, each with its changes after
 *   it, and these with their parts, none ticked
 */
GPtrArray *
rel_difference_list_make_rows (RelComparison *comparison)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *changes = rel_comparison_get_changes (comparison);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  RelDifference *heading = NULL;

  /* Sorting an array of pointers keeps the order of what is equal. */
  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (changes, i));
  g_ptr_array_sort (sorted, compare_collections);
  for (guint i = 0; i < sorted->len; i++)
    {
      RelChange *change = g_ptr_array_index (sorted, i);
      const char *collection = rel_change_get_collection (change);

      if (heading == NULL || strcmp (rel_difference_get_collection (heading), collection) != 0)
        {
          heading = rel_difference_new_collection (collection);
          g_ptr_array_add (rows, heading);
        }
      add_change (rows, heading, change);
    }
  return rows;
}

/* What a person has ticked stays so when it is compared once more. */
static GHashTable *
list_ticked_ids (RelDifferenceList *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      RelDifference *row = get_row (self, i);

      if (rel_difference_get_change (row) != NULL && rel_difference_get_ticked (row) == REL_TICKED_ALL)
        g_hash_table_add (ids, rel_difference_dup_id (row));
    }
  return ids;
}

/**
 * rel_difference_list_show:
 * @self: a list
 * @rows: (element-type RelDifference): what [func@DifferenceList.make_rows] made
 *
 * Shows differences.
 */
void
rel_difference_list_show (RelDifferenceList *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) ids = NULL;

  g_return_if_fail (REL_IS_DIFFERENCE_LIST (self));

  ids = list_ticked_ids (self);
  for (guint i = 0; i < rows->len; i++)
    {
      RelDifference *row = g_ptr_array_index (rows, i);
      gboolean can_be = rel_difference_get_change (row) != NULL && g_hash_table_size (ids) > 0;
      g_autofree char *id = can_be ? rel_difference_dup_id (row) : NULL;

      g_signal_connect_object (row, "ticked", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
      if (id != NULL && g_hash_table_contains (ids, id))
        rel_difference_set_ticked (row, TRUE);
    }
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
  g_signal_emit (self, signals[SIGNAL_TICKED], 0);
}

/**
 * rel_difference_list_list_rows:
 * @self: a list
 *
 * Returns: (transfer none) (element-type RelDifference): what it shows
 */
GListModel *
rel_difference_list_list_rows (RelDifferenceList *self)
{
  g_return_val_if_fail (REL_IS_DIFFERENCE_LIST (self), NULL);

  return G_LIST_MODEL (self->rows);
}

static RelChange *
make_part (RelDifference *row)
{
  GPtrArray *parts = rel_difference_get_below (row);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      RelDifference *part = g_ptr_array_index (parts, i);

      if (rel_difference_get_ticked (part) == REL_TICKED_ALL)
        g_ptr_array_extend (members, rel_difference_get_members (part), NULL, NULL);
    }
  return rel_part_make (rel_difference_get_change (row), members);
}

/**
 * rel_difference_list_list_ticked:
 * @self: a list
 *
 * Returns: (transfer full) (element-type RelChange): the changes that are ticked; of those that
 *   are in part that part
 */
GPtrArray *
rel_difference_list_list_ticked (RelDifferenceList *self)
{
  GPtrArray *ticked = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_change_unref);

  g_return_val_if_fail (REL_IS_DIFFERENCE_LIST (self), ticked);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      RelDifference *row = get_row (self, i);

      if (!is_change (row) || rel_difference_get_ticked (row) == REL_TICKED_NONE)
        continue;
      g_ptr_array_add (ticked, rel_difference_get_ticked (row) == REL_TICKED_ALL
                                 ? rel_change_ref (rel_difference_get_change (row))
                                 : make_part (row));
    }
  return ticked;
}

static guint
count_ticked (RelDifferenceList *self, RelTicked least)
{
  guint n_ticked = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      if (is_change (get_row (self, i)) && rel_difference_get_ticked (get_row (self, i)) >= least)
        n_ticked++;
    }
  return n_ticked;
}

/**
 * rel_difference_list_get_n_ticked:
 * @self: a list
 *
 * Returns: how many changes are ticked, those in part too
 */
guint
rel_difference_list_get_n_ticked (RelDifferenceList *self)
{
  g_return_val_if_fail (REL_IS_DIFFERENCE_LIST (self), 0);

  return count_ticked (self, REL_TICKED_SOME);
}

/**
 * rel_difference_list_get_n_whole:
 * @self: a list
 *
 * Returns: how many changes are ticked in whole
 */
guint
rel_difference_list_get_n_whole (RelDifferenceList *self)
{
  g_return_val_if_fail (REL_IS_DIFFERENCE_LIST (self), 0);

  return count_ticked (self, REL_TICKED_ALL);
}

/**
 * rel_difference_list_tick_all:
 * @self: a list
 * @ticked: whether all are to be chosen, or none
 *
 * Ticks everything, or nothing.
 */
void
rel_difference_list_tick_all (RelDifferenceList *self, gboolean ticked)
{
  g_return_if_fail (REL_IS_DIFFERENCE_LIST (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      /* A heading is ticked with all that is under it. */
      if (rel_difference_get_change (get_row (self, i)) == NULL)
        rel_difference_set_ticked (get_row (self, i), ticked);
    }
}

/**
 * rel_difference_list_get_first_ticked:
 * @self: a list
 *
 * Returns: the position of the first change that is ticked; 0 if none is
 */
guint
rel_difference_list_get_first_ticked (RelDifferenceList *self)
{
  g_return_val_if_fail (REL_IS_DIFFERENCE_LIST (self), 0);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      if (rel_difference_get_change (get_row (self, i)) != NULL &&
          rel_difference_get_ticked (get_row (self, i)) != REL_TICKED_NONE)
        return i;
    }
  return 0;
}

/**
 * rel_difference_list_focus:
 * @self: a list that is shown
 * @position: where to go; the last row is taken if there are less
 *
 * Moves the focus to a row.
 */
void
rel_difference_list_focus (RelDifferenceList *self, guint position)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  RelDifference *row;

  g_return_if_fail (REL_IS_DIFFERENCE_LIST (self));
  g_return_if_fail (n_rows > 0);

  row = get_row (self, MIN (position, n_rows - 1));
  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->list)); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *child = gtk_widget_get_first_child (item);

      if (REL_IS_DIFFERENCE_ROW (child) && rel_difference_row_get_difference (REL_DIFFERENCE_ROW (child)) == row)
        {
          gtk_widget_grab_focus (item);
          return;
        }
    }
  /* It is out of sight; the list knows where one was in it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
