/* rel-creation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-creation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-edit.h"
#include "rel-error.h"
#include "rel-naming.h"
#include "rel-new-object.h"
#include "rel-sort-field.h"

#define FILES     "directus_files"
#define LANGUAGES "languages"

/* The new field is the column itself. */
static gboolean
is_column (RelKind kind)
{
  return kind == REL_KIND_M2O || kind == REL_KIND_FILE;
}

/**
 * rel_creation_new:
 * @kind: what kind of relation
 * @collection: (nullable): where the new field is; %NULL if nobody has said it yet
 * @field: (nullable): the name of the new field; %NULL to have one proposed
 *
 * Returns: (transfer full): a relation to be made; [func@Creation.propose] fills it in
 */
RelCreation *
rel_creation_new (RelKind kind, const char *collection, const char *field)
{
  RelCreation *self = g_new0 (RelCreation, 1);

  self->kind = kind;
  self->collection = g_strdup (collection);
  self->field = g_strdup (field);
  return self;
}

/**
 * rel_creation_free:
 * @self: (transfer full): a relation to be made
 */
void
rel_creation_free (RelCreation *self)
{
  g_free (self->collection);
  g_free (self->field);
  g_free (self->related);
  g_free (self->related_field);
  g_strfreev (self->allowed);
  g_free (self->junction);
  g_free (self->junction_field);
  g_free (self->junction_related_field);
  g_free (self->collection_field);
  g_free (self->sort_field);
  g_free (self->on_delete);
  g_free (self->related_on_delete);
  g_free (self->deselect_action);
  g_free (self);
}

static const struct
{
  const char *name;
  gsize offset;
} members[] = {
  { "related", G_STRUCT_OFFSET (RelCreation, related) },
  { "related_field", G_STRUCT_OFFSET (RelCreation, related_field) },
  { "junction", G_STRUCT_OFFSET (RelCreation, junction) },
  { "junction_field", G_STRUCT_OFFSET (RelCreation, junction_field) },
  { "junction_related_field", G_STRUCT_OFFSET (RelCreation, junction_related_field) },
  { "collection_field", G_STRUCT_OFFSET (RelCreation, collection_field) },
  { "sort_field", G_STRUCT_OFFSET (RelCreation, sort_field) },
  { "on_delete", G_STRUCT_OFFSET (RelCreation, on_delete) },
  { "related_on_delete", G_STRUCT_OFFSET (RelCreation, related_on_delete) },
  { "deselect_action", G_STRUCT_OFFSET (RelCreation, deselect_action) },
};

/**
 * rel_creation_has_junction:
 * @kind: a kind
 *
 * Returns: whether a collection in between comes with it
 */
gboolean
rel_creation_has_junction (RelKind kind)
{
  return kind == REL_KIND_M2M || kind == REL_KIND_M2A || kind == REL_KIND_TRANSLATIONS || kind == REL_KIND_FILES;
}

/**
 * rel_creation_set:
 * @self: a relation to be made
 * @member: the name of a member: `sort_field`
 * @value: its value
 * @error: (out) (optional): where to put a failure
 *
 * Says something of it that is not proposed then.
 *
 * Errors: `REL_ERROR_INVALID`, with the names that there are.
 *
 * Returns: whether there is such a member
 */
gboolean
rel_creation_set (RelCreation *self, const char *member, const char *value, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (strcmp (members[i].name, member) == 0)
        {
          char **place = G_STRUCT_MEMBER_P (self, members[i].offset);

          g_free (*place);
          *place = g_strdup (value);
          return TRUE;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", members[i].name);
    }
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is nothing called “%s” here, but: %s"), member,
               names->str);
  return FALSE;
}

/* Takes @proposal unless the person has said something. */
static void
propose (char **member, char *proposal)
{
  if (*member == NULL)
    *member = proposal;
  else
    g_free (proposal);
}

/* What a person would most likely call it. */
static char *
dup_field (RelCreation *self, RelSchema *schema)
{
  static const char *const names[] = {
    [REL_KIND_M2A] = "items",     [REL_KIND_TRANSLATIONS] = "translations",
    [REL_KIND_FILE] = "file",     [REL_KIND_FILES] = "files",
    [REL_KIND_TREE] = "children",
  };
  const char *name = self->kind < G_N_ELEMENTS (names) && names[self->kind] != NULL ? names[self->kind] : self->related;

  if (name == NULL || self->collection == NULL)
    return NULL;
  return rel_naming_dup_free_field (schema, self->collection, name);
}

