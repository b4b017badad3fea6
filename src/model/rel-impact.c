/* rel-impact.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-impact.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-action.h"
#include "rel-error.h"

#define FILES_COLLECTION "directus_files"

/**
 * RelImpact:
 *
 * What follows when an item of a collection is deleted: a tree of the relations by which other
 * items refer to it, or to items that are deleted with it.
 *
 * The database does what the foreign keys say; Directus adds little: it deletes the item, and
 * of a few of its own collections it changes others before. `one_deselect_action` is about
 * items that are taken off a list, and does nothing here. Where there is no foreign key, as in
 * many to any, items are left that refer to nothing.
 *
 * The tree is of relations, not of items: it says what can follow. What follows from deleting
 * items of a collection is shown once, at the shortest way that leads there.
 */
struct _RelImpact
{
  char *collection; /* (owned) */
  GPtrArray *nodes; /* (owned) (element-type RelImpactNode): what refers to the item itself */
  GPtrArray *all;   /* (owned) (element-type RelImpactNode): all of them, unowned, the nearest first */
  gboolean partial;
};

/* What Directus does itself, if it is what deletes the item; see the services of its API. */
static const struct
{
  const char *deleted;
  const char *collection;
  const char *field;
  RelImpactEffect effect;
} own_rules[] = {
  { "directus_users", "directus_comments", "user_updated", REL_IMPACT_NULLED },
  { "directus_users", "directus_notifications", "sender", REL_IMPACT_NULLED },
  { "directus_users", "directus_versions", "user_updated", REL_IMPACT_NULLED },
  { "directus_roles", "directus_access", "role", REL_IMPACT_DELETED },
  { "directus_roles", "directus_presets", "role", REL_IMPACT_DELETED },
  { "directus_roles", "directus_users", "role", REL_IMPACT_NULLED },
  { "directus_flows", "directus_operations", "resolve", REL_IMPACT_NULLED },
  { "directus_flows", "directus_operations", "reject", REL_IMPACT_NULLED },
};

static void
node_free (gpointer data)
{
  RelImpactNode *node = data;

  rel_relation_unref (node->relation);
  g_ptr_array_unref (node->children);
  g_free (node->related);
  g_free (node);
}

