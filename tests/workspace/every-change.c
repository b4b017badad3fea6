/* every-change.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft of the sample project with each kind of change that a plan can have.
 */

#include "config.h"

#include "every-change.h"

#include <string.h>

#include "rel-edit.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = rel_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return node;
}

static void
take (RelSchema **draft, RelSchema *next)
{
  g_assert_nonnull (next);
  rel_schema_unref (*draft);
  *draft = next;
}

static void
put_collection (RelSchema **draft, const char *text)
{
  g_autoptr (JsonNode) json = parse (text);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (RelCollection) collection =
    rel_collection_new (rel_json_get_string (json_node_get_object (json), "collection"), json, none, none);

  take (draft, rel_schema_with_collection (*draft, collection));
}

static void
put_field (RelSchema **draft, const char *text)
{
  g_autoptr (JsonNode) json = parse (text);
  g_autoptr (RelField) field = rel_field_new (json, NULL);

  take (draft, rel_edit_put_field (*draft, field));
}

static void
put_relation (RelSchema **draft, const char *text)
{
  g_autoptr (JsonNode) json = parse (text);
  g_autoptr (RelRelation) relation = rel_relation_new (json, G_MAXUINT, NULL);

  take (draft, rel_edit_put_relation (*draft, 0, relation));
}

/* One member; @value is JSON. */
static void
set_relation (RelSchema **draft, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = parse (value);
  g_autoptr (RelRelation) relation =
    rel_relation_with_member (rel_schema_find_relation (*draft, collection, field, 0), path, node);

  take (draft, rel_edit_put_relation (*draft, 0, relation));
}

static void
set_field (RelSchema **draft, const char *collection, const char *field, const char *path, const char *value)
{
  g_autoptr (JsonNode) node = parse (value);
  g_autoptr (JsonNode) json =
    rel_json_with (rel_field_get_json (rel_schema_find_field (*draft, collection, field)), path, node);
  g_autoptr (RelField) next = rel_field_new (json, NULL);

  take (draft, rel_edit_put_field (*draft, next));
}

static void
set_note (RelSchema **draft, const char *name)
{
  RelCollection *old = rel_schema_find_collection (*draft, name);
  g_autoptr (JsonNode) note = rel_json_new_string ("People who write");
  g_autoptr (JsonNode) json = rel_json_with (rel_collection_get_json (old), "meta.note", note);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_field_unref);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);
  g_autoptr (RelCollection) collection = NULL;

  for (guint i = 0; i < rel_collection_get_n_fields (old); i++)
    g_ptr_array_add (fields, rel_field_ref (rel_collection_get_field (old, i)));
  for (guint i = 0; i < rel_collection_get_n_relations (old); i++)
    g_ptr_array_add (relations, rel_relation_ref (rel_collection_get_relation (old, i)));
  collection = rel_collection_new (name, json, fields, relations);
  take (draft, rel_schema_with_collection (*draft, collection));
}

static void
create (RelSchema **draft)
{
  put_collection (draft, "{\"collection\":\"desk\",\"meta\":{\"note\":\"A folder\"},\"schema\":null}");
  put_collection (draft,
                  "{\"collection\":\"assessments\",\"meta\":{\"group\":\"desk\",\"hidden\":true},\"schema\":{}}");
  put_field (draft,
             "{\"collection\":\"assessments\",\"field\":\"id\",\"type\":\"integer\",\"schema\":{\"is_primary_key\":"
             "true,\"has_auto_increment\":true},\"meta\":{\"hidden\":true}}");
  put_field (draft,
             "{\"collection\":\"assessments\",\"field\":\"article\",\"type\":\"integer\",\"schema\":{},\"meta\":{}}");
  put_field (draft,
             "{\"collection\":\"assessments\",\"field\":\"item\",\"type\":\"string\",\"schema\":{},\"meta\":{}}");
  put_field (draft,
             "{\"collection\":\"assessments\",\"field\":\"kind\",\"type\":\"string\",\"schema\":{},\"meta\":{}}");
  put_field (draft,
             "{\"collection\":\"articles\",\"field\":\"subject\",\"type\":\"string\",\"schema\":{},\"meta\":{\"note\":"
             "\"What it is about\"}}");
  put_field (draft,
             "{\"collection\":\"articles\",\"field\":\"assessments\",\"type\":\"alias\",\"schema\":null,\"meta\":{"
             "\"special\":[\"o2m\"],\"interface\":\"list-o2m\"}}");
  put_relation (draft,
                "{\"collection\":\"assessments\",\"field\":\"article\",\"related_collection\":\"articles\",\"schema\":{"
                "\"on_delete\":\"CASCADE\"},\"meta\":{\"one_field\":\"assessments\",\"junction_field\":\"item\"}}");
  put_relation (draft,
                "{\"collection\":\"assessments\",\"field\":\"item\",\"related_collection\":null,\"schema\":null,"
                "\"meta\":{\"one_collection_field\":\"kind\",\"one_allowed_collections\":[\"authors\",\"pages\"],"
                "\"junction_field\":\"article\"}}");
}

static void
change (RelSchema **draft)
{
  set_note (draft, "authors");
  set_field (draft, "articles", "title", "meta.note", "\"The title\"");
  set_relation (draft, "articles", "author", "meta.sort_field", "\"sort\"");
  set_relation (draft, "articles", "issue", "schema.on_delete", "\"CASCADE\"");
}

static void delete (RelSchema **draft)
{
  take (draft, rel_edit_drop_relation (*draft, "authors", "account", 0));
  take (draft, rel_edit_delete_field (*draft, "articles", "sequel_to"));
  take (draft, rel_edit_drop_field (*draft, "articles", "sequels"));
  /* The list stays, though what it shows goes. */
  take (draft, rel_edit_delete_field (*draft, "comments", "reply_to"));
  take (draft, rel_edit_drop_field (*draft, "articles", "tags"));
  take (draft, rel_edit_drop_field (*draft, "tags", "articles"));
  take (draft, rel_schema_without_collection (*draft, "articles_tags"));
  take (draft, rel_edit_drop_field (*draft, "articles", "revisions"));
  take (draft, rel_schema_without_collection (*draft, "revisions"));
}

/* With @at_once only what a difference of snapshots can say. */
RelSchema *
every_change_new (RelSchema *sample, gboolean at_once)
{
  RelSchema *draft = rel_schema_ref (sample);

  create (&draft);
  change (&draft);
  delete (&draft);
  if (!at_once)
    {
      set_relation (&draft, "block_quote", "said_by", "related_collection", "\"categories\"");
      set_relation (&draft, "legacy_contributions", "author", "meta", "{\"one_deselect_action\":\"delete\"}");
    }
  return draft;
}