static const char *
get_other_name (const RelCreation *self)
{
  switch (self->kind)
    {
    case REL_KIND_FILES:
      return "files";
    case REL_KIND_TRANSLATIONS:
      return "translations";
    case REL_KIND_M2A:
      return self->field;
    default:
      return self->related;
    }
}

static void
propose_junction (RelCreation *self, RelSchema *schema)
{
  if (get_other_name (self) == NULL)
    return;

  propose (&self->junction, rel_naming_dup_junction (schema, self->collection, get_other_name (self)));
  propose (&self->junction_field, rel_naming_dup_column (schema, self->collection));
  if (self->kind == REL_KIND_M2A)
    {
      propose (&self->junction_related_field, g_strdup ("item"));
      propose (&self->collection_field, g_strdup ("collection"));
    }
  else if (self->junction_related_field == NULL)
    {
      g_autofree char *column = self->kind == REL_KIND_TRANSLATIONS &&
                                    !rel_schema_has_collection (schema, self->related)
                                  ? rel_naming_dup_joined (self->related, "_code")
                                  : rel_naming_dup_column (schema, self->related);
      g_autofree char *other = g_strconcat ("related_", column, NULL);

      self->junction_related_field = strcmp (column, self->junction_field) == 0 ? rel_naming_dup_joined (other, "")
                                                                                : g_steal_pointer (&column);
    }
  propose (&self->related_on_delete, g_strdup (self->kind == REL_KIND_M2A ? NULL : "SET NULL"));
}

/**
 * rel_creation_propose:
 * @self: a relation to be made
 * @schema: where it is made
 *
 * Fills in what nobody has said yet, as the Data Studio does: names, actions, the other end
 * of files and translations. A sort field and a list at the other end are not proposed.
 */
void
rel_creation_propose (RelCreation *self, RelSchema *schema)
{
  gboolean is_loop;

  if (self->kind == REL_KIND_FILE || self->kind == REL_KIND_FILES)
    propose (&self->related, g_strdup (FILES));
  else if (self->kind == REL_KIND_TRANSLATIONS)
    propose (&self->related, g_strdup (LANGUAGES));
  else if (self->kind == REL_KIND_TREE)
    propose (&self->related, g_strdup (self->collection));

  propose (&self->field, dup_field (self, schema));
  if (self->collection == NULL)
    return;

  is_loop = !rel_creation_has_junction (self->kind) && g_strcmp0 (self->related, self->collection) == 0;
  propose (&self->on_delete, g_strdup (is_loop ? "NO ACTION" : "SET NULL"));
  propose (&self->deselect_action, g_strdup ("nullify"));

  if (rel_creation_has_junction (self->kind))
    propose_junction (self, schema);
  else if (self->kind == REL_KIND_TREE)
    propose (&self->related_field, rel_naming_dup_free_field (schema, self->collection, "parent"));
  else if (self->kind == REL_KIND_O2M && self->related != NULL)
    {
      g_autofree char *column = rel_naming_dup_column (schema, self->collection);

      propose (&self->related_field, rel_naming_dup_free_field (schema, self->related, column));
    }
}

/* The collections, fields and relations of one, put into the schema one after the other. */
typedef struct
{
  const RelCreation *creation;
  RelSchema *schema; /* (owned) */
} Building;

static void
put_field (Building *building, RelField *field)
{
  rel_edit_take (&building->schema, rel_edit_put_field (building->schema, field));
  rel_field_unref (field);
}

static void
put_relation (Building *building, RelRelation *relation)
{
  rel_edit_take (&building->schema, rel_edit_put_relation (building->schema, 0, relation));
  rel_relation_unref (relation);
}

/* A column for the primary key of @to, unless it is there. */
static void
put_column (Building *building, const char *collection, const char *field, const char *to, const char *meta)
{
  if (rel_schema_find_field (building->schema, collection, field) == NULL)
    put_field (building, rel_new_column (building->schema, collection, field, to, meta));
}

static void
put_sort_field (Building *building, const char *collection)
{
  const char *field = building->creation->sort_field;

  if (field != NULL && rel_schema_find_field (building->schema, collection, field) == NULL)
    put_field (building, rel_sort_field_new (collection, field));
}

static void
build_column (Building *building)
{
  const RelCreation *wanted = building->creation;
  g_autofree char *meta = rel_new_field_meta (wanted->kind);
  RelNewRelation relation = { wanted->collection, wanted->field, wanted->related };

  put_field (building, rel_new_column (building->schema, wanted->collection, wanted->field, wanted->related, meta));
  relation.on_delete = wanted->on_delete;
  relation.deselect_action = wanted->deselect_action;
  relation.one_field = wanted->related_field;
  if (wanted->related_field != NULL)
    {
      relation.sort_field = wanted->sort_field;
      put_sort_field (building, wanted->collection);
      put_field (building, rel_new_list (wanted->related, wanted->related_field, REL_KIND_O2M));
    }
  put_relation (building, rel_new_relation (building->schema, &relation));
}

