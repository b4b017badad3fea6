/* rel-item-tree.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parameter `fields` of a request for items: names, ways along relations such as
 * `author.name`, and `*` for all fields of a collection.
 */

#include "config.h"

#include "rel-item-tree.h"

#include <string.h>

#include "rel-error.h"
#include "rel-json.h"

#define MAX_DEPTH 10

/* How many fields one request may name: a star at each level means all fields of all that can be
 * reached, and in a circle that is millions. */
#define MAX_FIELDS 10000

/* What all of a request has in common. */
typedef struct
{
  RelDbSchema *schema;
  GArray *relations; /* (element-type RelStitched) (owned): all that there are */
  guint n_fields;    /* how many are wanted so far */
} Request;

/* A collection whose fields are wanted. */
typedef struct
{
  Request *request; /* (unowned) */
  const char *collection;
} Level;

static void
node_free (RelItemNode *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->children);
  g_free (self);
}

static gboolean
is_one_side (const RelStitched *relation, const char *collection, const char *field)
{
  return g_strcmp0 (relation->related_collection, collection) == 0 && relation->meta != NULL &&
         g_strcmp0 (rel_json_get_string (relation->meta, "one_field"), field) == 0;
}

static gboolean
is_many_side (const RelStitched *relation, const char *collection, const char *field)
{
  return strcmp (relation->collection, collection) == 0 && strcmp (relation->field, field) == 0 &&
         relation->related_collection != NULL;
}

static const RelStitched *
find_relation (Level *level, const char *field, gboolean *is_many)
{
  GArray *relations = level->request->relations;

  for (guint i = 0; i < relations->len; i++)
    {
      RelStitched *relation = &g_array_index (relations, RelStitched, i);

      *is_many = is_one_side (relation, level->collection, field);
      if (*is_many || is_many_side (relation, level->collection, field))
        return relation;
    }
  return NULL;
}

static void
add_all_fields (Level *level, const char *rest, GPtrArray *names)
{
  RelDbSchema *schema = level->request->schema;
  RelDbTable *table = rel_db_schema_get_table (schema, level->collection);
  GPtrArray *rows = rel_db_rows_get_of (rel_db_schema_get_rows (schema, REL_DB_ROWS_FIELDS), level->collection);
  gboolean is_many;

  for (guint i = 0; i < table->columns->len; i++)
    {
      RelDbColumn *column = g_ptr_array_index (table->columns, i);

      if (*rest != '\0' && find_relation (level, column->name, &is_many) != NULL)
        g_ptr_array_add (names, g_strconcat (column->name, rest, NULL));
      else
        g_ptr_array_add (names, g_strdup (column->name));
    }
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);
      const char *field = rel_json_get_string (row, "field");

      if (field != NULL && rel_db_schema_is_alias (row) && find_relation (level, field, &is_many) != NULL)
        g_ptr_array_add (names, g_strconcat (field, rest, NULL));
    }
}

/* The place of a node; a new one gets a list of the ways on from it. */
static guint
ensure_node (GPtrArray *nodes, GPtrArray *ways, const char *name)
{
  RelItemNode *node;

  for (guint i = 0; i < nodes->len; i++)
    {
      node = g_ptr_array_index (nodes, i);
      if (strcmp (node->name, name) == 0)
        return i;
    }

  node = g_new0 (RelItemNode, 1);
  node->name = g_strdup (name);
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  g_ptr_array_add (nodes, node);
  g_ptr_array_add (ways, g_strv_builder_new ());
  return nodes->len - 1;
}

static void
lead_node (Level *level, RelItemNode *node, const RelStitched *relation, gboolean is_many)
{
  RelDbTable *related;

  node->is_many = is_many;
  node->sort_field = NULL;
  if (is_many)
    {
      node->collection = relation->collection;
      node->column = relation->field;
      node->sort_field = rel_json_get_string (relation->meta, "sort_field");
      return;
    }
  related = rel_db_schema_get_table (level->request->schema, relation->related_collection);
  node->collection = related != NULL && related->primary != NULL ? related->name : NULL;
  node->column = related != NULL ? related->primary : NULL;
  if (relation->key != NULL && relation->key->to_column != NULL)
    node->column = relation->key->to_column;
}

/* The names of a level, with the stars replaced. */
static GPtrArray *
expand (Level *level, GStrv fields)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *field = g_strstrip (g_strdup (fields[i]));

      if (*field == '*' && (field[1] == '\0' || field[1] == '.'))
        add_all_fields (level, field + 1, names);
      else
        g_ptr_array_add (names, g_steal_pointer (&field));
    }
  return names;
}

