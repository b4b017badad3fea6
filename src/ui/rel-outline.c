/* rel-outline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-outline.h"

#include <string.h>

#include "rel-list-sync.h"

/**
 * RelOutline:
 *
 * The tree of the sidebar: folders, collections and their links.
 *
 * Each list of nodes is a [class@Gio.ListStore] that is brought to its new contents by
 * the smallest changes, so a view keeps its place while the schema is edited. The links of a collection are worked out
 * when they are first asked for, and again only if an edit could have touched them.
 */
struct _RelOutline
{
  GObject parent_instance;

  RelSchema *schema;   /* (owned) (nullable): %NULL until the first update */
  GHashTable *entries; /* (element-type utf8 Entry) (owned): by the collection's name */
  GPtrArray *top;      /* (element-type Entry) (owned): those under no other, in order */
  GListStore *roots;   /* (element-type RelNode) (owned): those of @top that are shown */
  gboolean show_system;
};

typedef struct
{
  RelNode *node;      /* (owned) */
  RelNode *parent;    /* (unowned) (nullable) */
  GPtrArray *members; /* (element-type Entry) (owned): collections grouped under it, in order */
  GPtrArray *links;   /* (element-type RelNode) (owned) (nullable): %NULL until asked for */
  gboolean is_system; /* and comes after all others */
} Entry;

G_DEFINE_FINAL_TYPE (RelOutline, rel_outline, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_object_unref (entry->node);
  g_ptr_array_unref (entry->members);
  g_clear_pointer (&entry->links, g_ptr_array_unref);
  g_free (entry);
}

static Entry *
entry_new (RelCollection *collection)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->node = rel_node_new_collection (collection);
  entry->members = g_ptr_array_new ();
  entry->is_system = rel_collection_is_system (collection);
  /* A folder is there to be seen into. */
  rel_node_set_expanded (entry->node, rel_collection_is_folder (collection));
  return entry;
}

static RelNode *
find_link_node (GPtrArray *nodes, RelLink *link, guint nth)
{
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    {
      RelNode *node = g_ptr_array_index (nodes, i);

      if (rel_node_get_nth (node) == nth && g_str_equal (rel_node_get_name (node), rel_link_get_field (link)))
        return node;
    }
  return NULL;
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

/* Works out the links of a collection, with the nodes that already stand for them. */
static void
read_links (RelOutline *self, Entry *entry)
{
  g_autoptr (GPtrArray) links = rel_link_list (self->schema, rel_node_get_name (entry->node));
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_full (links->len, g_object_unref);

  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);
      guint nth = count_before (links, i);
      RelNode *node = find_link_node (entry->links, link, nth);

      if (node != NULL)
        rel_node_set_link (node, link);
      g_ptr_array_add (nodes, node != NULL ? g_object_ref (node) : rel_node_new_link (link, nth));
    }
  g_clear_pointer (&entry->links, g_ptr_array_unref);
  entry->links = g_steal_pointer (&nodes);
  rel_node_set_n_links (entry->node, entry->links->len);
}

static void show_entries (RelOutline *self, GPtrArray *entries, GListStore *store, GPtrArray *links);

static void
show_children (RelOutline *self, Entry *entry)
{
  /* Most have nothing under them until their links are asked for. */
  if (entry->members->len > 0 || entry->links != NULL || rel_node_has_children (entry->node))
    show_entries (self, entry->members, rel_node_get_children (entry->node), entry->links);
}

static void
show_entries (RelOutline *self, GPtrArray *entries, GListStore *store, GPtrArray *links)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (entries, i);

      if (!self->show_system && entry->is_system)
        continue;
      show_children (self, entry);
      g_ptr_array_add (shown, entry->node);
    }
  for (guint i = 0; links != NULL && i < links->len; i++)
    g_ptr_array_add (shown, g_ptr_array_index (links, i));

  rel_list_sync (store, shown);
}

