/* rel-yaml.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * YAML as Directus writes it, read into the values that JSON has and written back. What
 * JSON cannot say is refused: names that are not scalars, tags of other types, a value
 * that holds itself.
 */

#include "config.h"

#include "rel-yaml.h"

#include <string.h>
#include <yaml.h>

#include "rel-error.h"
#include "rel-yaml-scalar.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (yaml_event_t, yaml_event_delete)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (yaml_parser_t, yaml_parser_delete)

/* Aliases share their value, but whoever walks through it meets it again each time. */
#define MAX_ALIASED 1000000

/* A value that aliases may name. */
typedef struct
{
  JsonNode *node; /* (owned) */
  gsize size;     /* how many values it has, itself included */
  guint height;   /* how many levels it has */
} Anchor;

/* A list or an object that has begun and not ended. */
typedef struct
{
  JsonObject *object; /* (owned) (nullable) */
  JsonArray *array;   /* (owned) (nullable) */
  char *name;         /* (owned) (nullable): of the member whose value comes next */
  char *anchor;       /* (owned) (nullable) */
  gsize size;
  guint height;
} Level;

typedef struct
{
  Level levels[REL_JSON_MAX_DEPTH];
  guint depth;
  GHashTable *anchors; /* (owned) (element-type utf8 Anchor) */
  gsize n_aliased;
  JsonNode *root; /* (owned) (nullable) */
} Reader;

static void
anchor_free (gpointer data)
{
  Anchor *anchor = data;

  json_node_unref (anchor->node);
  g_free (anchor);
}

static void
level_clear (Level *self)
{
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_pointer (&self->array, json_array_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->anchor, g_free);
}

static void
reader_clear (Reader *self)
{
  while (self->depth > 0)
    level_clear (&self->levels[--self->depth]);
  g_clear_pointer (&self->anchors, g_hash_table_unref);
  g_clear_pointer (&self->root, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
fail_at (yaml_mark_t mark, int code, const char *what, GError **error)
{
  g_set_error (error, REL_ERROR, code, "Line %zu, column %zu: %s", mark.line + 1, mark.column + 1, what);
  return FALSE;
}

static gboolean
fail (yaml_event_t *event, const char *what, GError **error)
{
  return fail_at (event->start_mark, REL_ERROR_INVALID, what, error);
}

/* Puts a value where it belongs. */
static void
add_value (Reader *self, const char *anchor_name, JsonNode *node, gsize size, guint height)
{
  Level *level = self->depth > 0 ? &self->levels[self->depth - 1] : NULL;

  if (anchor_name != NULL)
    {
      Anchor *anchor = g_new0 (Anchor, 1);

      *anchor = (Anchor){ json_node_ref (node), size, height };
      g_hash_table_replace (self->anchors, g_strdup (anchor_name), anchor);
    }

  if (level == NULL)
    {
      self->root = node;
      return;
    }

  level->size += size;
  level->height = MAX (level->height, height + 1);
  if (level->array != NULL)
    json_array_add_element (level->array, node);
  else
    {
      json_object_set_member (level->object, level->name, node);
      g_clear_pointer (&level->name, g_free);
    }
}

/* Whether a name of a member has to come next. */
static gboolean
wants_name (Reader *self)
{
  Level *level = self->depth > 0 ? &self->levels[self->depth - 1] : NULL;

  return level != NULL && level->object != NULL && level->name == NULL;
}

static gboolean
read_name (Reader *self, yaml_event_t *event, GError **error)
{
  Level *level = &self->levels[self->depth - 1];
  const char *name = (const char *) event->data.scalar.value;

  if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp (name, "<<") == 0)
    return fail (event, "members that are merged in with << are not read", error);
  if (json_object_has_member (level->object, name))
    {
      g_autofree char *what = g_strdup_printf ("“%s” stands here twice", name);

      return fail (event, what, error);
    }
  level->name = g_strdup (name);
  return TRUE;
}

static gboolean
read_scalar (Reader *self, yaml_event_t *event, GError **error)
{
  const char *text = (const char *) event->data.scalar.value;
  const char *tag = (const char *) event->data.scalar.tag;
  JsonNode *node = NULL;

  if (memchr (text, '\0', event->data.scalar.length) != NULL)
    return fail (event, "a zero character in a string", error);
  if (tag != NULL && strcmp (tag, YAML_STR_TAG) != 0 && strcmp (tag, "!") != 0)
    return fail (event, "a value with a tag that is not read", error);

  if (wants_name (self))
    return read_name (self, event, error);

  if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && tag == NULL)
    node = rel_yaml_read_plain (text);
  if (node == NULL)
    node = json_node_init_string (json_node_alloc (), text);
  add_value (self, (const char *) event->data.scalar.anchor, node, 1, 0);
  return TRUE;
}

