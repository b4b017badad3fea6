/* rel-end-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The collections that a relation can end at, to choose from.
 */

#include "config.h"

#include "rel-end-choices.h"

static void
add_collections (GPtrArray *choices, RelSchema *schema, gboolean system)
{
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);
      const char *name = rel_collection_get_name (collection);
      RelField *key = rel_collection_find_primary_key (collection);

      if (rel_collection_exists (collection) && !rel_collection_is_folder (collection) && key != NULL &&
          rel_is_system_name (name) == system)
        g_ptr_array_add (choices, rel_choice_new (name, name, rel_field_get_data_type (key)));
    }
}

/**
 * rel_end_choices_add:
 * @choices: (element-type RelChoice): where to add them
 * @schema: a schema
 *
 * Adds the collections, with the types of their keys. Directus' own come last, and are there
 * even where a snapshot does not say so.
 */
void
rel_end_choices_add (GPtrArray *choices, RelSchema *schema)
{
  static const char *const own[] = { "directus_files", "directus_users", "directus_roles" };
  gboolean is_snapshot = rel_schema_get_header (schema) != NULL;

  add_collections (choices, schema, FALSE);
  add_collections (choices, schema, TRUE);
  for (guint i = 0; is_snapshot && i < G_N_ELEMENTS (own); i++)
    {
      if (!rel_schema_has_collection (schema, own[i]))
        g_ptr_array_add (choices, rel_choice_new (own[i], own[i], NULL));
    }
}
