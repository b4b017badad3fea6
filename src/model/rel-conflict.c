/* rel-conflict.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-conflict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-member.h"
#include "rel-need.h"

/**
 * RelConflict:
 *
 * A change of the draft and a change of somebody else that cannot both be: a person decides.
 *
 * It is about one member of an object, or about the whole object, and has the value of each
 * side: what it was, mine and theirs.
 *
 * It is immutable; any thread may read it.
 */
struct _RelConflict
{
  gatomicrefcount ref_count;
  RelConflictKind kind;
  RelObject object;
  guint nth;                    /* which relation of those with the same collection and field */
  char *path;                   /* (owned) (nullable): the member; absent for the whole object */
  JsonNode *sides[REL_N_SIDES]; /* (owned) (nullable), sealed: the whole object; absent where it does not exist */
  JsonNode *other;              /* (owned) (nullable), sealed: the object that needs it, or that claims the same */
  const char *collection;       /* (unowned): in one of @sides */
  const char *field;            /* (unowned) (nullable): likewise; absent for a collection */
};

G_DEFINE_BOXED_TYPE (RelConflict, rel_conflict, rel_conflict_ref, rel_conflict_unref)

/**
 * rel_conflict_new:
 * @kind: how the two clash
 * @object: what it is about
 * @nth: which relation of those with the same collection and field, from 0; 0 for the others
 * @path: (nullable): the member that both changed; %NULL if it is about the whole object
 * @sides: (array fixed-size=3) (element-type JsonNode): the whole object of each #RelSide,
 *   %NULL where it does not exist; at least one does
 * @other: (nullable): another object that has to do with it, as the relation that needs it
 *
 * Returns: (transfer full): the conflict
 */
RelConflict *
rel_conflict_new (RelConflictKind kind,
                  RelObject object,
                  guint nth,
                  const char *path,
                  JsonNode *const *sides,
                  JsonNode *other)
{
  RelConflict *self = g_new0 (RelConflict, 1);
  JsonObject *any = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->object = object;
  self->nth = nth;
  self->path = g_strdup (path);
  self->other = other != NULL ? json_node_ref (other) : NULL;
  for (guint i = 0; i < REL_N_SIDES; i++)
    {
      if (sides[i] == NULL)
        continue;
      self->sides[i] = json_node_ref (sides[i]);
      any = json_node_get_object (sides[i]);
    }

  g_assert (any != NULL);
  self->collection = rel_json_get_string (any, "collection");
  self->field = object != REL_OBJECT_COLLECTION ? rel_json_get_string (any, "field") : NULL;
  return self;
}

/**
 * rel_conflict_ref:
 * @self: a conflict
 *
 * Returns: (transfer full): @self
 */
RelConflict *
rel_conflict_ref (RelConflict *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_conflict_unref:
 * @self: (transfer full): a conflict
 *
 * Gives a reference back; the last one frees.
 */
void
rel_conflict_unref (RelConflict *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < REL_N_SIDES; i++)
    g_clear_pointer (&self->sides[i], json_node_unref);
  g_clear_pointer (&self->other, json_node_unref);
  g_free (self->path);
  g_free (self);
}

/**
 * rel_conflict_get_kind:
 * @self: a conflict
 *
 * Returns: how the two clash
 */
RelConflictKind
rel_conflict_get_kind (RelConflict *self)
{
  return self->kind;
}

/**
 * rel_conflict_get_object:
 * @self: a conflict
 *
 * Returns: what it is about
 */
RelObject
rel_conflict_get_object (RelConflict *self)
{
  return self->object;
}

/**
 * rel_conflict_get_collection:
 * @self: a conflict
 *
 * Returns: (transfer none): the collection that it is about, or whose field or relation
 */
const char *
rel_conflict_get_collection (RelConflict *self)
{
  return self->collection;
}

/**
 * rel_conflict_get_field:
 * @self: a conflict
 *
 * Returns: (transfer none) (nullable): the field that it is about, or whose relation; %NULL if
 *   it is about a collection
 */
const char *
rel_conflict_get_field (RelConflict *self)
{
  return self->field;
}

/**
 * rel_conflict_get_nth:
 * @self: a conflict
 *
 * Returns: which relation of those with the same collection and field, from 0
 */
