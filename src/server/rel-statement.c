/* rel-statement.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-statement.h"

#include "rel-db-private.h"
#include "rel-json.h"

/**
 * RelStatement:
 *
 * One statement of SQL, its values and its rows. It must go before its database does.
 */
struct _RelStatement
{
  RelDb *db; /* (unowned) */
  sqlite3_stmt *handle;
};

/**
 * rel_db_prepare:
 * @self: a database
 * @sql: one statement; values are `?`
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable): the statement, or %NULL on error
 */
RelStatement *
rel_db_prepare (RelDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  RelStatement *statement;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &handle, NULL);

  if (result != SQLITE_OK)
    {
      rel_db_set_error (self, result, error);
      return NULL;
    }

  statement = g_new0 (RelStatement, 1);
  statement->db = self;
  statement->handle = handle;
  return statement;
}

/**
 * rel_db_read_object:
 * @self: a database
 * @sql: a statement that reads rows
 * @value: (nullable): the text of its one parameter, if it has one
 *
 * Returns: (transfer full) (nullable): the first row; %NULL if there is none, or no such table
 */
JsonObject *
rel_db_read_object (RelDb *self, const char *sql, const char *value)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (self, sql, NULL);

  if (statement == NULL)
    return NULL;
  if (value != NULL)
    rel_statement_bind_string (statement, 1, value);
  return rel_statement_step (statement, NULL) ? rel_statement_dup_object (statement, 0) : NULL;
}

/**
 * rel_statement_free:
 * @self: (transfer full): a statement
 */
void
rel_statement_free (RelStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

/**
 * rel_statement_bind_string:
 * @self: a statement
 * @at: which value, from 1
 * @value: (nullable): a string; %NULL for NULL
 */
void
rel_statement_bind_string (RelStatement *self, int at, const char *value)
{
  sqlite3_bind_text (self->handle, at, value, -1, SQLITE_TRANSIENT);
}

/**
 * rel_statement_bind_int:
 * @self: a statement
 * @at: which value, from 1
 * @value: a number
 */
void
rel_statement_bind_int (RelStatement *self, int at, gint64 value)
{
  sqlite3_bind_int64 (self->handle, at, value);
}

/**
 * rel_statement_bind_json:
 * @self: a statement
 * @at: which value, from 1
 * @value: a value; an array or an object is kept as JSON text
 */
void
rel_statement_bind_json (RelStatement *self, int at, JsonNode *value)
{
  GType type = json_node_get_value_type (value);

  if (JSON_NODE_HOLDS_NULL (value))
    sqlite3_bind_null (self->handle, at);
  else if (!JSON_NODE_HOLDS_VALUE (value))
    {
      g_autofree char *text = rel_json_dup_text (value, FALSE);

      rel_statement_bind_string (self, at, text);
    }
  else if (type == G_TYPE_STRING)
    rel_statement_bind_string (self, at, json_node_get_string (value));
  else if (type == G_TYPE_DOUBLE)
    sqlite3_bind_double (self->handle, at, json_node_get_double (value));
  else if (type == G_TYPE_BOOLEAN)
    sqlite3_bind_int (self->handle, at, json_node_get_boolean (value));
  else
    sqlite3_bind_int64 (self->handle, at, json_node_get_int (value));
}

/**
 * rel_statement_step:
 * @self: a statement
 * @error: (out) (optional): where to put a failure
 *
 * Goes to the next row.
 *
 * Returns: whether there is one; %FALSE at the end, and on error with @error set
 */
gboolean
rel_statement_step (RelStatement *self, GError **error)
{
  int result = sqlite3_step (self->handle);

  if (result != SQLITE_ROW && result != SQLITE_DONE)
    rel_db_set_error (self->db, result, error);
  return result == SQLITE_ROW;
}

/**
 * rel_statement_run:
 * @self: a statement
 * @error: (out) (optional): where to put a failure
 *
 * Runs a statement to its end, whatever rows it has.
 *
 * Returns: whether it ended well
 */
gboolean
rel_statement_run (RelStatement *self, GError **error)
{
  int result;

  while ((result = sqlite3_step (self->handle)) == SQLITE_ROW)
    ;
  if (result != SQLITE_DONE)
    rel_db_set_error (self->db, result, error);
  sqlite3_reset (self->handle);
  return result == SQLITE_DONE;
}

/**
 * rel_statement_get_string:
 * @self: a statement that stands at a row
 * @column: which column, from 0
 *
 * Returns: (transfer none) (nullable): the value as text, until the next step; %NULL for NULL
 */
const char *
rel_statement_get_string (RelStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * rel_statement_get_int:
 * @self: a statement that stands at a row
 * @column: which column, from 0
 *
 * Returns: the value as a number; 0 for NULL
 */
gint64
rel_statement_get_int (RelStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * rel_statement_get_size_bytes:
 * @self: a statement that stands at a row
 *
 * Returns: how long the texts of the row are
 */
gsize
rel_statement_get_size_bytes (RelStatement *self)
{
  gsize size = 0;

  for (int i = 0; i < sqlite3_column_count (self->handle); i++)
    {
      int type = sqlite3_column_type (self->handle, i);

      /* To ask this of a number would make it a text. */
      if (type == SQLITE_TEXT || type == SQLITE_BLOB)
        size += sqlite3_column_bytes (self->handle, i);
    }
  return size;
}

static JsonNode *
dup_value (RelStatement *self, int column)
{
  JsonNode *node = json_node_alloc ();

  switch (sqlite3_column_type (self->handle, column))
    {
    case SQLITE_INTEGER:
      return json_node_init_int (node, sqlite3_column_int64 (self->handle, column));
    case SQLITE_FLOAT:
      return json_node_init_double (node, sqlite3_column_double (self->handle, column));
    case SQLITE_NULL:
      return json_node_init_null (node);
    default:
      {
        g_autofree char *text = g_utf8_make_valid (rel_statement_get_string (self, column), -1);

        return json_node_init_string (node, text);
      }
    }
}

/**
 * rel_statement_dup_object:
 * @self: a statement that stands at a row
 * @first: the first column that is wanted, from 0
 *
 * Returns: (transfer full): the row, a member for each column
 */
JsonObject *
rel_statement_dup_object (RelStatement *self, int first)
{
  JsonObject *object = json_object_new ();

  for (int i = first; i < sqlite3_column_count (self->handle); i++)
    json_object_set_member (object, sqlite3_column_name (self->handle, i), dup_value (self, i));
  return object;
}
