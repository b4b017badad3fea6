/* rel-db-changes.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-db-changes.h"

/**
 * RelDbChanges:
 *
 * What was changed in a database since somebody asked, so that only this has to be read
 * again.
 *
 * A transaction that is taken back changes everything in it once more: what was asked for
 * in between has been read as it no longer is.
 */
struct _RelDbChanges
{
  GHashTable *pending; /* (element-type RelDbChange) (owned): what nobody has asked for yet */
  GPtrArray *log;      /* (element-type RelDbChange) (owned): all of the transaction, in its order */
  GArray *starts;      /* (element-type guint) (owned): for each transaction within another, its start in @log */
};

static guint
hash_change (gconstpointer data)
{
  const RelDbChange *change = data;

  return g_str_hash (change->table) ^ g_int64_hash (&change->row);
}

static gboolean
changes_are_equal (gconstpointer a, gconstpointer b)
{
  const RelDbChange *first = a;
  const RelDbChange *second = b;

  return first->row == second->row && g_str_equal (first->table, second->table);
}

static void
change_clear (gpointer data)
{
  g_free (((RelDbChange *) data)->table);
}

static void
change_unref (gpointer data)
{
  g_rc_box_release_full (data, change_clear);
}

/**
 * rel_db_changes_new:
 *
 * Returns: (transfer full): no changes, and no transaction
 */
RelDbChanges *
rel_db_changes_new (void)
{
  RelDbChanges *self = g_new0 (RelDbChanges, 1);

  self->pending = g_hash_table_new_full (hash_change, changes_are_equal, change_unref, NULL);
  self->log = g_ptr_array_new_with_free_func (change_unref);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/**
 * rel_db_changes_free:
 * @self: (transfer full): changes
 */
void
rel_db_changes_free (RelDbChanges *self)
{
  g_hash_table_unref (self->pending);
  g_ptr_array_unref (self->log);
  g_array_unref (self->starts);
  g_free (self);
}

/**
 * rel_db_changes_add:
 * @self: changes
 * @table: name of a table
 * @row: number of a row of it; 0 for the table itself
 *
 * Notes a change.
 */
void
rel_db_changes_add (RelDbChanges *self, const char *table, gint64 row)
{
  RelDbChange *change = g_rc_box_new (RelDbChange);

  change->table = g_strdup (table);
  change->row = row;
  if (self->starts->len > 0)
    g_ptr_array_add (self->log, g_rc_box_acquire (change));
  g_hash_table_add (self->pending, change);
}

/**
 * rel_db_changes_begin:
 * @self: changes
 *
 * A transaction begins, within another or not.
 */
void
rel_db_changes_begin (RelDbChanges *self)
{
  g_array_append_val (self->starts, self->log->len);
}

/**
 * rel_db_changes_commit:
 * @self: changes
 *
 * The innermost transaction ends well.
 */
void
rel_db_changes_commit (RelDbChanges *self)
{
  g_assert (self->starts->len > 0);

  g_array_set_size (self->starts, self->starts->len - 1);
  if (self->starts->len == 0)
    g_ptr_array_set_size (self->log, 0);
}

/**
 * rel_db_changes_rollback:
 * @self: changes
 *
 * The innermost transaction is taken back.
 */
void
rel_db_changes_rollback (RelDbChanges *self)
{
  guint start;

  g_assert (self->starts->len > 0);

  start = g_array_index (self->starts, guint, self->starts->len - 1);
  for (guint i = start; i < self->log->len; i++)
    g_hash_table_add (self->pending, g_rc_box_acquire (g_ptr_array_index (self->log, i)));
  g_ptr_array_set_size (self->log, start);
  g_array_set_size (self->starts, self->starts->len - 1);
}

/**
 * rel_db_changes_take:
 * @self: changes
 *
 * Returns: (transfer full) (element-type RelDbChange): what was changed since the last time, each thing once
 */
GPtrArray *
rel_db_changes_take (RelDbChanges *self)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (change_unref);
  GHashTableIter iter;
  gpointer change;

  g_hash_table_iter_init (&iter, self->pending);
  while (g_hash_table_iter_next (&iter, &change, NULL))
    g_ptr_array_add (taken, g_rc_box_acquire (change));
  g_hash_table_remove_all (self->pending);
  return taken;
}
