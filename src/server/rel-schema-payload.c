/* rel-schema-payload.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks the form of snapshots and of differences that a client sends, in the order and with
 * the words of Directus.
 */

#include "config.h"

#include "rel-schema-payload.h"

#include <string.h>

#include "rel-deep-diff.h"
#include "rel-field-type.h"
#include "rel-json.h"
#include "rel-server-resource.h"

#define VENDOR "sqlite"

/* What a value must be. */
typedef enum
{
  RULE_ANY,
  RULE_ONE,     /* the number */
  RULE_STRING,  /* not empty; one of the choices, if there are any */
  RULE_BOOLEAN, /* true or false */
  RULE_LENGTH,  /* a number, a string or null */
  RULE_OBJECT,  /* with the members that have rules */
  RULE_LIST,    /* of such objects */
  RULE_CHANGES, /* a list of changes, as in rel-deep-diff.c */
} RuleKind;

typedef enum
{
  RULE_REQUIRED = 1 << 0,
  RULE_NULLABLE = 1 << 1,
  RULE_OPEN = 1 << 2, /* other members may be there too */
} RuleFlags;

/* A rule for the member of an object; lists of them end with one without name. */
typedef struct _Rule
{
  const char *name;
  RuleKind kind;
  RuleFlags flags;
  const char *choices;         /* (nullable): with commas between */
  const struct _Rule *members; /* (nullable) */
} Rule;

#define VENDORS "mysql, postgres, cockroachdb, sqlite, oracle, mssql, redshift"
#define KINDS   "N, D, E, A"

static const Rule name_members[] = { { "name", RULE_STRING }, { NULL } };

static const Rule column_members[] = {
  { "max_length", RULE_LENGTH },
  { "is_nullable", RULE_BOOLEAN },
  { NULL },
};

static const Rule collection_members[] = {
  { "collection", RULE_STRING, RULE_REQUIRED },
  { "meta", RULE_ANY },
  { "schema", RULE_OBJECT, 0, NULL, name_members },
  { NULL },
};

static const Rule field_members[] = {
  { "collection", RULE_STRING, RULE_REQUIRED },
  { "field", RULE_STRING, RULE_REQUIRED },
  { "meta", RULE_ANY },
  { "schema", RULE_OBJECT, RULE_NULLABLE | RULE_OPEN, NULL, column_members },
  { "type", RULE_STRING, RULE_NULLABLE, REL_FIELD_TYPES },
  { NULL },
};

static const Rule relation_members[] = {
  { "collection", RULE_STRING, RULE_REQUIRED },
  { "field", RULE_STRING, RULE_REQUIRED },
  { "meta", RULE_ANY },
  { "related_collection", RULE_STRING, RULE_NULLABLE },
  { "schema", RULE_OBJECT, RULE_NULLABLE | RULE_OPEN },
  { NULL },
};

static const Rule snapshot_members[] = {
  { "version", RULE_ONE, RULE_REQUIRED },
  { "directus", RULE_STRING, RULE_REQUIRED },
  { "vendor", RULE_STRING, 0, VENDORS },
  { "collections", RULE_LIST, RULE_REQUIRED, NULL, collection_members },
  { "fields", RULE_LIST, RULE_REQUIRED, NULL, field_members },
  { "relations", RULE_LIST, RULE_REQUIRED, NULL, relation_members },
  { NULL },
};

static const Rule changed_collection_members[] = {
  { "collection", RULE_STRING, RULE_REQUIRED },
  { "diff", RULE_CHANGES, RULE_REQUIRED },
  { NULL },
};

static const Rule changed_field_members[] = {
  { "collection", RULE_STRING, RULE_REQUIRED },
  { "field", RULE_STRING, RULE_REQUIRED },
  { "diff", RULE_CHANGES, RULE_REQUIRED },
  { NULL },
};

static const Rule changed_relation_members[] = {
  { "collection", RULE_STRING, RULE_REQUIRED },
  { "field", RULE_STRING, RULE_REQUIRED },
  { "related_collection", RULE_STRING, RULE_NULLABLE },
  { "diff", RULE_CHANGES, RULE_REQUIRED },
  { NULL },
};

static const Rule diff_members[] = {
  { "collections", RULE_LIST, RULE_REQUIRED, NULL, changed_collection_members },
  { "fields", RULE_LIST, RULE_REQUIRED, NULL, changed_field_members },
  { "relations", RULE_LIST, RULE_REQUIRED, NULL, changed_relation_members },
  { NULL },
};

static const Rule apply_members[] = {
  { "hash", RULE_STRING, RULE_REQUIRED },
  { "diff", RULE_OBJECT, RULE_REQUIRED, NULL, diff_members },
  { NULL },
};

