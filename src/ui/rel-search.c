/* rel-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-search.h"

#include <gtk/gtk.h>
#include <string.h>

#include "rel-fold.h"
#include "rel-remains.h"

/**
 * RelSearch:
 *
 * Looks in a schema for what a query asks for: collections, by their names, notes and fields,
 * and links, by all that a query knows of them.
 *
 * It looks in a thread, beside the work that goes on. At most one looks at a time: what is asked
 * meanwhile is looked for next, and only the last of it. What the thread makes ready of a schema
 * serves all queries, until there is another schema. [signal@Search::found] tells of a result.
 *
 * It is the list of what it found last. A node stands for the same in one result and in the next.
 */
struct _RelSearch
{
  GObject parent_instance;

  RelSchema *schema;    /* (owned) (nullable) */
  RelQuery *query;      /* (owned) (nullable): %NULL if nothing is looked for */
  GPtrArray *index;     /* (owned) (nullable) (element-type Part): of @indexed; %NULL while it is used */
  RelSchema *indexed;   /* (owned) (nullable) */
  GPtrArray *found;     /* (owned) (element-type RelNode): what was found last */
  gboolean with_system; /* whether Directus' own collections are looked at */
  gboolean running;
  gboolean stale; /* something else is asked than what is being looked for */
};

static void rel_search_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RelSearch,
                               rel_search,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rel_search_list_init))

enum
{
  SIGNAL_FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is asked about a collection or a link. */
typedef struct
{
  RelCollection *collection; /* (owned) (nullable) */
  RelLink *link;             /* (owned) (nullable) */
  guint nth;                 /* of the links of that field */
  RelQueryRow *row;          /* (owned) */
  RelNode *node;             /* (owned) (nullable): what stood for it when it was found last */
  GPtrArray *fields;         /* (owned) (nullable) (element-type RelQueryRow): of a collection */
  guint n_links;             /* of a collection; they follow it in the index */
} Part;

static void
part_free (Part *part)
{
  g_clear_pointer (&part->collection, rel_collection_unref);
  g_clear_pointer (&part->link, rel_link_unref);
  rel_query_row_free (part->row);
  g_clear_object (&part->node);
  g_clear_pointer (&part->fields, g_ptr_array_unref);
  g_free (part);
}

static Part *
part_new_collection (RelCollection *collection)
{
  Part *part = g_new0 (Part, 1);

  part->collection = rel_collection_ref (collection);
  part->row = rel_query_row_new_collection (collection);
  part->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_query_row_free);
  for (guint i = 0; i < rel_collection_get_n_fields (collection); i++)
    g_ptr_array_add (part->fields, rel_query_row_new_field (collection, rel_collection_get_field (collection, i)));
  return part;
}

static Part *
part_new_link (RelSchema *schema, RelLink *link, guint nth)
{
  Part *part = g_new0 (Part, 1);

  part->link = rel_link_ref (link);
  part->nth = nth;
  part->row = rel_query_row_new_link (schema, link);
  return part;
}

static guint
count_before (GPtrArray *links, guint index)
{
  const char *field = rel_link_get_field (g_ptr_array_index (links, index));
  guint count = 0;

  for (guint i = 0; i < index; i++)
    {
      if (g_str_equal (rel_link_get_field (g_ptr_array_index (links, i)), field))
        count++;
    }
  return count;
}

static GPtrArray *
make_index (RelSchema *schema)
{
  GPtrArray *index = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);
      g_autoptr (GPtrArray) links = rel_link_list (schema, rel_collection_get_name (collection));
      Part *part = part_new_collection (collection);

      part->n_links = links->len;
      g_ptr_array_add (index, part);
      for (guint n = 0; n < links->len; n++)
        g_ptr_array_add (index, part_new_link (schema, g_ptr_array_index (links, n), count_before (links, n)));
    }
  return index;
}

/* --- In the thread --- */

typedef struct
{
  RelSchema *schema; /* (owned) */
  RelQuery *query;   /* (owned) */
  gboolean with_system;
  GPtrArray *index;   /* (owned) (nullable) (element-type Part) */
  RelSchema *indexed; /* (owned) (nullable): what @index is of */
  GPtrArray *found;   /* (owned) (nullable) (element-type RelNode) */
} Work;

static void
work_free (Work *work)
{
  rel_schema_unref (work->schema);
  rel_query_unref (work->query);
  g_clear_pointer (&work->index, g_ptr_array_unref);
  g_clear_pointer (&work->indexed, rel_schema_unref);
  g_clear_pointer (&work->found, g_ptr_array_unref);
  g_free (work);
}

