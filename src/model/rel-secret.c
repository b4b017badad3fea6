/* rel-secret.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that must not stay in memory when it is not needed any more.
 */

#include "config.h"

#include "rel-secret.h"

#include <string.h>

/**
 * rel_secret_free:
 * @secret: (transfer full) (nullable): a secret, as g_strdup() makes it
 *
 * Overwrites a secret, and frees it.
 */
void
rel_secret_free (gpointer secret)
{
  if (secret == NULL)
    return;
  /* What memset() would do, a compiler may leave out. */
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * rel_secret_replace:
 * @place: (inout): where a secret is kept
 * @secret: (nullable): the one to keep from now on
 *
 * Keeps a copy of another secret; the old one is wiped.
 */
void
rel_secret_replace (char **place, const char *secret)
{
  char *copy = g_strdup (secret);

  rel_secret_free (*place);
  *place = copy;
}
