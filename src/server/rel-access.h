/* rel-access.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelAccess:
 * @REL_ACCESS_NOBODY: no token was given
 * @REL_ACCESS_ADMIN: the right one
 * @REL_ACCESS_WRONG: another one
 * @REL_ACCESS_TWICE: one in the header and one in the query
 *
 * Who makes a request.
 */
typedef enum
{
  REL_ACCESS_NOBODY,
  REL_ACCESS_ADMIN,
  REL_ACCESS_WRONG,
  REL_ACCESS_TWICE,
} RelAccess;

char *rel_access_new_token (void);
RelAccess rel_access_check (const char *token, const char *header, const char *query);

G_END_DECLS
