/* rel-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who we are to a server: a static token, or nobody.
 */

#include "config.h"

#include "rel-auth.h"

#include <glib/gi18n-lib.h>

#include "rel-error.h"

/**
 * rel_auth_read_token:
 * @text: (nullable): a token, as typed or pasted or read from a file
 * @token: (out) (transfer full) (nullable): it without the spaces around it; %NULL for none
 * @error: (out) (optional): where to put a failure
 *
 * Errors: `REL_ERROR_INVALID` if it cannot stand in a header. The message does not repeat it.
 *
 * Returns: whether this is a token, or none
 */
gboolean
rel_auth_read_token (const char *text, char **token, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  *token = NULL;
  for (const char *c = stripped; *c != '\0'; c++)
    {
      if (!g_ascii_isgraph (*c))
        {
          g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                               _ ("The token has a space or another character that no token has"));
          return FALSE;
        }
    }
  if (*stripped != '\0')
    *token = g_steal_pointer (&stripped);
  return TRUE;
}