/* The name of the first field that is asked for. */
static const char *
find_field (const Part *part, RelQuery *query)
{
  for (guint i = 0; i < part->fields->len; i++)
    {
      if (rel_query_matches (query, g_ptr_array_index (part->fields, i)))
        return rel_field_get_name (rel_collection_get_field (part->collection, i));
    }
  return NULL;
}

static gboolean
has_link_of (GPtrArray *links, const char *field)
{
  for (guint i = 0; i < links->len; i++)
    {
      if (g_str_equal (rel_node_get_name (g_ptr_array_index (links, i)), field))
        return TRUE;
    }
  return FALSE;
}

/* What stands for a part; a row that shows it already need not be made anew. */
static RelNode *
dup_node (Part *part, gboolean is_found, const char *reason)
{
  RelNode *node = part->node;

  if (node != NULL && rel_node_is_found (node) == is_found && g_strcmp0 (rel_node_get_reason (node), reason) == 0)
    return g_object_ref (node);
  node = part->link != NULL ? rel_node_new_link (part->link, part->nth) : rel_node_new_collection (part->collection);
  if (part->link == NULL)
    rel_node_set_n_links (node, part->n_links);
  if (is_found)
    rel_node_set_found (node, reason);
  g_set_object (&part->node, node);
  return node;
}

/* A collection that is asked for by its name stands for all that is in it. */
static void
look_into (Work *work, guint number)
{
  Part *part = g_ptr_array_index (work->index, number);
  gboolean matches = rel_query_matches (work->query, part->row);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_object_unref);
  const char *field;

  for (guint i = number + 1; !matches && i <= number + part->n_links; i++)
    {
      Part *other = g_ptr_array_index (work->index, i);

      if (rel_query_matches (work->query, other->row))
        g_ptr_array_add (links, dup_node (other, TRUE, NULL));
    }
  field = matches ? NULL : find_field (part, work->query);
  /* Where a link is found, its field is. */
  if (field != NULL && has_link_of (links, field))
    field = NULL;
  if (!matches && field == NULL && links->len == 0)
    return;

  g_ptr_array_add (work->found, dup_node (part, matches || field != NULL, field));
  g_ptr_array_extend_and_steal (work->found, g_steal_pointer (&links));
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  guint i = 0;

  /* To free an index takes its time too. */
  if (work->indexed != work->schema)
    {
      g_clear_pointer (&work->index, g_ptr_array_unref);
      work->index = make_index (work->schema);
      g_clear_pointer (&work->indexed, rel_schema_unref);
      work->indexed = rel_schema_ref (work->schema);
    }
  work->found = g_ptr_array_new_with_free_func (g_object_unref);
  while (i < work->index->len)
    {
      const Part *part = g_ptr_array_index (work->index, i);

      if (work->with_system || !rel_collection_is_system (part->collection))
        look_into (work, i);
      i += 1 + part->n_links;
    }
  g_task_return_boolean (task, TRUE);
}

/* --- Outside of it --- */

static void start (RelSearch *self);

static gboolean
has_same (GPtrArray *nodes, GPtrArray *others)
{
  return nodes->len == others->len &&
         (nodes->len == 0 || memcmp (nodes->pdata, others->pdata, nodes->len * sizeof (gpointer)) == 0);
}

static void
take_found (RelSearch *self, GPtrArray *found)
{
  GPtrArray *before = self->found;

  self->found = found;
  if (!has_same (before, found))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, found->len);
  rel_remains_free_elsewhere (before, (GDestroyNotify) g_ptr_array_unref);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelSearch *self = REL_SEARCH (source);
  Work *work = g_task_get_task_data (G_TASK (result));

  self->running = FALSE;
  self->index = g_steal_pointer (&work->index);
  self->indexed = g_steal_pointer (&work->indexed);
  if (self->stale)
    {
      start (self);
      return;
    }
  take_found (self, g_steal_pointer (&work->found));
  g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}

static void
start (RelSearch *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  self->stale = self->running;
  if (self->running || self->query == NULL || self->schema == NULL)
    return;
  work = g_new0 (Work, 1);
  work->schema = rel_schema_ref (self->schema);
  work->query = rel_query_ref (self->query);
  work->with_system = self->with_system;
  work->index = g_steal_pointer (&self->index);
  work->indexed = g_steal_pointer (&self->indexed);
  self->running = TRUE;
  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, look_in_thread);
}