/* The fields of a level, and for each the ways on from it. */
static GPtrArray *
parse_names (Level *level, GStrv fields, guint depth, GPtrArray *ways)
{
  g_autoptr (GPtrArray) names = expand (level, fields);
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      gsize length = strcspn (name, ".");
      g_autofree char *root = g_strndup (name, length);
      gboolean is_many = FALSE;
      const RelStitched *relation = find_relation (level, root, &is_many);
      guint place;

      /* A way that leads nowhere is passed over. */
      if (name[length] == '.' && (relation == NULL || depth == MAX_DEPTH))
        continue;
      place = ensure_node (nodes, ways, root);
      if (relation != NULL && (is_many || name[length] == '.'))
        lead_node (level, g_ptr_array_index (nodes, place), relation, is_many);
      if (name[length] == '.')
        g_strv_builder_add (g_ptr_array_index (ways, place), name + length + 1);
    }
  return nodes;
}

/* Stops where there are too many. */
static GPtrArray *
parse_level (Request *request, const char *collection, GStrv fields, guint depth)
{
  Level level = { request, collection };
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strv_builder_unref);
  GPtrArray *nodes = parse_names (&level, fields, depth, ways);

  request->n_fields += nodes->len;
  for (guint i = 0; i < nodes->len && request->n_fields <= MAX_FIELDS; i++)
    {
      RelItemNode *node = g_ptr_array_index (nodes, i);
      g_auto (GStrv) rest = g_strv_builder_end (g_ptr_array_index (ways, i));

      if (node->collection != NULL && rest[0] != NULL)
        {
          g_ptr_array_unref (node->children);
          node->children = parse_level (request, node->collection, rest, depth + 1);
        }
    }
  return nodes;
}

/**
 * rel_item_tree_parse:
 * @schema: a schema
 * @collection: name of a collection that exists
 * @fields: what is wanted
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_TOO_LARGE` if these are more fields than one answer may have.
 *
 * Returns: (transfer full) (element-type RelItemNode) (nullable): the fields, as long as the
 *   schema lives, or %NULL on error
 */
GPtrArray *
rel_item_tree_parse (RelDbSchema *schema, const char *collection, GStrv fields, GError **error)
{
  Request request = { schema, rel_relation_list_stitch (schema, NULL), 0 };
  g_autoptr (GPtrArray) nodes = parse_level (&request, collection, fields, 1);

  g_array_unref (request.relations);
  if (request.n_fields <= MAX_FIELDS)
    return g_steal_pointer (&nodes);
  g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, "More than %u fields are wanted at once", MAX_FIELDS);
  return NULL;
}

static void
add_unknown (RelDbSchema *schema, const char *collection, const char *name, GPtrArray *unknown)
{
  if (!rel_db_schema_has_field (schema, collection, name) &&
      !g_ptr_array_find_with_equal_func (unknown, name, g_str_equal, NULL))
    g_ptr_array_add (unknown, (gpointer) name);
}

static RelReply *
refuse_fields (const char *path, const char *collection, GPtrArray *unknown)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *place = *path != '\0' ? g_strdup_printf ("\"%s\"", path) : g_strdup ("root");
  gboolean is_one = unknown->len == 1;

  for (guint i = 0; i < unknown->len; i++)
    g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", (const char *) g_ptr_array_index (unknown, i));
  return rel_reply_new_reasoned_forbidden (
    "You don't have permission to access field%s %s in collection \"%s\" or %s not exist. Queried in %s.",
    is_one ? "" : "s", names->str, collection, is_one ? "it does" : "they do", place);
}

static RelReply *
check_level (RelDbSchema *schema,
             const char *path,
             const char *collection,
             GPtrArray *nodes,
             const char *const *columns)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    add_unknown (schema, collection, ((RelItemNode *) g_ptr_array_index (nodes, i))->name, unknown);
  for (guint i = 0; columns[i] != NULL; i++)
    add_unknown (schema, collection, columns[i], unknown);
  if (unknown->len > 0)
    return refuse_fields (path, collection, unknown);

  for (guint i = 0; i < nodes->len; i++)
    {
      static const char *const none[] = { NULL };
      RelItemNode *node = g_ptr_array_index (nodes, i);
      g_autofree char *inner = g_strconcat (path, *path != '\0' ? "." : "", node->name, NULL);
      RelReply *reply = node->collection != NULL ? check_level (schema, inner, node->collection, node->children, none)
                                                 : NULL;

      if (reply != NULL)
        return reply;
    }
  return NULL;
}

/**
 * rel_item_tree_check:
 * @schema: a schema
 * @collection: name of a collection that exists
 * @nodes: (element-type RelItemNode): what is wanted of its items
 * @columns: names that must be fields of it too
 *
 * Returns: (transfer full) (nullable): the error of what does not exist, if anything does not
 */
RelReply *
rel_item_tree_check (RelDbSchema *schema, const char *collection, GPtrArray *nodes, const char *const *columns)
{
  return check_level (schema, "", collection, nodes, columns);
}
