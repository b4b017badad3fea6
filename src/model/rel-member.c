/* rel-member.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-member.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-action.h"

typedef enum
{
  ALWAYS,
  WITH_META,        /* all that have a row in directus_relations */
  TO_ONE,           /* those that point at one collection */
  TO_ANY,           /* those that point at any of several */
  WITH_FOREIGN_KEY, /* those that the database knows */
} Applies;

/**
 * RelMember:
 *
 * One member of the relation object: its name in the API, its name for people, what may
 * stand in it and whether it can be set.
 *
 * Of the row, `id` is the server's, and `many_collection`, `many_field` and `one_collection`
 * repeat what stands outside of it; writing them would tear the row from its key. Of the
 * foreign key, the server sets all but the two actions.
 */
struct _RelMember
{
  const char *path;
  const char *label;
  const char *noun; /* (nullable): what it is called within a sentence; of what can be set */
  RelMemberType type;
  Applies applies;
  gboolean writable;
  gboolean nullable;
};

static const RelMember members[] = {
  { "collection", N_ ("Collection"), NULL, REL_MEMBER_TEXT, ALWAYS, FALSE, FALSE },
  { "field", N_ ("Field"), NULL, REL_MEMBER_TEXT, ALWAYS, FALSE, FALSE },
  { "related_collection", N_ ("Related collection"), N_ ("related collection"), REL_MEMBER_TEXT, ALWAYS, FALSE, TRUE },
  { "meta.one_field", N_ ("Field that lists the items"), N_ ("list"), REL_MEMBER_RELATED_ALIAS, TO_ONE, TRUE, TRUE },
  { "meta.one_deselect_action", N_ ("When an item is taken off that list"), N_ ("deselect"), REL_MEMBER_DESELECT,
    WITH_META, TRUE, FALSE },
  { "meta.sort_field", N_ ("Sort field"), N_ ("sort field"), REL_MEMBER_OWN_FIELD, WITH_META, TRUE, TRUE },
  { "meta.junction_field", N_ ("Junction field"), N_ ("junction field"), REL_MEMBER_OWN_FIELD, WITH_META, TRUE, TRUE },
  { "meta.one_allowed_collections", N_ ("Allowed collections"), N_ ("allowed collections"), REL_MEMBER_COLLECTIONS,
    TO_ANY, TRUE, TRUE },
  { "meta.one_collection_field", N_ ("Field with the collection’s name"), N_ ("collection field"), REL_MEMBER_OWN_FIELD,
    TO_ANY, TRUE, TRUE },
  { "meta.id", N_ ("Number of the row"), NULL, REL_MEMBER_NUMBER, WITH_META, FALSE, TRUE },
  { "meta.many_collection", N_ ("Collection in the row"), NULL, REL_MEMBER_TEXT, WITH_META, FALSE, TRUE },
  { "meta.many_field", N_ ("Field in the row"), NULL, REL_MEMBER_TEXT, WITH_META, FALSE, TRUE },
  { "meta.one_collection", N_ ("Related collection in the row"), NULL, REL_MEMBER_TEXT, WITH_META, FALSE, TRUE },
  { "schema.on_delete", N_ ("When the related item is deleted"), N_ ("on delete"), REL_MEMBER_ACTION, WITH_FOREIGN_KEY,
    TRUE, FALSE },
  { "schema.on_update", N_ ("When its key changes"), N_ ("on update"), REL_MEMBER_ACTION, WITH_FOREIGN_KEY, TRUE,
    FALSE },
  { "schema.table", N_ ("Table"), NULL, REL_MEMBER_TEXT, WITH_FOREIGN_KEY, FALSE, TRUE },
  { "schema.column", N_ ("Column"), NULL, REL_MEMBER_TEXT, WITH_FOREIGN_KEY, FALSE, TRUE },
  { "schema.foreign_key_table", N_ ("Related table"), NULL, REL_MEMBER_TEXT, WITH_FOREIGN_KEY, FALSE, TRUE },
  { "schema.foreign_key_column", N_ ("Related column"), NULL, REL_MEMBER_TEXT, WITH_FOREIGN_KEY, FALSE, TRUE },
  { "schema.constraint_name", N_ ("Name of the constraint"), NULL, REL_MEMBER_TEXT, WITH_FOREIGN_KEY, FALSE, TRUE },
};

static const char *const deselect_actions[] = { "nullify", "delete", NULL };

/**
 * rel_member_get_count:
 *
 * Returns: how many members the relation object has
 */
guint
rel_member_get_count (void)
{
  return G_N_ELEMENTS (members);
}

/**
 * rel_member_find:
 * @path: a member by its name in the API: `meta.sort_field`
 *
 * Returns: (transfer none) (nullable): the member, if there is one
 */
const RelMember *
rel_member_find (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (strcmp (members[i].path, path) == 0)
        return &members[i];
    }
  return NULL;
}

/**
 * rel_member_get_nth:
 * @index: less than [func@member_get_count]; they are in the order in which a form shows them
 *
 * Returns: (transfer none): a member
 */
const RelMember *
rel_member_get_nth (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (members), NULL);
  return &members[index];
}