static RelReply *check_members (JsonNode *node, const Rule *rules, gboolean is_open, const char *label);

static gboolean
is_one_of (const char *text, const char *choices)
{
  g_auto (GStrv) names = g_strsplit (choices, ", ", -1);

  return g_strv_contains ((const char *const *) names, text);
}

static gboolean
is_number (JsonNode *value)
{
  GType type = json_node_get_value_type (value);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static RelReply *
check_string (JsonNode *value, const Rule *rule, const char *label)
{
  const char *choices = rule->choices;
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING ? json_node_get_string (value) : NULL;

  if (choices != NULL && text != NULL && is_one_of (text, choices))
    return NULL;
  if (choices != NULL)
    return rel_reply_new_invalid ("\"%s\" must be one of [%s%s]", label, choices,
                                  rule->flags & RULE_NULLABLE ? ", null" : "");
  if (text == NULL)
    return rel_reply_new_invalid ("\"%s\" must be a string", label);
  return *text == '\0' ? rel_reply_new_invalid ("\"%s\" is not allowed to be empty", label) : NULL;
}

static RelReply *
check_path (JsonNode *path, const char *label)
{
  JsonArray *steps;

  if (!JSON_NODE_HOLDS_ARRAY (path))
    return rel_reply_new_invalid ("\"%s\" must be an array", label);

  steps = json_node_get_array (path);
  if (json_array_get_length (steps) > REL_JSON_MAX_DEPTH)
    return rel_reply_new_invalid ("\"%s\" must contain less than or equal to %d items", label, REL_JSON_MAX_DEPTH);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonNode *step = json_array_get_element (steps, i);
      GType type = json_node_get_value_type (step);

      if (type != G_TYPE_STRING &&
          (type != G_TYPE_INT64 || json_node_get_int (step) < 0 || json_node_get_int (step) > REL_DEEP_DIFF_MAX_INDEX))
        return rel_reply_new_invalid ("\"%s[%u]\" must be one of [string, number]", label, i);
    }
  return NULL;
}

static RelReply *check_change (JsonNode *node, const char *label);

/* What a change must have besides its kind is told by that. */
static RelReply *
check_parts (JsonObject *change, const char *kind, const char *label)
{
  g_autofree char *item_label = g_strconcat (label, ".item", NULL);
  gboolean is_element = strcmp (kind, "A") == 0;
  JsonNode *index = json_object_get_member (change, "index");
  JsonNode *item = json_object_get_member (change, "item");

  if (!json_object_has_member (change, "lhs") && !is_element && strcmp (kind, "N") != 0)
    return rel_reply_new_invalid ("\"%s.lhs\" is required", label);
  if (!json_object_has_member (change, "rhs") && !is_element && strcmp (kind, "D") != 0)
    return rel_reply_new_invalid ("\"%s.rhs\" is required", label);
  if (index == NULL && is_element)
    return rel_reply_new_invalid ("\"%s.index\" is required", label);
  if (index != NULL && !is_number (index))
    return rel_reply_new_invalid ("\"%s.index\" must be a number", label);
  if (index != NULL && (json_node_get_int (index) < 0 || json_node_get_int (index) > REL_DEEP_DIFF_MAX_INDEX))
    return rel_reply_new_invalid ("\"%s.index\" must be less than or equal to %d", label, REL_DEEP_DIFF_MAX_INDEX);
  if (item == NULL)
    return is_element ? rel_reply_new_invalid ("\"%s\" is required", item_label) : NULL;
  return check_change (item, item_label);
}

static RelReply *
check_change (JsonNode *node, const char *label)
{
  static const Rule parts[] = {
    { "kind", RULE_STRING, RULE_REQUIRED, KINDS },
    { "path", RULE_ANY },
    { "lhs", RULE_ANY },
    { "rhs", RULE_ANY },
    { "index", RULE_ANY },
    { "item", RULE_ANY },
    { NULL },
  };
  g_autofree char *path_label = g_strconcat (label, ".path", NULL);
  RelReply *reply = check_members (node, parts, FALSE, label);
  JsonNode *path;

  if (reply != NULL)
    return reply;

  path = json_object_get_member (json_node_get_object (node), "path");
  reply = path != NULL ? check_path (path, path_label) : NULL;
  if (reply != NULL)
    return reply;
  return check_parts (json_node_get_object (node), rel_json_get_string (json_node_get_object (node), "kind"), label);
}

