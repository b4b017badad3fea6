/* fuzz-graphql.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any text as a GraphQL document: parsed, and checked for who may ask everything and for
 * who may not.
 */

#include <string.h>

#include "rel-graphql-document.h"
#include "rel-graphql-validation.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

/* A fault says what and where. */
static void
check_fault (JsonObject *fault)
{
  g_assert_true (json_object_has_member (fault, "message"));
  if (json_object_has_member (fault, "locations"))
    {
      JsonArray *places = json_object_get_array_member (fault, "locations");

      for (guint i = 0; i < json_array_get_length (places); i++)
        {
          JsonObject *place = json_array_get_object_element (places, i);

          g_assert_cmpint (json_object_get_int_member (place, "line"), >, 0);
          g_assert_cmpint (json_object_get_int_member (place, "column"), >, 0);
        }
    }
}

static void
check_document (const RelGraphqlDocument *document, RelGraphqlAudience who)
{
  g_autoptr (JsonArray) faults = rel_graphql_validation_run (who, document);

  for (guint i = 0; i < json_array_get_length (faults); i++)
    check_fault (json_array_get_object_element (faults, i));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) data, length);
  g_autoptr (RelGraphqlDocument) document = NULL;
  JsonObject *fault = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  document = rel_graphql_document_parse (text, &fault);
  if (document == NULL)
    {
      check_fault (fault);
      json_object_unref (fault);
      return 0;
    }
  check_document (document, REL_GRAPHQL_ADMIN);
  check_document (document, REL_GRAPHQL_NOBODY);
  return 0;
}