static gboolean
read_alias (Reader *self, yaml_event_t *event, GError **error)
{
  Anchor *anchor = g_hash_table_lookup (self->anchors, event->data.alias.anchor);

  if (wants_name (self))
    return fail (event, "an alias as a name is not read", error);
  if (anchor == NULL)
    return fail (event, "an alias of something that is not there", error);
  if (self->depth + anchor->height > REL_JSON_MAX_DEPTH)
    return fail_at (event->start_mark, REL_ERROR_TOO_DEEP, "more levels of nesting than are read", error);
  self->n_aliased += anchor->size;
  if (self->n_aliased > MAX_ALIASED)
    return fail_at (event->start_mark, REL_ERROR_TOO_LARGE, "more values through aliases than are read", error);

  add_value (self, NULL, json_node_ref (anchor->node), anchor->size, anchor->height);
  return TRUE;
}

static gboolean
begin_level (Reader *self, yaml_event_t *event, const char *anchor, const char *tag, GError **error)
{
  gboolean is_object = event->type == YAML_MAPPING_START_EVENT;
  Level *level;

  if (wants_name (self))
    return fail (event, "a list or an object as a name is not read", error);
  if (self->depth == REL_JSON_MAX_DEPTH)
    return fail_at (event->start_mark, REL_ERROR_TOO_DEEP, "more levels of nesting than are read", error);
  if (tag != NULL && strcmp (tag, is_object ? YAML_MAP_TAG : YAML_SEQ_TAG) != 0)
    return fail (event, "a value with a tag that is not read", error);

  level = &self->levels[self->depth++];
  *level = (Level){ .anchor = g_strdup (anchor), .size = 1, .height = 1 };
  if (is_object)
    level->object = json_object_new ();
  else
    level->array = json_array_new ();
  return TRUE;
}

static void
end_level (Reader *self)
{
  Level level = self->levels[--self->depth];
  JsonNode *node = level.object != NULL ? json_node_init_object (json_node_alloc (), level.object)
                                        : json_node_init_array (json_node_alloc (), level.array);

  add_value (self, level.anchor, node, level.size, level.height);
  level_clear (&level);
}

static gboolean
read_event (Reader *self, yaml_event_t *event, GError **error)
{
  switch (event->type)
    {
    case YAML_DOCUMENT_START_EVENT:
      return self->root == NULL || fail (event, "a second document begins", error);
    case YAML_SCALAR_EVENT:
      return read_scalar (self, event, error);
    case YAML_ALIAS_EVENT:
      return read_alias (self, event, error);
    case YAML_SEQUENCE_START_EVENT:
      return begin_level (self, event, (const char *) event->data.sequence_start.anchor,
                          (const char *) event->data.sequence_start.tag, error);
    case YAML_MAPPING_START_EVENT:
      return begin_level (self, event, (const char *) event->data.mapping_start.anchor,
                          (const char *) event->data.mapping_start.tag, error);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      end_level (self);
      return TRUE;
    case YAML_STREAM_END_EVENT:
      return self->root != NULL || fail (event, "there is nothing in it", error);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
      return TRUE;
    }
}

/* All text before @end is UTF-8. */
static yaml_mark_t
find_mark (const char *text, const char *end)
{
  yaml_mark_t mark = { 0 };

  for (const char *c = text; c < end; c++)
    {
      if (*c == '\n')
        {
          mark.line++;
          mark.column = 0;
        }
      else if ((*c & 0xc0) != 0x80)
        mark.column++;
    }
  return mark;
}

/* Says why the parser stopped. */
static void
set_parser_error (yaml_parser_t *parser, const char *text, GError **error)
{
  yaml_mark_t mark = parser->problem_mark;

  if (parser->error == YAML_READER_ERROR)
    mark = find_mark (text, text + parser->problem_offset);
  fail_at (mark, REL_ERROR_INVALID, parser->problem != NULL ? parser->problem : "this is not YAML", error);
}