static void
rel_search_finalize (GObject *object)
{
  RelSearch *self = REL_SEARCH (object);

  g_clear_pointer (&self->schema, rel_schema_unref);
  g_clear_pointer (&self->query, rel_query_unref);
  g_clear_pointer (&self->index, g_ptr_array_unref);
  g_clear_pointer (&self->indexed, rel_schema_unref);
  g_ptr_array_unref (self->found);

  G_OBJECT_CLASS (rel_search_parent_class)->finalize (object);
}

static void
rel_search_class_init (RelSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_search_finalize;

  /**
   * RelSearch::found:
   * @self: a search
   *
   * Emitted when it has looked for what was asked last.
   */
  signals[SIGNAL_FOUND] =
    g_signal_new ("found", REL_TYPE_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GType
rel_search_get_item_type (GListModel *list)
{
  return REL_TYPE_NODE;
}

static guint
rel_search_get_n_items (GListModel *list)
{
  return REL_SEARCH (list)->found->len;
}

static gpointer
rel_search_get_item (GListModel *list, guint position)
{
  RelSearch *self = REL_SEARCH (list);

  return position < self->found->len ? g_object_ref (g_ptr_array_index (self->found, position)) : NULL;
}

static void
rel_search_list_init (GListModelInterface *iface)
{
  iface->get_item_type = rel_search_get_item_type;
  iface->get_n_items = rel_search_get_n_items;
  iface->get_item = rel_search_get_item;
}

static void
rel_search_init (RelSearch *self)
{
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rel_search_new:
 *
 * Returns: (transfer full): a search for nothing
 */
RelSearch *
rel_search_new (void)
{
  return g_object_new (REL_TYPE_SEARCH, NULL);
}

/**
 * rel_search_set_schema:
 * @self: a search
 * @schema: where to look
 *
 * Looks there, for what was asked last.
 */
void
rel_search_set_schema (RelSearch *self, RelSchema *schema)
{
  g_return_if_fail (REL_IS_SEARCH (self));

  if (self->schema == schema)
    return;
  rel_schema_ref (schema);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = schema;
  start (self);
}

/**
 * rel_search_set_with_system:
 * @self: a search
 * @with_system: whether to look at Directus' own collections
 *
 * Looks at them too, or no more.
 */
void
rel_search_set_with_system (RelSearch *self, gboolean with_system)
{
  g_return_if_fail (REL_IS_SEARCH (self));

  self->with_system = with_system;
  start (self);
}

/**
 * rel_search_set_query:
 * @self: a search
 * @query: (nullable): what to look for; %NULL for nothing
 *
 * Looks for something else.
 */
void
rel_search_set_query (RelSearch *self, RelQuery *query)
{
  g_return_if_fail (REL_IS_SEARCH (self));

  if (query != NULL)
    rel_query_ref (query);
  g_clear_pointer (&self->query, rel_query_unref);
  self->query = query;
  start (self);
}

/**
 * rel_search_is_running:
 * @self: a search
 *
 * Returns: whether it looks for something
 */
gboolean
rel_search_is_running (RelSearch *self)
{
  g_return_val_if_fail (REL_IS_SEARCH (self), FALSE);

  return self->running;
}

/**
 * rel_search_list_found:
 * @self: a search
 *
 * Returns: (transfer none) (element-type RelNode): what it found last: collections, each with
 *   its links after it
 */
GListModel *
rel_search_list_found (RelSearch *self)
{
  g_return_val_if_fail (REL_IS_SEARCH (self), NULL);

  return G_LIST_MODEL (self);
}

/**
 * rel_search_find_best:
 * @self: a search that has looked for something
 *
 * Returns: the position of what is most likely meant: the collection of the very name that is
 *   asked for, else the first that is asked for itself; `GTK_INVALID_LIST_POSITION` if nothing
 *   is found
 */
guint
rel_search_find_best (RelSearch *self)
{
  g_autofree char *wanted = NULL;
  guint best = GTK_INVALID_LIST_POSITION;

  g_return_val_if_fail (REL_IS_SEARCH (self), GTK_INVALID_LIST_POSITION);

  wanted = g_strstrip (rel_fold_dup (self->query != NULL ? rel_query_get_text (self->query) : ""));
  for (guint i = 0; i < self->found->len; i++)
    {
      RelNode *node = g_ptr_array_index (self->found, i);
      g_autofree char *name = rel_node_is_found (node) ? rel_fold_dup (rel_node_get_name (node)) : NULL;

      if (name != NULL && best == GTK_INVALID_LIST_POSITION)
        best = i;
      if (g_strcmp0 (name, wanted) == 0 && rel_node_get_collection (node) != NULL)
        return i;
    }
  return best;
}