static gboolean
find_own_rule (const char *deleted, RelRelation *relation, RelImpactEffect *effect)
{
  for (guint i = 0; i < G_N_ELEMENTS (own_rules); i++)
    {
      if (strcmp (own_rules[i].deleted, deleted) == 0 &&
          strcmp (own_rules[i].collection, rel_relation_get_collection (relation)) == 0 &&
          strcmp (own_rules[i].field, rel_relation_get_field (relation)) == 0)
        {
          *effect = own_rules[i].effect;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_key_to (RelRelation *relation, const char *collection)
{
  return rel_relation_has_foreign_key (relation) &&
         g_strcmp0 (rel_relation_get_related_collection (relation), collection) == 0;
}

/* Of several relations with the same names, one may have the key that others lack. */
static gboolean
is_shadowed (RelSchema *schema, RelRelation *relation, const char *collection)
{
  RelRelation *other;

  for (guint nth = 0; (other = rel_schema_find_relation (schema, rel_relation_get_collection (relation),
                                                         rel_relation_get_field (relation), nth)) != NULL;
       nth++)
    {
      if (other != relation && has_key_to (other, collection))
        return TRUE;
    }
  return FALSE;
}

/* What becomes of a column that has to let go of what it refers to. */
static void
judge_release (RelImpactNode *node, RelSchema *schema, RelAction action)
{
  RelField *field = rel_schema_find_field (schema, rel_relation_get_collection (node->relation),
                                           rel_relation_get_field (node->relation));

  if (action == REL_ACTION_SET_DEFAULT && field != NULL && rel_field_has_default (field))
    {
      node->effect = REL_IMPACT_DEFAULTED;
      return;
    }
  node->effect = REL_IMPACT_NULLED;
  if (action == REL_ACTION_SET_DEFAULT)
    node->cause = REL_IMPACT_BY_EMPTY_DEFAULT;
  if (field != NULL && !rel_field_is_nullable (field))
    {
      node->effect = REL_IMPACT_BLOCKED;
      node->cause = REL_IMPACT_BY_REQUIRED;
    }
}

static void
judge_key (RelImpactNode *node, RelSchema *schema)
{
  RelAction action;

  /* An action that nobody knows is taken for one that refuses. */
  node->effect = REL_IMPACT_BLOCKED;
  node->cause = REL_IMPACT_BY_KEY;
  if (!rel_action_of_deletion (node->relation, &action))
    return;
  if (action == REL_ACTION_CASCADE)
    node->effect = REL_IMPACT_DELETED;
  else if (action == REL_ACTION_SET_NULL || action == REL_ACTION_SET_DEFAULT)
    judge_release (node, schema, action);
}

/* Returns: (transfer full) (nullable): %NULL if no items refer to @related by the relation */
static RelImpactNode *
node_new (RelImpact *self, RelSchema *schema, RelRelation *relation, const char *related, RelImpactNode *parent)
{
  gboolean has_key = has_key_to (relation, related);
  RelImpactNode *node;

  if (rel_schema_is_ghost (schema, relation) || (!has_key && is_shadowed (schema, relation, related)))
    return NULL;

  node = g_new0 (RelImpactNode, 1);
  node->relation = rel_relation_ref (relation);
  node->related = g_strdup (related);
  node->parent = parent;
  node->children = g_ptr_array_new_with_free_func (node_free);
  node->n_rows = -1;
  if (find_own_rule (self->collection, relation, &node->effect))
    node->cause = REL_IMPACT_BY_DIRECTUS;
  else if (has_key)
    judge_key (node, schema);
  else
    {
      node->effect = REL_IMPACT_DANGLING;
      node->cause = REL_IMPACT_BY_NO_KEY;
    }
  return node;
}

/* Adds what refers to items of a collection that are deleted. */
static void
add_nodes (RelImpact *self, RelSchema *schema, const char *deleted, RelImpactNode *parent, GHashTable *reached)
{
  GPtrArray *incoming = rel_schema_get_incoming (schema, deleted);
  GPtrArray *nodes = parent != NULL ? parent->children : self->nodes;

  for (guint i = 0; incoming != NULL && i < incoming->len; i++)
    {
      RelImpactNode *node = node_new (self, schema, g_ptr_array_index (incoming, i), deleted, parent);

      if (node == NULL)
        continue;
      if (node->effect == REL_IMPACT_DELETED)
        node->repeated = !g_hash_table_add (reached, (gpointer) rel_relation_get_collection (node->relation));
      g_ptr_array_add (nodes, node);
      g_ptr_array_add (self->all, node);
    }
}

/* A database that only looks at the end does not mind items that are gone by then. */
static void
mark_unless_deleted (RelImpact *self)
{
  g_autoptr (GHashTable) deleted = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->all->len; i++)
    {
      RelImpactNode *node = g_ptr_array_index (self->all, i);

      if (node->effect == REL_IMPACT_DELETED)
        g_hash_table_add (deleted, (gpointer) rel_relation_get_collection (node->relation));
    }
  for (guint i = 0; i < self->all->len; i++)
    {
      RelImpactNode *node = g_ptr_array_index (self->all, i);
      RelAction action;

      node->unless_deleted = node->effect == REL_IMPACT_BLOCKED && node->cause == REL_IMPACT_BY_KEY &&
                             rel_action_of_deletion (node->relation, &action) && action == REL_ACTION_NO_ACTION &&
                             g_hash_table_contains (deleted, rel_relation_get_collection (node->relation));
    }
}

/**
 * rel_impact_new:
 * @schema: a schema
 * @collection: the name of a collection
 * @error: (out) (optional): where to put a failure
 *
 * Finds out what follows when an item of a collection is deleted.
 *
 * Errors: `REL_ERROR_NOT_FOUND` if there is no such collection.
 *
 * Returns: (transfer full) (nullable): the tree, or %NULL on error
 */
RelImpact *
rel_impact_new (RelSchema *schema, const char *collection, GError **error)
{
  RelImpact *self;
  g_autoptr (GHashTable) reached = g_hash_table_new (g_str_hash, g_str_equal);

  if (!rel_schema_has_collection (schema, collection))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_NOT_FOUND, _ ("There is no collection “%s”"), collection);
      return NULL;
    }

  self = g_new0 (RelImpact, 1);
  self->collection = g_strdup (collection);
  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->all = g_ptr_array_new ();
  self->partial = rel_schema_is_partial (schema);

  /* The nearest first, so that the shortest way to a collection is the one that is followed. */
  g_hash_table_add (reached, self->collection);
  add_nodes (self, schema, collection, NULL, reached);
  for (guint i = 0; i < self->all->len; i++)
    {
      RelImpactNode *node = g_ptr_array_index (self->all, i);

      if (node->effect == REL_IMPACT_DELETED && !node->repeated)
        add_nodes (self, schema, rel_relation_get_collection (node->relation), node, reached);
    }
  mark_unless_deleted (self);
  return self;
}