static gboolean
check_text (const char *text, gsize length_bytes, GError **error)
{
  const char *end;

  if (length_bytes > REL_JSON_MAX_BYTES)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, "This is larger than %d MiB", REL_JSON_MAX_BYTES >> 20);
      return FALSE;
    }
  if (length_bytes > 0 && !g_utf8_validate_len (text, length_bytes, &end))
    return fail_at (find_mark (text, end), REL_ERROR_INVALID, "this is not UTF-8", error);
  return TRUE;
}

/**
 * rel_yaml_parse:
 * @text: (array length=length_bytes) (element-type guint8): a YAML text; need not end with a zero
 * @length_bytes: its length
 * @error: (out) (optional): where to put a failure
 *
 * Reads one YAML document, as js-yaml understands it, into a JSON value.
 *
 * Quoted scalars and blocks are strings; plain ones may be `null`, booleans and numbers.
 * Times stay strings. Members with the same name are an error. The result is immutable.
 *
 * Errors: `REL_ERROR_TOO_LARGE` past [const@JSON_MAX_BYTES] or for aliases that would make
 * it huge, `REL_ERROR_TOO_DEEP` past [const@JSON_MAX_DEPTH], else `REL_ERROR_INVALID`, with
 * line and column.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL on error
 */
JsonNode *
rel_yaml_parse (const char *text, gsize length_bytes, GError **error)
{
  g_auto (Reader) reader = { 0 };
  g_auto (yaml_parser_t) parser = { 0 };
  gboolean ended = FALSE;

  g_return_val_if_fail (text != NULL || length_bytes == 0, NULL);

  if (!check_text (text, length_bytes, error))
    return NULL;

  reader.anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, anchor_free);
  yaml_parser_initialize (&parser);
  yaml_parser_set_input_string (&parser, (const guchar *) text, length_bytes);

  while (!ended)
    {
      g_auto (yaml_event_t) event = { 0 };

      if (!yaml_parser_parse (&parser, &event))
        {
          set_parser_error (&parser, text, error);
          return NULL;
        }
      if (!read_event (&reader, &event, error))
        return NULL;
      ended = event.type == YAML_STREAM_END_EVENT;
    }

  json_node_seal (reader.root);
  return g_steal_pointer (&reader.root);
}

static void append_value (GString *text, JsonNode *node, guint level);

/* Whether a value is written over lines of its own. */
static gboolean
has_lines (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_size (json_node_get_object (node)) > 0;
  return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0;
}

static void
append_break (GString *text, guint level)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < level; i++)
    g_string_append (text, "  ");
}

/* Members begin in the line that is open. */
static void
append_members (GString *text, JsonObject *object, guint level)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gboolean first = TRUE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      gsize start;

      if (!first)
        append_break (text, level);
      first = FALSE;

      start = text->len;
      rel_yaml_append_string (text, name, level + 1, TRUE);
      /* A parser looks for the colon that far. */
      if (g_utf8_strlen (text->str + start, -1) > 1024)
        {
          g_string_insert (text, start, "? ");
          append_break (text, level);
          g_string_append (text, ": ");
        }
      else if (has_lines (value))
        {
          g_string_append_c (text, ':');
          append_break (text, level + 1);
        }
      else
        g_string_append (text, ": ");
      append_value (text, value, level + 1);
    }
}

static void
append_elements (GString *text, JsonArray *array, guint level)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        append_break (text, level);
      g_string_append (text, "- ");
      append_value (text, json_array_get_element (array, i), level + 1);
    }
}

static void
append_value (GString *text, JsonNode *node, guint level)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      if (has_lines (node))
        append_members (text, json_node_get_object (node), level);
      else
        g_string_append (text, "{}");
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      if (has_lines (node))
        append_elements (text, json_node_get_array (node), level);
      else
        g_string_append (text, "[]");
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    rel_yaml_append_string (text, json_node_get_string (node), level, FALSE);
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    rel_yaml_append_number (text, node);
}

/**
 * rel_yaml_dup_text:
 * @node: a value
 *
 * Writes a value as YAML, letter by letter as js-yaml does where that is safe for readers
 * of YAML 1.1 too.
 *
 * Returns: (transfer full): the text, with a line break at its end
 */
char *
rel_yaml_dup_text (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, g_string_free (text, FALSE));

  append_value (text, node, 0);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