static void
show (RelOutline *self)
{
  show_entries (self, self->top, self->roots, NULL);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first_entry = *(Entry **) a;
  const Entry *second_entry = *(Entry **) b;
  RelCollection *first = rel_node_get_collection (first_entry->node);
  RelCollection *second = rel_node_get_collection (second_entry->node);

  if (first_entry->is_system != second_entry->is_system)
    return first_entry->is_system ? 1 : -1;
  if (rel_collection_get_sort (first) != rel_collection_get_sort (second))
    return rel_collection_get_sort (first) < rel_collection_get_sort (second) ? -1 : 1;
  return strcmp (rel_collection_get_name (first), rel_collection_get_name (second));
}

static void
place_entry (RelOutline *self, Entry *entry, Entry *parent)
{
  entry->parent = parent != NULL ? parent->node : NULL;
  g_ptr_array_add (parent != NULL ? parent->members : self->top, entry);
}

static Entry *
find_group (RelOutline *self, Entry *entry)
{
  const char *group = rel_collection_get_group (rel_node_get_collection (entry->node));

  return group != NULL ? g_hash_table_lookup (self->entries, group) : NULL;
}

/* Whether a chain of groups ends, as it does unless the project's data are damaged. */
static gboolean
is_reachable (RelOutline *self, Entry *entry)
{
  guint n_steps = 0;

  while ((entry = find_group (self, entry)) != NULL)
    {
      if (++n_steps > 64)
        return FALSE;
    }
  return TRUE;
}

static void
build_tree (RelOutline *self)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  Entry *entry;

  g_ptr_array_set_size (self->top, 0);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    {
      g_ptr_array_set_size (entry->members, 0);
      g_ptr_array_add (sorted, entry);
    }
  g_ptr_array_sort (sorted, compare_entries);

  for (guint i = 0; i < sorted->len; i++)
    {
      entry = g_ptr_array_index (sorted, i);
      place_entry (self, entry, is_reachable (self, entry) ? find_group (self, entry) : NULL);
    }
}

/* Adds the collections whose links an edit of @collection can have touched. */
static void
add_neighbours (GHashTable *touched, RelCollection *collection)
{
  g_hash_table_add (touched, (gpointer) rel_collection_get_name (collection));
  for (guint i = 0; i < rel_collection_get_n_relations (collection); i++)
    {
      RelRelation *relation = rel_collection_get_relation (collection, i);
      const char *related = rel_relation_get_related_collection (relation);
      const char *one = rel_relation_get_one_collection (relation);
      const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

      if (related != NULL)
        g_hash_table_add (touched, (gpointer) related);
      if (one != NULL)
        g_hash_table_add (touched, (gpointer) one);
      for (guint n = 0; allowed != NULL && allowed[n] != NULL; n++)
        g_hash_table_add (touched, (gpointer) allowed[n]);
    }
}

/* Brings the entries to the collections of a schema. */
static void
update_entries (RelOutline *self, RelSchema *schema, GHashTable *touched)
{
  /* Of a schema that is the first, no links have been worked out that it could touch. */
  gboolean is_first = g_hash_table_size (self->entries) == 0;
  GHashTableIter iter;
  Entry *entry;
  const char *name;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &entry))
    {
      if (rel_schema_find_collection (schema, name) == NULL)
        {
          add_neighbours (touched, rel_node_get_collection (entry->node));
          g_hash_table_iter_remove (&iter);
        }
    }

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      entry = g_hash_table_lookup (self->entries, rel_collection_get_name (collection));
      if (entry == NULL)
        {
          if (!is_first)
            add_neighbours (touched, collection);
          g_hash_table_insert (self->entries, g_strdup (rel_collection_get_name (collection)), entry_new (collection));
        }
      else if (rel_node_get_collection (entry->node) != collection)
        {
          add_neighbours (touched, rel_node_get_collection (entry->node));
          add_neighbours (touched, collection);
          rel_node_set_collection (entry->node, collection);
        }
    }
}

static void
rel_outline_finalize (GObject *object)
{
  RelOutline *self = REL_OUTLINE (object);

  g_clear_pointer (&self->schema, rel_schema_unref);
  g_ptr_array_unref (self->top);
  g_hash_table_unref (self->entries);
  g_object_unref (self->roots);

  G_OBJECT_CLASS (rel_outline_parent_class)->finalize (object);
}

