/* rel-write.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How everything is written: checked, done in one transaction, and kept only if all of it
 * could be done. A write that runs others has them in its own transaction.
 */

#include "config.h"

#include "rel-write.h"

static RelReply *
check_now (RelProject *project, RelWriteCheck check, gpointer data)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);

  if (schema != NULL && check == NULL)
    return NULL;
  return schema != NULL ? check (schema, data) : rel_reply_new_error (error);
}

/**
 * rel_write_run:
 * @project: the project that is served
 * @check: (nullable): checks the write; %NULL if its parts are checked one by one
 * @run: does it
 * @data: what is to be written
 *
 * Does a write. It is checked before, so that a refused one touches no file, and again when
 * nobody else can change the schema any more; the schema that @check gets then holds until
 * @run asks for it anew.
 *
 * Returns: (transfer full) (nullable): what stands against it; %NULL if it is done
 */
RelReply *
rel_write_run (RelProject *project, RelWriteCheck check, RelWriteRun run, gpointer data)
{
  RelDb *db = rel_project_get_db (project);
  g_autoptr (GError) error = NULL;
  RelReply *reply = check_now (project, check, data);

  if (reply != NULL)
    return reply;
  if (!rel_db_begin (db, &error))
    return rel_reply_new_error (error);

  reply = check_now (project, check, data);
  if (reply == NULL)
    reply = run (project, data, &error);
  if (reply != NULL || error != NULL)
    {
      rel_db_rollback (db);
      return reply != NULL ? reply : rel_reply_new_error (error);
    }
  return rel_db_commit (db, &error) ? NULL : rel_reply_new_error (error);
}
