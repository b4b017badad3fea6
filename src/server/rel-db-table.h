/* rel-db-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-db.h"

G_BEGIN_DECLS

/**
 * RelDbColumn:
 *
 * A column of a table, as the database has it.
 */
typedef struct
{
  char *name;          /* (owned) */
  char *type;          /* (owned): as declared; may be empty */
  char *default_value; /* (owned) (nullable): as SQL */
  guint key_position;  /* in the primary key, from 1; 0 if it is not part of it */
  gboolean is_nullable;
  gboolean is_generated;
  gboolean has_index;  /* is part of one */
  gboolean is_indexed; /* has one of its own */
  gboolean is_unique;
} RelDbColumn;

/**
 * RelDbKey:
 *
 * One column of a foreign key. A key of two columns is two of them with the same @id.
 */
typedef struct
{
  guint id;
  gboolean is_composite;
  char *column;    /* (owned) */
  char *to_table;  /* (owned) */
  char *to_column; /* (owned) (nullable): %NULL is the primary key of @to_table */
  char *on_update; /* (owned) */
  char *on_delete; /* (owned) */
} RelDbKey;

/**
 * RelDbTable:
 *
 * A table of the database.
 */
typedef struct
{
  char *name;          /* (owned) */
  gint64 number;       /* a table that was made later has a higher one */
  char *sql;           /* (owned): the statement that makes it */
  const char *primary; /* (unowned) (nullable): the primary key, if it is one column */
  gboolean has_auto_increment;
  GPtrArray *columns; /* (element-type RelDbColumn) (owned): in the table's order */
  GPtrArray *keys;    /* (element-type RelDbKey) (owned): as SQLite numbers them, the last declared first */
} RelDbTable;

GPtrArray *rel_db_table_read_all (RelDb *db, GError **error);
RelDbTable *rel_db_table_read (RelDb *db, const char *name, GError **error);
gboolean rel_db_table_find (RelDb *db, const char *name, RelDbTable **table, GError **error);
void rel_db_table_free (RelDbTable *self);
RelDbColumn *rel_db_table_get_column (RelDbTable *self, const char *name);
RelDbKey *rel_db_table_get_key (RelDbTable *self, const char *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelDbTable, rel_db_table_free)

G_END_DECLS
