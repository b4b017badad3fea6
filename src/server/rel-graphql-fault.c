/* rel-graphql-fault.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with a document, in the form in which GraphQL says it:
 * `{"message": …, "locations": [{"line": …, "column": …}]}`. The words are those of
 * graphql-js, which Directus uses: people look for them.
 */

#include "config.h"

#include "rel-graphql-fault.h"

#define MAX_FAULTS 100

static JsonObject *
new_fault (const RelGraphqlPlace *place, const char *message)
{
  JsonObject *fault = json_object_new ();

  json_object_set_string_member (fault, "message", message);
  if (place != NULL)
    rel_graphql_fault_add_place (fault, place);
  return fault;
}

/**
 * rel_graphql_fault_new:
 * @place: (nullable): where it is
 * @format: what is wrong
 * @...: values for @format
 *
 * Returns: (transfer full): the fault
 */
JsonObject *
rel_graphql_fault_new (const RelGraphqlPlace *place, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list values;

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);
  return new_fault (place, message);
}

/**
 * rel_graphql_fault_add_place:
 * @fault: a fault
 * @place: another place that it is about
 */
void
rel_graphql_fault_add_place (JsonObject *fault, const RelGraphqlPlace *place)
{
  JsonObject *location = json_object_new ();

  if (!json_object_has_member (fault, "locations"))
    json_object_set_array_member (fault, "locations", json_array_new ());
  json_object_set_int_member (location, "line", place->line);
  json_object_set_int_member (location, "column", place->column);
  json_array_add_object_element (json_object_get_array_member (fault, "locations"), location);
}

/**
 * rel_graphql_faults_are_full:
 * @faults: what has been found so far
 *
 * Returns: whether it is of no use to look for more
 */
gboolean
rel_graphql_faults_are_full (JsonArray *faults)
{
  return json_array_get_length (faults) > MAX_FAULTS;
}

/**
 * rel_graphql_faults_add:
 * @faults: what has been found so far
 * @place: (nullable): where it is
 * @format: what is wrong
 * @...: values for @format
 *
 * Adds a fault. After a hundred of them one says that there are more, and the rest is
 * passed over.
 *
 * Returns: (transfer none) (nullable): the fault, or %NULL if it was passed over
 */
JsonObject *
rel_graphql_faults_add (JsonArray *faults, const RelGraphqlPlace *place, const char *format, ...)
{
  g_autofree char *message = NULL;
  JsonObject *fault;
  va_list values;

  if (rel_graphql_faults_are_full (faults))
    return NULL;
  if (json_array_get_length (faults) == MAX_FAULTS)
    {
      json_array_add_object_element (
        faults, new_fault (NULL, "Too many validation errors, error limit reached. Validation aborted."));
      return NULL;
    }

  va_start (values, format);
  message = g_strdup_vprintf (format, values);
  va_end (values);
  fault = new_fault (place, message);
  json_array_add_object_element (faults, fault);
  return fault;
}
