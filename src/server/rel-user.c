/* rel-user.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of `directus_users`. A database without that table has no users.
 */

#include "config.h"

#include "rel-user.h"

#include "rel-access.h"
#include "rel-json.h"
#include "rel-permissions.h"

/**
 * rel_user_read:
 * @db: a database
 * @id: id of a user
 *
 * Returns: (transfer full) (nullable): the row, if there is one
 */
JsonObject *
rel_user_read (RelDb *db, const char *id)
{
  return rel_db_read_object (db, "SELECT * FROM directus_users WHERE id = ?", id);
}

/**
 * rel_user_read_by_email:
 * @db: a database
 * @email: an address, in whatever case
 *
 * Returns: (transfer full) (nullable): the row, if there is one
 */
JsonObject *
rel_user_read_by_email (RelDb *db, const char *email)
{
  g_autofree char *small = g_utf8_strdown (email, -1);

  return rel_db_read_object (db, "SELECT * FROM directus_users WHERE lower (email) = ?", small);
}

/* Whether a user may do everything from some place. */
static gboolean
is_administrator (RelDb *db, const char *id)
{
  g_autoptr (RelPermissions) permissions = rel_permissions_read (db, id, NULL);

  return rel_permissions_has_everything (permissions);
}

/**
 * rel_user_read_administrator:
 * @db: a database
 *
 * Finds whom the server's own token stands for.
 *
 * Returns: (transfer full) (nullable): the row of the first administrator, if there is one
 */
JsonObject *
rel_user_read_administrator (RelDb *db)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, "SELECT * FROM directus_users ORDER BY rowid", NULL);

  while (statement != NULL && rel_statement_step (statement, NULL))
    {
      g_autoptr (JsonObject) user = rel_statement_dup_object (statement, 0);

      const char *id = rel_json_get_string (user, "id");

      if (id != NULL && is_administrator (db, id))
        return g_steal_pointer (&user);
    }
  return NULL;
}

/**
 * rel_user_dup_id_by_token:
 * @db: a database
 * @token: a token that does not expire, as users may have one
 *
 * Returns: (transfer full) (nullable): id of the active user who has it, if there is one
 */
char *
rel_user_dup_id_by_token (RelDb *db, const char *token)
{
  g_autoptr (RelStatement) statement =
    rel_db_prepare (db, "SELECT id, token FROM directus_users WHERE token IS NOT NULL AND status = 'active'", NULL);
  g_autofree char *id = NULL;

  /* To the end, so that the time does not tell whose it is. */
  while (statement != NULL && rel_statement_step (statement, NULL))
    {
      if (rel_access_equals (rel_statement_get_string (statement, 1), token) && id == NULL)
        id = g_strdup (rel_statement_get_string (statement, 0));
    }
  return g_steal_pointer (&id);
}