guint
rel_conflict_get_nth (RelConflict *self)
{
  return self->nth;
}

/**
 * rel_conflict_get_path:
 * @self: a conflict
 *
 * Returns: (transfer none) (nullable): the member by its name in the API, as
 *   `meta.sort_field`; %NULL if it is about the whole object
 */
const char *
rel_conflict_get_path (RelConflict *self)
{
  return self->path;
}

/**
 * rel_conflict_get_value:
 * @self: a conflict
 * @side: whose
 *
 * Returns: (transfer none) (nullable): the value of the member, or the whole object; %NULL if
 *   it is absent
 */
JsonNode *
rel_conflict_get_value (RelConflict *self, RelSide side)
{
  JsonNode *whole = self->sides[side];

  if (self->path == NULL || whole == NULL)
    return whole;
  return rel_json_get (json_node_get_object (whole), self->path);
}

/**
 * rel_conflict_get_whole:
 * @self: a conflict
 * @side: whose
 *
 * Returns: (transfer none) (nullable): the whole object; %NULL if it does not exist there
 */
JsonNode *
rel_conflict_get_whole (RelConflict *self, RelSide side)
{
  return self->sides[side];
}

/**
 * rel_conflict_get_other:
 * @self: a conflict
 *
 * Returns: (transfer none) (nullable): the object that needs this one, or the relation that
 *   claims the same list; %NULL for the other kinds
 */
JsonNode *
rel_conflict_get_other (RelConflict *self)
{
  return self->other;
}

/**
 * rel_conflict_dup_id:
 * @self: a conflict
 *
 * Returns: (transfer full): a text that is the same for conflicts about the same thing, and
 *   for those only
 */
char *
rel_conflict_dup_id (RelConflict *self)
{
  return g_strdup_printf ("%d/%s/%s/%u/%s", self->object, self->collection, self->field != NULL ? self->field : "",
                          self->nth, self->path != NULL ? self->path : "");
}

/**
 * rel_conflict_dup_name:
 * @self: a conflict
 *
 * Returns: (transfer full): what it is about, as a person names it: `articles.author`
 */
char *
rel_conflict_dup_name (RelConflict *self)
{
  return self->field != NULL ? g_strdup_printf ("%s.%s", self->collection, self->field) : g_strdup (self->collection);
}

static char *
dup_other_name (RelConflict *self)
{
  JsonObject *other = self->other != NULL ? json_node_get_object (self->other) : NULL;
  const char *collection = rel_json_get_string (other, "collection");
  const char *field = rel_json_get_string (other, "field");

  return field != NULL ? g_strdup_printf ("%s.%s", collection, field) : g_strdup (collection);
}

/**
 * rel_conflict_dup_text:
 * @self: a conflict
 *
 * Returns: (transfer full): what clashes, as a sentence; the values are not in it
 */
char *
rel_conflict_dup_text (RelConflict *self)
{
  g_autofree char *name = rel_conflict_dup_name (self);
  g_autofree char *other = dup_other_name (self);

  switch (self->kind)
    {
    case REL_CONFLICT_CREATED:
      return g_strdup_printf (_ ("%s was created here and, in another way, on the server"), name);
    case REL_CONFLICT_DELETED_BY_THEM:
      return g_strdup_printf (_ ("%s was changed here and deleted on the server"), name);
    case REL_CONFLICT_DELETED_BY_ME:
      return g_strdup_printf (_ ("%s was deleted here and changed on the server"), name);
    case REL_CONFLICT_NEEDED_BY_ME:
      /* Translators: a field or collection, and the relation that does not work without it. */
      return g_strdup_printf (_ ("%s was deleted on the server, but %s needs it here"), name, other);
    case REL_CONFLICT_NEEDED_BY_THEM:
      return g_strdup_printf (_ ("%s was deleted here, but %s needs it on the server"), name, other);
    case REL_CONFLICT_SAME_LIST:
      /* Translators: two relations that are to be listed by the same field. */
      return g_strdup_printf (_ ("%s is to be listed by the same field here as %s on the server"), name, other);
    case REL_CONFLICT_CHANGED:
    default:
      if (self->path == NULL)
        return g_strdup_printf (_ ("%s was changed here and on the server in ways that do not go together"), name);
      return g_strdup_printf (_ ("%s of %s was changed here and on the server"), self->path, name);
    }
}

