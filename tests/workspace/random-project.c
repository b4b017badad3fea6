/* random-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Projects as nobody would design them: collections in folders that sort after them, that
 * refer to each other in circles, with lists, junctions and relations to any.
 */

#include "config.h"

#include "random-project.h"

#include <string.h>

#include "rel-edit.h"

#define N_COLLECTIONS 7
#define N_FOLDERS     3
#define N_REFERENCES  3

static const char *const actions[] = { "NO ACTION", "SET NULL", "CASCADE" };

/* The draft while it is made. */
typedef struct
{
  RelSchema *base;
  RelSchema *draft;    /* (owned) */
  GPtrArray *tables;   /* (owned) (element-type utf8): names of the collections that have one */
  GHashTable *is_list; /* (owned) (element-type utf8): lists that show a relation already */
} Making;

static gboolean
chance (guint percent)
{
  return g_test_rand_int_range (0, 100) < (gint32) percent;
}

static const char *
pick_table (Making *making)
{
  return g_ptr_array_index (making->tables, g_test_rand_int_range (0, making->tables->len));
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static void
take_draft (Making *making, RelSchema *next)
{
  rel_schema_unref (making->draft);
  making->draft = next;
}

static void
set_text (JsonNode **node, const char *path, const char *text)
{
  g_autoptr (JsonNode) value = rel_json_new_string (text);
  g_autoptr (JsonNode) old = *node;

  *node = rel_json_with (old, path, value);
}

/* --- Collections --- */

/* Folders are called so that they sort after what is in them. */
static char *
dup_group (Making *making, guint first_folder)
{
  g_autofree char *name = NULL;

  if (first_folder >= N_FOLDERS || chance (50))
    return NULL;
  name = g_strdup_printf ("z_folder_%u", g_test_rand_int_range (first_folder, N_FOLDERS));
  return rel_schema_has_collection (making->draft, name) ? g_steal_pointer (&name) : NULL;
}

static void
put_collection (Making *making, const char *name, gboolean has_table, const char *group)
{
  RelCollection *old = rel_schema_find_collection (making->base, name);
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"%s\",\"meta\":{\"note\":null,\"group\":null},\"schema\":%s}", name,
                     has_table ? "{}" : "null");
  JsonNode *json = old != NULL ? json_node_ref (rel_collection_get_json (old)) : parse (text);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RelCollection) collection = NULL;

  set_text (&json, "meta.group", group);
  set_text (&json, "meta.note", chance (50) ? "Noted" : "Not at all");
  collection = rel_collection_new (name, json, none, none);
  json_node_unref (json);
  take_draft (making, rel_schema_with_collection (making->draft, collection));
}

static void
put_collections (Making *making)
{
  for (guint i = N_FOLDERS; i-- > 0;)
    {
      g_autofree char *name = g_strdup_printf ("z_folder_%u", i);
      g_autofree char *group = dup_group (making, i + 1);

      if (chance (70))
        put_collection (making, name, FALSE, group);
    }
  for (guint i = 0; i < N_COLLECTIONS; i++)
    {
      char *name = g_strdup_printf ("c%u", i);
      g_autofree char *group = dup_group (making, 0);

      if (i > 0 && chance (35))
        {
          g_free (name);
          continue;
        }
      put_collection (making, name, TRUE, group);
      g_ptr_array_add (making->tables, name);
    }
}

/* --- Fields --- */

static void
put_field (Making *making, const char *collection, const char *name, const char *type, const char *rest)
{
  RelField *old = rel_schema_find_field (making->base, collection, name);
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"%s\",\"type\":\"%s\",%s}", collection, name, type, rest);
  JsonNode *json = old != NULL ? json_node_ref (rel_field_get_json (old)) : parse (text);
  g_autoptr (RelField) field = NULL;

  if (strcmp (name, "id") != 0)
    set_text (&json, "meta.note", chance (50) ? "Noted" : "Not at all");
  field = rel_field_new (json, NULL);
  json_node_unref (json);
  take_draft (making, rel_edit_put_field (making->draft, field));
}

static void
put_fields (Making *making, const char *collection)
{
  put_field (making, collection, "id", "integer",
             "\"schema\":{\"is_primary_key\":true,\"has_auto_increment\":true},\"meta\":{\"hidden\":true}");
  put_field (making, collection, "sort", "integer", "\"schema\":{},\"meta\":{}");
  if (chance (50))
    put_field (making, collection, "title", "string", "\"schema\":{},\"meta\":{}");
  for (guint i = 0; i < N_REFERENCES; i++)
    {
      g_autofree char *reference = g_strdup_printf ("ref%u", i);
      g_autofree char *list = g_strdup_printf ("list%u", i);

      if (chance (60))
        put_field (making, collection, reference, "integer", "\"schema\":{},\"meta\":{}");
      if (chance (40))
        put_field (making, collection, list, "alias", "\"schema\":null,\"meta\":{\"special\":[\"o2m\"]}");
    }
  if (chance (30))
    {
      put_field (making, collection, "item", "string", "\"schema\":{},\"meta\":{}");
      put_field (making, collection, "kind", "string", "\"schema\":{},\"meta\":{}");
    }
}