static RelReply *
check_list (JsonNode *value, const Rule *rule, const char *label)
{
  JsonArray *array;
  RelReply *reply = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return rel_reply_new_invalid ("\"%s\" must be an array", label);

  array = json_node_get_array (value);
  for (guint i = 0; reply == NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", label, i);
      JsonNode *element = json_array_get_element (array, i);

      if (rule->kind == RULE_CHANGES)
        reply = check_change (element, inner);
      else
        reply = check_members (element, rule->members, FALSE, inner);
    }
  return reply;
}

static RelReply *
check_value (JsonNode *value, const Rule *rule, const char *label)
{
  GType type = json_node_get_value_type (value);

  if (JSON_NODE_HOLDS_NULL (value) && (rule->flags & RULE_NULLABLE))
    return NULL;

  switch (rule->kind)
    {
    case RULE_ONE:
      return is_number (value) && json_node_get_double (value) == 1.0
               ? NULL
               : rel_reply_new_invalid ("\"%s\" must be [1]", label);
    case RULE_STRING:
      return check_string (value, rule, label);
    case RULE_BOOLEAN:
      return type == G_TYPE_BOOLEAN ? NULL : rel_reply_new_invalid ("\"%s\" must be a boolean", label);
    case RULE_LENGTH:
      return JSON_NODE_HOLDS_NULL (value) || JSON_NODE_HOLDS_VALUE (value)
               ? NULL
               : rel_reply_new_invalid ("\"%s\" must be one of [number, string, null]", label);
    case RULE_OBJECT:
      return check_members (value, rule->members, (rule->flags & RULE_OPEN) != 0, label);
    case RULE_LIST:
    case RULE_CHANGES:
      return check_list (value, rule, label);
    case RULE_ANY:
    default:
      return NULL;
    }
}

static gboolean
has_rule (const Rule *rules, const char *name)
{
  for (; rules->name != NULL; rules++)
    {
      if (strcmp (rules->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Checks an object; @label is empty for the outermost one. */
static RelReply *
check_members (JsonNode *node, const Rule *rules, gboolean is_open, const char *label)
{
  const char *dot = *label != '\0' ? "." : "";
  JsonObjectIter iter;
  const char *name;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rel_reply_new_invalid ("\"%s\" must be of type object", *label != '\0' ? label : "value");

  for (const Rule *rule = rules; rule != NULL && rule->name != NULL; rule++)
    {
      g_autofree char *inner = g_strconcat (label, dot, rule->name, NULL);
      JsonNode *value = json_object_get_member (json_node_get_object (node), rule->name);
      RelReply *reply = NULL;

      if (value != NULL)
        reply = check_value (value, rule, inner);
      else if (rule->flags & RULE_REQUIRED)
        reply = rel_reply_new_invalid ("\"%s\" is required", inner);
      if (reply != NULL)
        return reply;
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (!is_open && json_object_iter_next_ordered (&iter, &name, NULL))
    {
      if (!has_rule (rules, name))
        return rel_reply_new_invalid ("\"%s%s%s\" is not allowed", label, dot, name);
    }
  return NULL;
}

/**
 * rel_schema_payload_check_snapshot:
 * @upload: what was sent
 * @is_forced: whether one of another version or for another database is taken too
 *
 * Checks that something is a snapshot, and one for this server.
 *
 * Returns: (transfer full) (nullable): what is wrong, if anything is
 */
RelReply *
rel_schema_payload_check_snapshot (JsonNode *upload, gboolean is_forced)
{
  static const char hint[] = "You can bypass this check by passing the \"force\" query parameter";
  RelReply *reply = check_members (upload, snapshot_members, FALSE, "");
  const char *version, *vendor;

  if (reply != NULL || is_forced)
    return reply;

  version = rel_json_get_string (json_node_get_object (upload), "directus");
  vendor = rel_json_get_string (json_node_get_object (upload), "vendor");
  if (strcmp (version, REL_DIRECTUS_VERSION) != 0)
    return rel_reply_new_invalid ("Provided snapshot's directus version %s does not match the current instance's "
                                  "version %s. %s",
                                  version, REL_DIRECTUS_VERSION, hint);
  if (vendor == NULL)
    return rel_reply_new_invalid ("Provided snapshot does not contain the \"vendor\" property. %s", hint);
  if (strcmp (vendor, VENDOR) != 0)
    return rel_reply_new_invalid ("Provided snapshot's vendor %s does not match the current instance's vendor %s. %s",
                                  vendor, VENDOR, hint);
  return NULL;
}

/**
 * rel_schema_payload_check_apply:
 * @upload: what was sent
 *
 * Checks that something is a hash and a difference.
 *
 * Returns: (transfer full) (nullable): what is wrong, if anything is
 */
RelReply *
rel_schema_payload_check_apply (JsonNode *upload)
{
  return check_members (upload, apply_members, FALSE, "");
}