/**
 * rel_member_get_path:
 * @self: a member
 *
 * Returns: (transfer none): its name in the API
 */
const char *
rel_member_get_path (const RelMember *self)
{
  return self->path;
}

/**
 * rel_member_get_label:
 * @self: a member
 *
 * Returns: (transfer none): its name in the person's language
 */
const char *
rel_member_get_label (const RelMember *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->label);
}

/**
 * rel_member_get_noun:
 * @self: a member
 *
 * Returns: (transfer none) (nullable): what it is called within a sentence, in the person's
 *   language; %NULL for a member that is only shown
 */
const char *
rel_member_get_noun (const RelMember *self)
{
  return self->noun != NULL ? g_dgettext (GETTEXT_PACKAGE, self->noun) : NULL;
}

/**
 * rel_member_get_type:
 * @self: a member
 *
 * Returns: what stands in it
 */
RelMemberType
rel_member_get_type (const RelMember *self)
{
  return self->type;
}

/**
 * rel_member_is_writable:
 * @self: a member
 *
 * Returns: whether a person may set it
 */
gboolean
rel_member_is_writable (const RelMember *self)
{
  return self->writable;
}

/**
 * rel_member_may_be_null:
 * @self: a member
 *
 * Returns: whether it may be cleared
 */
gboolean
rel_member_may_be_null (const RelMember *self)
{
  return self->nullable;
}

/**
 * rel_member_applies:
 * @self: a member
 * @relation: a relation
 *
 * Returns: whether a relation of that form has the member
 */
gboolean
rel_member_applies (const RelMember *self, RelRelation *relation)
{
  switch (self->applies)
    {
    case WITH_META:
      return rel_relation_has_meta (relation);
    case TO_ONE:
      return rel_relation_has_meta (relation) && !rel_relation_is_any (relation);
    case TO_ANY:
      return rel_relation_has_meta (relation) &&
             (rel_relation_is_any (relation) || rel_relation_get_related_collection (relation) == NULL);
    case WITH_FOREIGN_KEY:
      return rel_relation_has_foreign_key (relation);
    case ALWAYS:
    default:
      return TRUE;
    }
}

static gboolean
is_number (RelField *field)
{
  static const char *const types[] = { "integer", "bigInteger", "float", "decimal", NULL };
  const char *type = rel_field_get_data_type (field);

  return type != NULL && g_strv_contains (types, type);
}

static gboolean
is_text (RelField *field)
{
  static const char *const types[] = { "string", "text", NULL };
  const char *type = rel_field_get_data_type (field);

  return type != NULL && g_strv_contains (types, type);
}

/* Whether a field can stand in a member that names a field of the relation's own collection. */
static gboolean
own_field_fits (const RelMember *self, RelCollection *collection, RelRelation *relation, RelField *field)
{
  gboolean has_relation = rel_collection_find_relation (collection, rel_field_get_name (field), 0) != NULL;

  if (strcmp (rel_field_get_name (field), rel_relation_get_field (relation)) == 0)
    return FALSE;
  if (strcmp (self->path, "meta.junction_field") == 0)
    return has_relation;
  if (rel_field_is_alias (field) || rel_field_is_primary_key (field) || has_relation)
    return FALSE;
  return strcmp (self->path, "meta.sort_field") == 0 ? is_number (field) : is_text (field);
}

static void
add_own_fields (GStrvBuilder *builder, const RelMember *self, RelSchema *schema, RelRelation *relation)
{
  RelCollection *collection = rel_schema_find_collection (schema, rel_relation_get_collection (relation));

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);

      if (own_field_fits (self, collection, relation, field))
        g_strv_builder_add (builder, rel_field_get_name (field));
    }
}

static void
add_related_aliases (GStrvBuilder *builder, RelSchema *schema, RelRelation *relation)
{
  const char *related = rel_relation_get_related_collection (relation);
  RelCollection *collection = related != NULL ? rel_schema_find_collection (schema, related) : NULL;

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_fields (collection); i++)
    {
      RelField *field = rel_collection_get_field (collection, i);

      /* Groups, dividers and the like are aliases too, but list nothing. */
      if (rel_field_is_alias (field) && !rel_field_has_special (field, "group") &&
          !rel_field_has_special (field, "no-data"))
        g_strv_builder_add (builder, rel_field_get_name (field));
    }
}

static void
add_collections (GStrvBuilder *builder, RelSchema *schema)
{
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      if (rel_collection_exists (collection) && !rel_collection_is_folder (collection) &&
          !rel_collection_is_system (collection))
        g_strv_builder_add (builder, rel_collection_get_name (collection));
    }
}

/* An action that the column cannot bear fails when it is to be done, on some databases
 * already when it is set. */