/* --- Relations --- */

/* A list of a collection that shows nothing yet; %NULL if there is none. */
static char *
dup_free_list (Making *making, const char *collection)
{
  for (guint i = 0; i < N_REFERENCES; i++)
    {
      g_autofree char *name = g_strdup_printf ("list%u", i);
      g_autofree char *key = g_strdup_printf ("%s.%s", collection, name);

      if (rel_schema_has_field (making->draft, collection, name) &&
          g_hash_table_add (making->is_list, g_steal_pointer (&key)))
        return g_steal_pointer (&name);
    }
  return NULL;
}

static void
put_relation (Making *making, const char *collection, const char *field, JsonNode *json)
{
  g_autoptr (RelRelation) relation = rel_relation_new (json, G_MAXUINT, NULL);

  g_assert_nonnull (relation);
  take_draft (making, rel_edit_put_relation (making->draft, 0, relation));
}

static JsonNode *
get_old (Making *making, const char *collection, const char *field, const char *otherwise)
{
  RelRelation *old = rel_schema_find_relation (making->base, collection, field, 0);

  return old != NULL ? json_node_ref (rel_relation_get_json (old)) : parse (otherwise);
}

/* It may have been a relation to another collection before. */
static void
put_reference (Making *making, const char *collection, const char *field)
{
  const char *related = pick_table (making);
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"%s\",\"related_collection\":null,\"schema\":{\"on_delete\":"
                     "\"NO ACTION\",\"on_update\":\"NO ACTION\"},\"meta\":{\"one_deselect_action\":\"nullify\"}}",
                     collection, field);
  JsonNode *json = get_old (making, collection, field, text);
  g_autofree char *list = NULL;
  gboolean is_pair = strcmp (field, "ref0") == 0 && rel_schema_has_field (making->draft, collection, "ref1");

  if (chance (50) && rel_json_get_string (json_node_get_object (json), "related_collection") != NULL &&
      rel_schema_has_collection (making->draft,
                                 rel_json_get_string (json_node_get_object (json), "related_collection")))
    related = rel_json_get_string (json_node_get_object (json), "related_collection");
  list = dup_free_list (making, related);
  set_text (&json, "related_collection", related);
  set_text (&json, "schema.on_delete", actions[g_test_rand_int_range (0, G_N_ELEMENTS (actions))]);
  set_text (&json, "meta.one_field", list);
  set_text (&json, "meta.sort_field", chance (50) ? "sort" : NULL);
  set_text (&json, "meta.one_deselect_action", chance (50) ? "delete" : "nullify");
  set_text (&json, "meta.junction_field", is_pair && chance (50) ? "ref1" : NULL);
  put_relation (making, collection, field, json);
  json_node_unref (json);
}

static void
put_any (Making *making, const char *collection)
{
  g_autofree char *text =
    g_strdup_printf ("{\"collection\":\"%s\",\"field\":\"item\",\"related_collection\":null,\"schema\":null,\"meta\":{"
                     "\"one_collection_field\":\"kind\",\"one_deselect_action\":\"nullify\"}}",
                     collection);
  g_autofree char *allowed = g_strdup_printf ("[\"%s\",\"%s\"]", pick_table (making), pick_table (making));
  g_autoptr (JsonNode) names = parse (allowed);
  g_autoptr (JsonNode) json = get_old (making, collection, "item", text);
  g_autoptr (JsonNode) next = rel_json_with (json, "meta.one_allowed_collections", names);

  put_relation (making, collection, "item", next);
}

static void
put_relations (Making *making, const char *collection)
{
  for (guint i = 0; i < N_REFERENCES; i++)
    {
      g_autofree char *field = g_strdup_printf ("ref%u", i);

      if (rel_schema_has_field (making->draft, collection, field) && chance (80))
        put_reference (making, collection, field);
    }
  if (rel_schema_has_field (making->draft, collection, "item"))
    put_any (making, collection);
}

/* Everything but Directus' own is made anew, in part of what @base has. */
RelSchema *
random_project_new (RelSchema *base)
{
  Making making = { base, rel_schema_ref (base), g_ptr_array_new_with_free_func (g_free),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  for (guint i = 0; i < rel_schema_get_n_collections (base); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (base, i));

      if (!rel_is_system_name (name))
        take_draft (&making, rel_schema_without_collection (making.draft, name));
    }
  put_collections (&making);
  for (guint i = 0; i < making.tables->len; i++)
    put_fields (&making, g_ptr_array_index (making.tables, i));
  for (guint i = 0; i < making.tables->len; i++)
    put_relations (&making, g_ptr_array_index (making.tables, i));
  g_ptr_array_unref (making.tables);
  g_hash_table_unref (making.is_list);
  return making.draft;
}