/* What differs from what it was. */
static char *
dup_differences_text (RelConflict *self, RelSide side)
{
  g_autoptr (GPtrArray) members = rel_member_changes (self->object, self->sides[REL_SIDE_WAS], self->sides[side]);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      g_autofree char *value = rel_member_dup_text (member->after);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", member->path, value);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_ ("As it was"));
}

/**
 * rel_conflict_dup_value_text:
 * @self: a conflict
 * @side: whose
 *
 * Returns: (transfer full): the value for people: that of the member, or what became of the
 *   whole object
 */
char *
rel_conflict_dup_value_text (RelConflict *self, RelSide side)
{
  if (self->path != NULL)
    return rel_member_dup_text (rel_conflict_get_value (self, side));
  if (self->sides[side] == NULL)
    return g_strdup (side == REL_SIDE_WAS ? _ ("Not there") : _ ("Deleted"));
  if (side == REL_SIDE_WAS)
    return g_strdup (_ ("There"));
  if (self->sides[REL_SIDE_WAS] == NULL)
    return g_strdup (_ ("Created"));
  return dup_differences_text (self, side);
}

/**
 * rel_conflict_dup_line:
 * @self: a conflict
 *
 * Returns: (transfer full): what clashes, with the three values
 */
char *
rel_conflict_dup_line (RelConflict *self)
{
  g_autofree char *text = rel_conflict_dup_text (self);
  g_autofree char *was = rel_conflict_dup_value_text (self, REL_SIDE_WAS);
  g_autofree char *mine = rel_conflict_dup_value_text (self, REL_SIDE_MINE);
  g_autofree char *theirs = rel_conflict_dup_value_text (self, REL_SIDE_THEIRS);

  /* Translators: a sentence about a conflict, then the three values. */
  return g_strdup_printf (_ ("%s. It was: %s; here: %s; on the server: %s"), text, was, mine, theirs);
}

/**
 * rel_conflict_find_current:
 * @self: a conflict
 * @schema: a schema
 *
 * Returns: (transfer none) (nullable): what @schema has where the conflict is
 */
JsonNode *
rel_conflict_find_current (RelConflict *self, RelSchema *schema)
{
  RelField *field;
  RelRelation *relation;
  RelCollection *collection;

  switch (self->object)
    {
    case REL_OBJECT_RELATION:
      relation = rel_schema_find_relation (schema, self->collection, self->field, self->nth);
      return relation != NULL ? rel_relation_get_json (relation) : NULL;
    case REL_OBJECT_FIELD:
      field = rel_schema_find_field (schema, self->collection, self->field);
      return field != NULL ? rel_field_get_json (field) : NULL;
    case REL_OBJECT_COLLECTION:
    default:
      collection = rel_schema_find_collection (schema, self->collection);
      return collection != NULL ? rel_collection_get_json (collection) : NULL;
    }
}

/**
 * rel_conflict_concerns:
 * @self: a conflict
 * @change: a change of the same draft
 *
 * Returns: whether publishing the change would decide the conflict
 */
gboolean
rel_conflict_concerns (RelConflict *self, RelChange *change)
{
  if (self->kind == REL_CONFLICT_NEEDED_BY_ME && rel_change_get_after (change) != NULL &&
      rel_need_has (rel_change_get_object (change), rel_change_get_before (change), rel_change_get_after (change),
                    self->collection, self->field))
    return TRUE;
  if (strcmp (self->collection, rel_change_get_collection (change)) != 0)
    return FALSE;
  /* A collection that is created or deleted brings or takes all that is in it; a field, its
   * relations. */
  if (self->object == REL_OBJECT_COLLECTION)
    return self->path == NULL || rel_change_get_object (change) == REL_OBJECT_COLLECTION;
  if (rel_change_get_object (change) == REL_OBJECT_COLLECTION)
    return rel_change_get_action (change) != REL_CHANGE_UPDATE;
  return strcmp (self->field, rel_change_get_field (change)) == 0;
}
