/* rel-field-delete.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

/**
 * RelFieldName:
 * @collection: (owned): name of a collection
 * @field: (owned): name of a field of it
 *
 * A field by its name, which outlives the schema that it was found in.
 */
typedef struct
{
  char *collection;
  char *field;
} RelFieldName;

RelFieldName *rel_field_name_new (const char *collection, const char *field);
void rel_field_name_free (gpointer data);
RelReply *rel_field_delete (RelProject *project, const char *collection, const char *field);

G_END_DECLS
