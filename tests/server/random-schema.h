/* random-schema.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;        /* (owned) */
  gboolean is_spare; /* no key, index, trigger, view or generated column needs it */
} RandomColumn;

typedef struct
{
  char *name; /* (owned) */
  gboolean has_text_key;
  GPtrArray *columns; /* (element-type RandomColumn) (owned): those that may get a key */
} RandomTable;

typedef struct
{
  GPtrArray *tables; /* (element-type RandomTable) (owned) */
  char *sql;         /* (owned): makes them, with rows */
} RandomSchema;

void random_schema_init (RandomSchema *self);
void random_schema_clear (RandomSchema *self);
const char *random_pick (const char *const *strings);

G_END_DECLS
