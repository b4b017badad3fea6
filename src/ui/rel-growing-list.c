/* rel-growing-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-growing-list.h"

/**
 * RelGrowingList:
 *
 * The beginning of a list, which grows until it is all of it.
 *
 * A list view makes widgets for about two hundred rows at once, however few are in sight, and
 * that takes longer than a frame. So it is given as many as are seen, and more when there is
 * time. A [class@Gtk.SliceListModel] would do, but when something is added to its list or
 * removed, it takes all that follow for others too, even when it has room for all.
 */
struct _RelGrowingList
{
  GObject parent_instance;

  GListModel *model; /* (owned) */
  guint limit;       /* %G_MAXUINT once it is open */
  guint source_id;   /* 0 unless it grows by itself */
};

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (REL_GROWING_LIST (model)->model);
}

static guint
get_n_items (GListModel *model)
{
  RelGrowingList *self = REL_GROWING_LIST (model);

  return MIN (g_list_model_get_n_items (self->model), self->limit);
}

static gpointer
get_item (GListModel *model, guint position)
{
  RelGrowingList *self = REL_GROWING_LIST (model);

  return position < self->limit ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RelGrowingList,
                               rel_growing_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* A view has widgets for all the rows that it wants to have by then. */
#define N_ITEMS_ENOUGH 256

/* What there is time for between two frames. */
#define N_ITEMS_MORE 20

static void
set_limit (RelGrowingList *self, guint limit)
{
  guint before = get_n_items (G_LIST_MODEL (self));

  self->limit = limit;
  if (get_n_items (G_LIST_MODEL (self)) > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, get_n_items (G_LIST_MODEL (self)) - before);
}

static void
items_changed_cb (RelGrowingList *self, guint position, guint n_removed, guint n_added)
{
  guint n_after = g_list_model_get_n_items (self->model);
  guint n_before = n_after - n_added + n_removed;

  if (position >= self->limit)
    return;
  /* What leaves or enters at the limit follows what was changed. */
  if (MAX (n_before, n_after) > self->limit)
    {
      n_removed = MIN (n_before, self->limit) - position;
      n_added = MIN (n_after, self->limit) - position;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

static void
rel_growing_list_finalize (GObject *object)
{
  RelGrowingList *self = REL_GROWING_LIST (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_object_unref (self->model);

  G_OBJECT_CLASS (rel_growing_list_parent_class)->finalize (object);
}

static void
rel_growing_list_class_init (RelGrowingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_growing_list_finalize;
}

static void
rel_growing_list_init (RelGrowingList *self)
{
}

/**
 * rel_growing_list_new:
 * @model: all of the list
 * @n_first: of how many items it has the first ones to begin with
 *
 * Returns: (transfer full): the beginning of the list
 */
RelGrowingList *
rel_growing_list_new (GListModel *model, guint n_first)
{
  RelGrowingList *self = g_object_new (REL_TYPE_GROWING_LIST, NULL);

  self->model = g_object_ref (model);
  self->limit = n_first;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * rel_growing_list_grow:
 * @self: a list
 * @n_more: how many items more it may have
 *
 * Lets it grow. With enough for any view it has all, and so it has when there are no more.
 *
 * Returns: whether there may be more
 */
gboolean
rel_growing_list_grow (RelGrowingList *self, guint n_more)
{
  g_return_val_if_fail (REL_IS_GROWING_LIST (self), FALSE);

  if (self->limit < N_ITEMS_ENOUGH && self->limit < g_list_model_get_n_items (self->model))
    set_limit (self, self->limit + n_more);
  else
    rel_growing_list_open (self);
  return !rel_growing_list_is_open (self);
}

static gboolean
grow_cb (gpointer user_data)
{
  RelGrowingList *self = REL_GROWING_LIST (user_data);

  if (rel_growing_list_grow (self, N_ITEMS_MORE))
    return G_SOURCE_CONTINUE;
  self->source_id = 0;
  return G_SOURCE_REMOVE;
}

/**
 * rel_growing_list_begin:
 * @self: a list
 *
 * Lets it grow by itself when nothing else is to be done, until it has all.
 */
void
rel_growing_list_begin (RelGrowingList *self)
{
  g_return_if_fail (REL_IS_GROWING_LIST (self));

  if (self->source_id == 0 && !rel_growing_list_is_open (self))
    self->source_id = g_idle_add (grow_cb, self);
}

/**
 * rel_growing_list_reach:
 * @self: a list
 * @position: a position in all of the list
 *
 * Makes sure that it has what is there, if anything is.
 */
void
rel_growing_list_reach (RelGrowingList *self, guint position)
{
  g_return_if_fail (REL_IS_GROWING_LIST (self));

  if (position >= self->limit && position < g_list_model_get_n_items (self->model))
    rel_growing_list_open (self);
}

/**
 * rel_growing_list_open:
 * @self: a list
 *
 * Lets it have all, from now on.
 */
void
rel_growing_list_open (RelGrowingList *self)
{
  g_return_if_fail (REL_IS_GROWING_LIST (self));

  set_limit (self, G_MAXUINT);
}

/**
 * rel_growing_list_is_open:
 * @self: a list
 *
 * Returns: whether it has all
 */
gboolean
rel_growing_list_is_open (RelGrowingList *self)
{
  g_return_val_if_fail (REL_IS_GROWING_LIST (self), FALSE);

  return self->limit == G_MAXUINT;
}
