/* rel-node.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-node.h"

/**
 * RelNode:
 *
 * A row of the sidebar: a collection, or one of its links.
 *
 * The same node stands for a name as long as a schema has that name, so that selection
 * and expansion outlive edits. It emits [signal@Node::changed] when what its row shows is
 * another.
 */
struct _RelNode
{
  GObject parent_instance;

  RelCollection *collection; /* (owned) (nullable): for a collection */
  RelLink *link;             /* (owned) (nullable): for a link */
  char *reason;              /* (owned) (nullable): what of a collection was found */
  GListStore *children;      /* (element-type RelNode) (owned) (nullable): those that are shown, when first asked for */
  guint nth;
  guint n_links;
  gboolean expanded;
  gboolean is_found;
};

G_DEFINE_FINAL_TYPE (RelNode, rel_node, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rel_node_finalize (GObject *object)
{
  RelNode *self = REL_NODE (object);

  g_clear_pointer (&self->collection, rel_collection_unref);
  g_clear_pointer (&self->link, rel_link_unref);
  g_free (self->reason);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (rel_node_parent_class)->finalize (object);
}

static void
rel_node_class_init (RelNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_node_finalize;

  /**
   * RelNode::changed:
   * @self: a node
   *
   * Emitted when its row should be drawn anew.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_node_init (RelNode *self)
{
}

/**
 * rel_node_new_collection:
 * @collection: a collection
 *
 * Returns: (transfer full): a node for it
 */
RelNode *
rel_node_new_collection (RelCollection *collection)
{
  RelNode *self = g_object_new (REL_TYPE_NODE, NULL);

  self->collection = rel_collection_ref (collection);
  return self;
}

/**
 * rel_node_new_link:
 * @link: a link
 * @nth: which of the links of that field
 *
 * Returns: (transfer full): a node for it
 */
RelNode *
rel_node_new_link (RelLink *link, guint nth)
{
  RelNode *self = g_object_new (REL_TYPE_NODE, NULL);

  self->link = rel_link_ref (link);
  self->nth = nth;
  return self;
}

/**
 * rel_node_get_collection:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the collection, %NULL for a link
 */
RelCollection *
rel_node_get_collection (RelNode *self)
{
  return self->collection;
}

/**
 * rel_node_get_link:
 * @self: a node
 *
 * Returns: (transfer none) (nullable): the link, %NULL for a collection
 */
RelLink *
rel_node_get_link (RelNode *self)
{
  return self->link;
}

/**
 * rel_node_get_nth:
 * @self: a node of a link
 *
 * Returns: which of the links of that field
 */
guint
rel_node_get_nth (RelNode *self)
{
  return self->nth;
}

/**
 * rel_node_get_name:
 * @self: a node
 *
 * Returns: (transfer none): the name of the collection, or of the link's field
 */
const char *
rel_node_get_name (RelNode *self)
{
  return self->link != NULL ? rel_link_get_field (self->link) : rel_collection_get_name (self->collection);
}

/**
 * rel_node_dup_place:
 * @self: a node
 *
 * Returns: (transfer full): where it leads to
 */
RelPlace *
rel_node_dup_place (RelNode *self)
{
  if (self->link == NULL)
    return rel_place_new_collection (rel_node_get_name (self));
  return rel_place_new_relation (rel_link_get_collection (self->link), rel_link_get_field (self->link), self->nth);
}

/**
 * rel_node_get_children:
 * @self: a node of a collection
 *
 * Returns: (transfer none) (element-type RelNode): the nodes under it that are shown
 */
GListStore *
rel_node_get_children (RelNode *self)
{
  if (self->children == NULL)
    self->children = g_list_store_new (REL_TYPE_NODE);
  return self->children;
}

/**
 * rel_node_has_children:
 * @self: a node
 *
 * Returns: whether anything is shown under it
 */
gboolean
rel_node_has_children (RelNode *self)
{
  return self->children != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->children)) > 0;
}

/**
 * rel_node_is_expanded:
 * @self: a node
 *
 * Returns: whether the person wants to see what is under it
 */
gboolean
rel_node_is_expanded (RelNode *self)
{
  return self->expanded;
}

/**
 * rel_node_get_n_links:
 * @self: a node of a collection
 *
 * Returns: how many links the collection has, shown or not
 */
guint
rel_node_get_n_links (RelNode *self)
{
  return self->n_links;
}

/**
 * rel_node_is_found:
 * @self: a node
 *
 * Returns: whether it is itself what a person looks for
 */
gboolean
rel_node_is_found (RelNode *self)
{
  return self->is_found;
}

/**
 * rel_node_get_reason:
 * @self: a node of a collection
 *
 * Returns: (transfer none) (nullable): what of it was found, if it is not its name
 */
const char *
rel_node_get_reason (RelNode *self)
{
  return self->reason;
}

/**
 * rel_node_set_collection:
 * @self: a node of a collection
 * @collection: the collection of that name as it is now
 *
 * Gives the node the newer record.
 */
void
rel_node_set_collection (RelNode *self, RelCollection *collection)
{
  g_return_if_fail (self->collection != NULL);

  if (self->collection == collection)
    return;
  rel_collection_unref (self->collection);
  self->collection = rel_collection_ref (collection);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_node_set_link:
 * @self: a node of a link
 * @link: the link of that name as it is now
 *
 * Gives the node the newer record.
 */
void
rel_node_set_link (RelNode *self, RelLink *link)
{
  g_return_if_fail (self->link != NULL);

  if (self->link == link)
    return;
  rel_link_unref (self->link);
  self->link = rel_link_ref (link);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_node_set_expanded:
 * @self: a node
 * @expanded: whether the person wants to see what is under it
 *
 * Remembers it; the tree itself is the sidebar's.
 */
void
rel_node_set_expanded (RelNode *self, gboolean expanded)
{
  self->expanded = expanded;
}

/**
 * rel_node_set_n_links:
 * @self: a node of a collection
 * @n_links: how many links it has
 *
 * Remembers it.
 */
void
rel_node_set_n_links (RelNode *self, guint n_links)
{
  if (self->n_links == n_links)
    return;
  self->n_links = n_links;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_node_set_found:
 * @self: a node
 * @reason: (nullable): what of it was found, if it is not its name
 *
 * Says that it is itself what a person looks for, and does not only stand over that.
 */
void
rel_node_set_found (RelNode *self, const char *reason)
{
  self->is_found = TRUE;
  g_free (self->reason);
  self->reason = g_strdup (reason);
}
