/* rel-system.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Directus knows about its own collections. It keeps that in its program and not in
 * the database, so a server must bring it along: `data/system.json` has the collections,
 * fields and relations, without the members that have the usual value, and
 * `data/system.sql` the tables.
 */

#include "config.h"

#include "rel-system.h"

#include <string.h>

#include <gio/gio.h>

#include "rel-json.h"
#include "rel-server-resources.h"

#define RESOURCE_PATH "/org/example/Relations/server/"

/* The three lists, in full. Each thread has its own, since json-glib counts references
 * without locking. */
typedef struct
{
  JsonArray *collections; /* (owned) */
  JsonArray *fields;      /* (owned) */
  JsonArray *relations;   /* (owned) */
} System;

/* What a member is when `system.json` leaves it out; the order is that of the answers. */
static const char collection_defaults[] =
  "{\"collection\": null, \"hidden\": false, \"singleton\": false, \"icon\": null, \"note\": null,"
  " \"translations\": null, \"display_template\": null, \"accountability\": \"all\"}";
static const char field_defaults[] =
  "{\"system\": true, \"collection\": null, \"field\": null, \"special\": null, \"interface\": null,"
  " \"options\": null, \"display\": null, \"display_options\": null, \"readonly\": false, \"hidden\": false,"
  " \"sort\": null, \"width\": \"full\", \"group\": null, \"translations\": null, \"note\": null,"
  " \"conditions\": null, \"required\": false}";
static const char relation_defaults[] =
  "{\"many_collection\": null, \"many_field\": null, \"one_collection\": null, \"one_field\": null,"
  " \"one_allowed_collections\": null, \"one_collection_field\": null, \"one_deselect_action\": \"nullify\","
  " \"junction_field\": null, \"sort_field\": null}";

/**
 * rel_system_dup_resource:
 * @name: name of one of the files in `data/`
 *
 * Returns: (transfer full): what it holds
 */
char *
rel_system_dup_resource (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) bytes =
    g_resource_lookup_data (rel_server_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes != NULL);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static JsonNode *
parse_data (const char *text)
{
  JsonNode *node = rel_json_parse (text, strlen (text), NULL);

  g_assert (node != NULL);
  return node;
}

static JsonObject *
expand (JsonNode *usual, JsonObject *given)
{
  JsonObject *object = json_object_new ();

  rel_json_add_members (object, json_node_get_object (usual));
  rel_json_add_members (object, given);
  return object;
}

static JsonArray *
read_collections (JsonObject *data)
{
  g_autoptr (JsonNode) usual = parse_data (collection_defaults);
  JsonArray *given = json_object_get_array_member (data, "collections");
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonObject *object = expand (usual, json_array_get_object_element (given, i));
      g_autofree char *note =
        g_strconcat ("$t:directus_collection.", json_object_get_string_member (object, "collection"), NULL);

      json_object_set_string_member (object, "note", note);
      json_object_set_boolean_member (object, "system", TRUE);
      json_array_add_object_element (result, object);
    }
  return result;
}

static JsonArray *
read_fields (JsonObject *data)
{
  g_autoptr (JsonNode) usual = parse_data (field_defaults);
  JsonObject *given = json_object_get_object_member (data, "fields");
  JsonArray *result = json_array_new ();
  JsonObjectIter iter;
  const char *collection;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &collection, &value))
    {
      JsonArray *fields = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (fields); i++)
        {
          JsonObject *field = json_array_get_object_element (fields, i);
          JsonObject *object = expand (usual, field);

          json_object_set_string_member (object, "collection", collection);
          if (!json_object_has_member (field, "sort"))
            json_object_set_int_member (object, "sort", i + 1);
          json_array_add_object_element (result, object);
        }
    }
  return result;
}

static JsonArray *
read_relations (JsonObject *data)
{
  g_autoptr (JsonNode) usual = parse_data (relation_defaults);
  JsonArray *given = json_object_get_array_member (data, "relations");
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (given); i++)
    {
      JsonObject *object = expand (usual, json_array_get_object_element (given, i));

      json_object_set_boolean_member (object, "system", TRUE);
      json_array_add_object_element (result, object);
    }
  return result;
}

static void
system_free (gpointer data)
{
  System *system = data;

  json_array_unref (system->collections);
  json_array_unref (system->fields);
  json_array_unref (system->relations);
  g_free (system);
}

static System *
get_system (void)
{
  static GPrivate private_system = G_PRIVATE_INIT (system_free);
  System *system = g_private_get (&private_system);

  if (system == NULL)
    {
      g_autofree char *text = rel_system_dup_resource ("system.json");
      g_autoptr (JsonNode) node = parse_data (text);
      JsonObject *data = json_node_get_object (node);

      system = g_new0 (System, 1);
      system->collections = read_collections (data);
      system->fields = read_fields (data);
      system->relations = read_relations (data);
      g_private_set (&private_system, system);
    }
  return system;
}

/**
 * rel_system_get_collections:
 *
 * Returns: (transfer none): the `meta` of each of Directus' own collections
 */
JsonArray *
rel_system_get_collections (void)
{
  return get_system ()->collections;
}

/**
 * rel_system_get_fields:
 *
 * Returns: (transfer none): the `meta` of each field of these collections
 */
JsonArray *
rel_system_get_fields (void)
{
  return get_system ()->fields;
}

/**
 * rel_system_get_relations:
 *
 * Returns: (transfer none): the `meta` of each relation between these collections
 */
JsonArray *
rel_system_get_relations (void)
{
  return get_system ()->relations;
}

/**
 * rel_system_dup_table_sql:
 * @table: name of one of Directus' own tables
 *
 * Returns: (transfer full): the statements that make the table and its indexes
 */
char *
rel_system_dup_table_sql (const char *table)
{
  g_autofree char *sql = rel_system_dup_resource ("system.sql");
  g_autofree char *start = g_strdup_printf ("CREATE TABLE \"%s\"", table);
  const char *first = strstr (sql, start);
  const char *end;

  g_assert (first != NULL);
  end = strstr (first, "\n\n");
  return end != NULL ? g_strndup (first, end - first) : g_strdup (first);
}
