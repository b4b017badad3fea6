/* rel-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-settings.h"

/**
 * rel_settings_new:
 *
 * Opens what the program remembers of the person's taste. GSettings ends a program whose
 * schema is not installed; here that costs only the memory.
 *
 * Returns: (transfer full) (nullable): the settings, %NULL without a schema
 */
GSettings *
rel_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
