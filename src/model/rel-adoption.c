/* rel-adoption.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Foreign keys that Directus does not know, made relations of Directus.
 */

#include "config.h"

#include "rel-adoption.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-alias.h"
#include "rel-edit.h"
#include "rel-error.h"
#include "rel-new-object.h"

/* A column that Directus has no settings for is shown as a bare number. */
static void
settle_field (RelSchema **schema, RelRelation *relation)
{
  const char *collection = rel_relation_get_collection (relation);
  RelField *field = rel_schema_find_field (*schema, collection, rel_relation_get_field (relation));
  gboolean is_file = g_strcmp0 (rel_relation_get_related_collection (relation), "directus_files") == 0;
  g_autofree char *text = rel_new_field_meta (is_file ? REL_KIND_FILE : REL_KIND_M2O);
  g_autoptr (JsonNode) meta = rel_json_parse (text, strlen (text), NULL);
  g_autoptr (RelField) next = NULL;

  if (field == NULL || !rel_json_is_null (rel_field_get_member (field, "meta")))
    return;
  next = rel_field_with_member (field, "meta", meta);
  rel_edit_take (schema, rel_edit_put_field (*schema, next));
}

static gboolean
check (RelSchema *schema, RelRelation *relation, GError **error)
{
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);

  if (rel_relation_has_meta (relation))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("%s.%s is a relation of Directus already: its members can be set"), collection, field);
      return FALSE;
    }
  /* Any action stands for the key: whether Directus can write it. */
  return rel_edit_check_settable (schema, relation, "schema.on_delete", error);
}

/**
 * rel_adoption_apply:
 * @schema: a schema
 * @collection: the collection of a relation that is a foreign key alone
 * @field: its field
 * @nth: which one of those with both names, from 0
 * @alias: (nullable): the list to make at the other side; %NULL for none
 * @error: (out) (optional): where to put a failure
 *
 * Gives a foreign key that Directus does not know a row with Directus' own defaults. The
 * key stays as it is. A column without settings gets those of a relation.
 *
 * Errors: `REL_ERROR_NOT_FOUND` without such a relation; `REL_ERROR_INVALID` if it has a row
 * already, or @alias cannot be used; `REL_ERROR_READ_ONLY` if Directus could not write it.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_adoption_apply (RelSchema *schema,
                    const char *collection,
                    const char *field,
                    guint nth,
                    const char *alias,
                    GError **error)
{
  RelRelation *relation = rel_edit_find_relation (schema, collection, field, nth, error);
  RelNewRelation wanted = { collection, field };
  g_autoptr (RelRelation) row = NULL;
  g_autoptr (RelRelation) adopted = NULL;
  g_autoptr (RelSchema) next = NULL;

  if (relation == NULL || !check (schema, relation, error))
    return NULL;

  wanted.related = rel_relation_get_related_collection (relation);
  row = rel_new_relation (schema, &wanted);
  adopted = rel_relation_with_member (relation, "meta", rel_relation_get_member (row, "meta"));
  next = rel_edit_put_relation (schema, nth, adopted);
  settle_field (&next, adopted);
  return alias != NULL ? rel_alias_set (next, collection, field, nth, alias, error) : g_steal_pointer (&next);
}