static void
add_actions (GStrvBuilder *builder, RelSchema *schema, RelRelation *relation)
{
  RelField *field =
    rel_schema_find_field (schema, rel_relation_get_collection (relation), rel_relation_get_field (relation));
  gboolean is_required = field != NULL && !rel_field_is_nullable (field);
  gboolean has_default = field != NULL && rel_field_has_default (field);

  for (RelAction action = REL_ACTION_NO_ACTION; action <= REL_ACTION_CASCADE; action++)
    {
      if (!is_required || (action != REL_ACTION_SET_NULL && (has_default || action != REL_ACTION_SET_DEFAULT)))
        g_strv_builder_add (builder, rel_action_get_id (action));
    }
}

/**
 * rel_member_dup_choices:
 * @self: a member that can be set
 * @schema: a schema
 * @relation: one of its relations
 *
 * Lists what fits: the actions that the column allows, the fields and collections that
 * exist and have the right type.
 *
 * Returns: (transfer full) (nullable): the values; %NULL for a member that is only shown
 */
GStrv
rel_member_dup_choices (const RelMember *self, RelSchema *schema, RelRelation *relation)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  if (self->type == REL_MEMBER_TEXT || self->type == REL_MEMBER_NUMBER)
    return NULL;
  if (self->type == REL_MEMBER_DESELECT)
    return g_strdupv ((char **) deselect_actions);

  builder = g_strv_builder_new ();
  if (self->type == REL_MEMBER_ACTION)
    add_actions (builder, schema, relation);
  else if (self->type == REL_MEMBER_OWN_FIELD)
    add_own_fields (builder, self, schema, relation);
  else if (self->type == REL_MEMBER_RELATED_ALIAS)
    add_related_aliases (builder, schema, relation);
  else
    add_collections (builder, schema);
  return g_strv_builder_end (builder);
}

/**
 * rel_member_get_choice_label:
 * @self: a member
 * @choice: one of its values
 *
 * Returns: (transfer none): the value in the person's language; names of fields and
 *   collections as they are
 */
const char *
rel_member_get_choice_label (const RelMember *self, const char *choice)
{
  static const struct
  {
    const char *value;
    const char *label;
  } labels[] = {
    { "NO ACTION", N_ ("No action") },  { "RESTRICT", N_ ("Restrict") },
    { "SET NULL", N_ ("Set to null") }, { "SET DEFAULT", N_ ("Set to default") },
    { "CASCADE", N_ ("Cascade") },      { "nullify", N_ ("Keep it, clear its field") },
    { "delete", N_ ("Delete it") },
  };

  if (self->type != REL_MEMBER_ACTION && self->type != REL_MEMBER_DESELECT)
    return choice;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (strcmp (labels[i].value, choice) == 0)
        return g_dgettext (GETTEXT_PACKAGE, labels[i].label);
    }
  return choice;
}

/**
 * rel_member_parse:
 * @self: a member
 * @text: a value as typed: `null` clears, a list has commas
 *
 * Reads a value as a person types it on the command line. Whether it fits the relation is
 * found out by [func@edit_set_member].
 *
 * Returns: (transfer full): the value
 */
JsonNode *
rel_member_parse (const RelMember *self, const char *text)
{
  JsonNode *node;
  JsonArray *array;
  g_auto (GStrv) names = NULL;

  if (strcmp (text, "null") == 0 || (*text == '\0' && self->type != REL_MEMBER_COLLECTIONS))
    return rel_json_new_string (NULL);
  if (self->type != REL_MEMBER_COLLECTIONS)
    return rel_json_new_string (text);

  array = json_array_new ();
  names = g_strsplit (text, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (*g_strstrip (names[i]) != '\0')
        json_array_add_string_element (array, names[i]);
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  json_node_seal (node);
  return node;
}

/**
 * rel_member_dup_text:
 * @value: (nullable): the value of a member
 *
 * Returns: (transfer full): it as text: a list with commas, `null` if empty, an object as JSON
 */
char *
rel_member_dup_text (JsonNode *value)
{
  g_autoptr (GString) text = NULL;
  JsonArray *array;

  if (rel_json_is_null (value))
    return g_strdup ("null");
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return rel_json_dup_text (value, FALSE);

  text = g_string_new (NULL);
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *element = rel_member_dup_text (json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", element);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rel_member_dup_edit_name:
 * @path: what is set, by its name in the API; also what is no member of a relation
 * @where: where it is set: `articles.author`
 * @text: its new value, as [func@member_dup_text] has it
 *
 * Returns: (transfer full): the name of the edit, for people
 */
char *
rel_member_dup_edit_name (const char *path, const char *where, const char *text)
{
  const RelMember *member = rel_member_find (path);
  const char *noun = member != NULL ? rel_member_get_noun (member) : NULL;

  if (noun == NULL)
    noun = strrchr (path, '.') != NULL ? strrchr (path, '.') + 1 : path;
  if (*text == '\0' || strcmp (text, "null") == 0)
    /* Translators: names an edit; a setting, and where it was: Clear sort field of articles.author. */
    return g_strdup_printf (_ ("Clear %s of %s"), noun, where);
  if (member != NULL)
    text = rel_member_get_choice_label (member, text);
  /* Translators: names an edit; a setting, where it is, and its value: Set on delete of articles.author to
   * “Cascade”. */
  return g_strdup_printf (_ ("Set %s of %s to “%s”"), noun, where, text);
}
