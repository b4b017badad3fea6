/* rel-argon2.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-argon2.h"

#include <argon2.h>
#include <stdio.h>
#include <string.h>

/* Directus takes 64 MiB. Who could write a row of the database must not be able to take all
 * memory and time of the server. */
#define MAX_MEMORY_KIB (1024 * 1024)
#define MAX_TIMES      64
#define MAX_LANES      64

/**
 * rel_argon2_verify:
 * @encoded: what is kept of a password: `$argon2id$v=19$m=65536,t=3,p=4$salt$hash`
 * @password: what somebody says that it is
 *
 * Compares a password with what Directus keeps of it. This takes time and memory on purpose.
 *
 * Returns: whether it is the password; not if @encoded is something else
 */
gboolean
rel_argon2_verify (const char *encoded, const char *password)
{
  guint memory_kib, times, lanes;

  if (sscanf (encoded, "$argon2id$v=19$m=%u,t=%u,p=%u$", &memory_kib, &times, &lanes) != 3)
    return FALSE;
  if (memory_kib > MAX_MEMORY_KIB || times > MAX_TIMES || lanes > MAX_LANES)
    return FALSE;
  return argon2id_verify (encoded, password, strlen (password)) == ARGON2_OK;
}
