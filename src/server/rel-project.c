/* rel-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-project.h"

#include "rel-error.h"

/* Others wait so long for whoever wants too many items. */
#define READING_MS 5000

/**
 * RelProject:
 *
 * The project that a server serves: a database, its schema as last read, and the texts of
 * long answers made from it. After a change through the database of the project only what
 * was changed is read again; after one of another program everything is.
 *
 * Use it from one thread.
 */
struct _RelProject
{
  RelDb *db;           /* (owned) */
  RelDbSchema *schema; /* (owned) (nullable) */
  guint64 version;     /* of the database when @schema was read */
  GHashTable *texts;   /* (element-type utf8 GBytes) (owned): answers by path */
  guint reading_ms;    /* how long items may be read for one answer */
};

/**
 * rel_project_open:
 * @file: a SQLite file
 * @error: (out) (optional): where to put a failure
 *
 * Opens a project, and reads its schema once so that a file which cannot be read is refused.
 *
 * Errors: those of [func@Db.open].
 *
 * Returns: (transfer full) (nullable): the project, or %NULL on error
 */
RelProject *
rel_project_open (GFile *file, GError **error)
{
  g_autoptr (RelProject) self = g_new0 (RelProject, 1);
  const char *path = g_file_peek_path (file);

  self->reading_ms = READING_MS;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  if (path == NULL)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, "A database must be a file of this computer");
      return NULL;
    }

  self->db = rel_db_open (path, error);
  if (self->db == NULL)
    return NULL;
  rel_db_watch (self->db, rel_db_rows_tables);
  if (rel_project_get_schema (self, error) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rel_project_free:
 * @self: (transfer full): a project
 */
void
rel_project_free (RelProject *self)
{
  g_clear_pointer (&self->schema, rel_db_schema_free);
  g_clear_pointer (&self->db, rel_db_free);
  g_hash_table_unref (self->texts);
  g_free (self);
}

/**
 * rel_project_get_db:
 * @self: a project
 *
 * Returns: (transfer none): its database
 */
RelDb *
rel_project_get_db (RelProject *self)
{
  return self->db;
}

/* With a new table of Directus there comes what Directus brings along for it. */
static gboolean
brings_system_rows (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RelDbChange *change = g_ptr_array_index (changes, i);

      if (change->row == 0 && g_str_has_prefix (change->table, "directus_"))
        return TRUE;
    }
  return FALSE;
}

static void
read_again (RelProject *self, guint64 version, GError **error)
{
  g_autoptr (GPtrArray) changes = rel_db_take_changes (self->db);

  if (self->schema != NULL && self->version == version && changes->len == 0)
    return;

  g_hash_table_remove_all (self->texts);
  if (self->schema == NULL || self->version != version || brings_system_rows (changes))
    {
      g_clear_pointer (&self->schema, rel_db_schema_free);
      self->schema = rel_db_schema_read (self->db, error);
      self->version = version;
    }
  else if (!rel_db_schema_update (self->schema, self->db, changes, error))
    g_clear_pointer (&self->schema, rel_db_schema_free);
}

/**
 * rel_project_get_schema:
 * @self: a project
 * @error: (out) (optional): where to put a failure
 *
 * Gets the schema as it is in the database now: in a transaction, with all that the
 * transaction has changed.
 *
 * Returns: (transfer none) (nullable): the schema, until the next call; %NULL on error
 */
RelDbSchema *
rel_project_get_schema (RelProject *self, GError **error)
{
  guint64 version;

  if (!rel_db_get_version (self->db, &version, error))
    return NULL;

  read_again (self, version, error);
  return self->schema;
}

/**
 * rel_project_set_reading_ms:
 * @self: a project
 * @reading_ms: how long items may be read for one answer
 *
 * Usually that is five seconds.
 */
void
rel_project_set_reading_ms (RelProject *self, guint reading_ms)
{
  self->reading_ms = reading_ms;
}

/**
 * rel_project_get_reading_ms:
 * @self: a project
 *
 * Returns: how long items may be read for one answer
 */
guint
rel_project_get_reading_ms (RelProject *self)
{
  return self->reading_ms;
}

/**
 * rel_project_get_text:
 * @self: a project
 * @path: path of a request
 *
 * Returns: (transfer none) (nullable): the answer that was kept for it, if the schema that
 *   [method@Project.get_schema] got last is the one it was made from
 */
GBytes *
rel_project_get_text (RelProject *self, const char *path)
{
  return g_hash_table_lookup (self->texts, path);
}

/**
 * rel_project_keep_text:
 * @self: a project
 * @path: path of a request
 * @text: the answer
 *
 * Keeps an answer until the schema changes.
 */
void
rel_project_keep_text (RelProject *self, const char *path, GBytes *text)
{
  g_hash_table_insert (self->texts, g_strdup (path), g_bytes_ref (text));
}