static void
build_list (Building *building)
{
  const RelCreation *wanted = building->creation;
  RelNewRelation relation = { wanted->related, wanted->related_field, wanted->collection };

  put_field (building, rel_new_list (wanted->collection, wanted->field, wanted->kind));
  put_column (building, wanted->related, wanted->related_field, wanted->collection,
              "{\"interface\":\"select-dropdown-m2o\",\"hidden\":true}");
  put_sort_field (building, wanted->related);
  relation.on_delete = wanted->on_delete;
  relation.deselect_action = wanted->deselect_action;
  relation.one_field = wanted->field;
  relation.sort_field = wanted->sort_field;
  put_relation (building, rel_new_relation (building->schema, &relation));
}

static void
build_second_half (Building *building)
{
  const RelCreation *wanted = building->creation;
  RelNewRelation relation = { wanted->junction, wanted->junction_related_field };

  relation.junction_field = wanted->junction_field;
  relation.deselect_action = "nullify";
  if (wanted->kind == REL_KIND_M2A)
    {
      relation.allowed = (const char *const *) wanted->allowed;
      relation.collection_field = wanted->collection_field;
    }
  else
    {
      relation.related = wanted->related;
      relation.on_delete = wanted->related_on_delete;
      relation.one_field = wanted->related_field;
    }
  put_relation (building, rel_new_relation (building->schema, &relation));
}

static void
build_junction_columns (Building *building)
{
  const RelCreation *wanted = building->creation;
  const char *const hidden = "{\"hidden\":true}";

  put_column (building, wanted->junction, wanted->junction_field, wanted->collection, hidden);
  if (wanted->kind != REL_KIND_M2A)
    {
      put_column (building, wanted->junction, wanted->junction_related_field, wanted->related, hidden);
      return;
    }
  if (rel_schema_find_field (building->schema, wanted->junction, wanted->junction_related_field) == NULL)
    put_field (building, rel_new_field (wanted->junction, wanted->junction_related_field, "string", "{}", hidden));
  if (rel_schema_find_field (building->schema, wanted->junction, wanted->collection_field) == NULL)
    put_field (building, rel_new_field (wanted->junction, wanted->collection_field, "string", "{}", hidden));
}

static void
build_with_junction (Building *building)
{
  const RelCreation *wanted = building->creation;
  RelNewRelation relation = { wanted->junction, wanted->junction_field, wanted->collection };

  if (wanted->kind == REL_KIND_TRANSLATIONS && !rel_schema_has_collection (building->schema, wanted->related))
    rel_edit_take (&building->schema, rel_new_languages (building->schema, wanted->related));
  if (!rel_schema_has_collection (building->schema, wanted->junction))
    rel_edit_take (&building->schema, rel_new_junction (building->schema, wanted->junction));
  put_field (building, rel_new_list (wanted->collection, wanted->field, wanted->kind));
  build_junction_columns (building);
  put_sort_field (building, wanted->junction);
  if (wanted->related_field != NULL && wanted->kind != REL_KIND_M2A)
    put_field (building, rel_new_list (wanted->related, wanted->related_field, REL_KIND_M2M));

  build_second_half (building);
  relation.on_delete = wanted->on_delete;
  relation.deselect_action = wanted->deselect_action;
  relation.one_field = wanted->field;
  relation.sort_field = wanted->sort_field;
  relation.junction_field = wanted->junction_related_field;
  put_relation (building, rel_new_relation (building->schema, &relation));
}

/**
 * rel_creation_apply:
 * @self: a relation to be made, complete
 * @schema: where it is made
 * @error: (out) (optional): where to put a failure
 *
 * Makes the relation with all that comes with it: the field, the collection in between with
 * its columns, a sort field, the list at the other end. Columns and collections that are
 * there already are used as they are.
 *
 * Errors: those of [func@Creation.check].
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_creation_apply (const RelCreation *self, RelSchema *schema, GError **error)
{
  Building building = { self, NULL };

  if (!rel_creation_check (self, schema, error))
    return NULL;

  building.schema = rel_schema_ref (schema);
  if (is_column (self->kind))
    build_column (&building);
  else if (rel_creation_has_junction (self->kind))
    build_with_junction (&building);
  else
    build_list (&building);
  return building.schema;
}