static void
rel_outline_class_init (RelOutlineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_outline_finalize;
}

static void
rel_outline_init (RelOutline *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
  self->top = g_ptr_array_new ();
  self->roots = g_list_store_new (REL_TYPE_NODE);
}

/**
 * rel_outline_new:
 *
 * Returns: (transfer full): an outline of nothing
 */
RelOutline *
rel_outline_new (void)
{
  return g_object_new (REL_TYPE_OUTLINE, NULL);
}

/**
 * rel_outline_list_roots:
 * @self: an outline
 *
 * Returns: (transfer none): the nodes ([class@Node]) that are shown and under no other
 */
GListModel *
rel_outline_list_roots (RelOutline *self)
{
  g_return_val_if_fail (REL_IS_OUTLINE (self), NULL);

  return G_LIST_MODEL (self->roots);
}

/**
 * rel_outline_update:
 * @self: an outline
 * @schema: what to show
 *
 * Brings the tree to a schema. Only the collections whose records are others than before,
 * and their neighbours, are looked into.
 */
void
rel_outline_update (RelOutline *self, RelSchema *schema)
{
  g_autoptr (GHashTable) touched = NULL;
  g_autoptr (RelSchema) before = NULL;
  GHashTableIter iter;
  Entry *entry;

  g_return_if_fail (REL_IS_OUTLINE (self));
  g_return_if_fail (schema != NULL);

  /* Names in @touched are those of records in either schema, so both are kept until the end. */
  before = g_steal_pointer (&self->schema);
  self->schema = rel_schema_ref (schema);
  touched = g_hash_table_new (g_str_hash, g_str_equal);

  if (before != schema)
    {
      update_entries (self, schema, touched);
      build_tree (self);
    }
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &entry))
    {
      if (entry->links != NULL && g_hash_table_contains (touched, rel_node_get_name (entry->node)))
        read_links (self, entry);
    }
  show (self);
}

/**
 * rel_outline_set_show_system:
 * @self: an outline
 * @show_system: whether to show Directus' own collections
 *
 * Shows or hides them.
 */
void
rel_outline_set_show_system (RelOutline *self, gboolean show_system)
{
  g_return_if_fail (REL_IS_OUTLINE (self));

  self->show_system = show_system;
  show (self);
}

/**
 * rel_outline_load_links:
 * @self: an outline
 * @node: one of its nodes
 *
 * Makes sure that the links of a collection are among the node's children. Rows ask for
 * it when they come into sight.
 */
void
rel_outline_load_links (RelOutline *self, RelNode *node)
{
  Entry *entry;

  g_return_if_fail (REL_IS_OUTLINE (self));

  if (rel_node_get_collection (node) == NULL)
    return;
  entry = g_hash_table_lookup (self->entries, rel_node_get_name (node));
  if (entry == NULL || entry->links != NULL)
    return;
  read_links (self, entry);
  show_children (self, entry);
}

/**
 * rel_outline_find:
 * @self: an outline
 * @collection: a name
 *
 * Returns: (transfer none) (nullable): the node of that collection, shown or not
 */
RelNode *
rel_outline_find (RelOutline *self, const char *collection)
{
  Entry *entry;

  g_return_val_if_fail (REL_IS_OUTLINE (self), NULL);

  entry = g_hash_table_lookup (self->entries, collection);
  return entry != NULL ? entry->node : NULL;
}

/**
 * rel_outline_get_parent:
 * @self: an outline
 * @node: one of its nodes
 *
 * Returns: (transfer none) (nullable): the node that it is under
 */
RelNode *
rel_outline_get_parent (RelOutline *self, RelNode *node)
{
  Entry *entry;

  g_return_val_if_fail (REL_IS_OUTLINE (self), NULL);

  if (rel_node_get_link (node) != NULL)
    return rel_outline_find (self, rel_link_get_collection (rel_node_get_link (node)));
  entry = g_hash_table_lookup (self->entries, rel_node_get_name (node));
  return entry != NULL ? entry->parent : NULL;
}
