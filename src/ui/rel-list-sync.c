/* rel-list-sync.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-list-sync.h"

static gpointer
peek (GListStore *store, guint position)
{
  /* The store keeps it alive. */
  gpointer item = g_list_model_get_item (G_LIST_MODEL (store), position);

  if (item != NULL)
    g_object_unref (item);
  return item;
}

static GHashTable *
set_of_store (GListStore *store)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; i < n_items; i++)
    g_hash_table_add (set, peek (store, i));
  return set;
}

static GHashTable *
set_of_array (GPtrArray *items)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (set, g_ptr_array_index (items, i));
  return set;
}

static void
replace_all (GListStore *store, GPtrArray *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

static gboolean
is_same (GListStore *store, GPtrArray *items)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (store)) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      if (peek (store, i) != g_ptr_array_index (items, i))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_list_sync:
 * @store: a store of objects
 * @items: (element-type GObject): the objects that it shall hold, each once
 *
 * Brings a store to new contents, touching only runs of objects that go or come.
 *
 * Views keep selection, focus and scroll position on all that stays. Objects that stay must
 * stay in their order; if they do not, everything is replaced at once.
 */
void
rel_list_sync (GListStore *store, GPtrArray *items)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  guint position = 0;

  /* So it is with nearly all lists of a tree after an edit. */
  if (is_same (store, items))
    return;
  before = set_of_store (store);
  after = set_of_array (items);
  for (guint i = 0; i <= items->len;)
    {
      gpointer wanted = i < items->len ? g_ptr_array_index (items, i) : NULL;
      guint n_items = g_list_model_get_n_items (G_LIST_MODEL (store));
      guint n_gone = 0;
      guint n_new = 0;

      while (position + n_gone < n_items && !g_hash_table_contains (after, peek (store, position + n_gone)))
        n_gone++;
      while (i + n_new < items->len && !g_hash_table_contains (before, g_ptr_array_index (items, i + n_new)))
        n_new++;

      if (n_gone > 0 || n_new > 0)
        {
          g_list_store_splice (store, position, n_gone, items->pdata + i, n_new);
          position += n_new;
          i += n_new;
        }
      else if (wanted == NULL)
        break;
      else if (peek (store, position) != wanted)
        {
          replace_all (store, items);
          return;
        }
      else
        {
          position++;
          i++;
        }
    }
}