/**
 * rel_impact_free:
 * @self: (transfer full): a tree
 *
 * Frees a tree.
 */
void
rel_impact_free (RelImpact *self)
{
  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->nodes);
  g_free (self->collection);
  g_free (self);
}

/**
 * rel_impact_get_collection:
 * @self: a tree
 *
 * Returns: (transfer none): the collection of the item
 */
const char *
rel_impact_get_collection (RelImpact *self)
{
  return self->collection;
}

/**
 * rel_impact_get_nodes:
 * @self: a tree
 *
 * Returns: (transfer none) (element-type RelImpactNode): what refers to the item itself, in the
 *   server's order
 */
GPtrArray *
rel_impact_get_nodes (RelImpact *self)
{
  return self->nodes;
}

/**
 * rel_impact_count:
 * @self: a tree
 * @effect: an effect
 *
 * Returns: how many relations in the tree have it
 */
guint
rel_impact_count (RelImpact *self, RelImpactEffect effect)
{
  guint count = 0;

  for (guint i = 0; i < self->all->len; i++)
    {
      const RelImpactNode *node = g_ptr_array_index (self->all, i);

      count += node->effect == effect ? 1 : 0;
    }
  return count;
}

/**
 * rel_impact_dup_remarks:
 * @self: a tree
 *
 * Returns: (transfer full): what is to be said besides, in whole sentences
 */
GStrv
rel_impact_dup_remarks (RelImpact *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (strcmp (self->collection, FILES_COLLECTION) == 0)
    g_strv_builder_add (builder, _ ("Directus deletes the file itself from the storage as well."));
  if (strcmp (self->collection, "directus_roles") == 0)
    g_strv_builder_add (builder, _ ("Directus suspends the users of the role."));
  if (self->partial)
    g_strv_builder_add (builder, _ ("You are shown a part of the schema: there may be more."));
  return g_strv_builder_end (builder);
}

/**
 * rel_impact_set_rows:
 * @self: a tree
 * @collection: the name of a collection
 * @field: a field that refers to others
 * @n_rows: how many items refer to one by it
 *
 * Keeps what was counted.
 */
void
rel_impact_set_rows (RelImpact *self, const char *collection, const char *field, gint64 n_rows)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      RelImpactNode *node = g_ptr_array_index (self->all, i);

      if (strcmp (rel_relation_get_collection (node->relation), collection) == 0 &&
          strcmp (rel_relation_get_field (node->relation), field) == 0)
        node->n_rows = n_rows;
    }
}
