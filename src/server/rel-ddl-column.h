/* rel-ddl-column.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelDdlNullable:
 * @REL_DDL_NULLABLE_AS_IS: as it is
 * @REL_DDL_NULLABLE: values may be NULL
 * @REL_DDL_NOT_NULL: they may not
 *
 * What is to become of `NOT NULL`.
 */
typedef enum
{
  REL_DDL_NULLABLE_AS_IS,
  REL_DDL_NULLABLE,
  REL_DDL_NOT_NULL,
} RelDdlNullable;

/**
 * RelDdlColumnChange:
 * @type: (nullable): the new type; %NULL leaves it as it is
 * @has_default: whether the default value is to be another one
 * @default_value: (nullable): the new default value as SQL; %NULL for none
 * @nullable: what is to become of `NOT NULL`
 *
 * What is to become of a column.
 */
typedef struct
{
  const char *type;
  gboolean has_default;
  const char *default_value;
  RelDdlNullable nullable;
} RelDdlColumnChange;

char *rel_ddl_column_change (const char *sql, const char *column, const RelDdlColumnChange *change, GError **error);
char *rel_ddl_column_drop (const char *sql, const char *column, GError **error);
char *rel_ddl_column_rename_table (const char *sql, const char *name, GError **error);

G_END_DECLS
