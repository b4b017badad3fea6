/* rel-access.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-access.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define TOKEN_BYTES 32

/**
 * rel_access_new_token:
 *
 * Returns: (transfer full): 256 random bits of the system, in hexadecimal digits
 */
char *
rel_access_new_token (void)
{
  guchar bytes[TOKEN_BYTES];
  GString *token = g_string_sized_new (2 * TOKEN_BYTES);
  gssize length;

  /* Up to 256 bytes come all at once, as soon as the system has enough of them. */
  do
    length = getrandom (bytes, sizeof bytes, 0);
  while (length < 0 && errno == EINTR);
  g_assert (length == (gssize) sizeof bytes);

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    g_string_append_printf (token, "%02x", bytes[i]);
  return g_string_free (token, FALSE);
}

/* Hashes first, so that neither the time nor the length tells how much of a guess is right. */
static gboolean
tokens_equal (const char *token, const char *guess)
{
  g_autofree char *a = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  g_autofree char *b = g_compute_checksum_for_string (G_CHECKSUM_SHA256, guess, -1);
  volatile guchar difference = 0;

  for (gsize i = 0; a[i] != '\0'; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

/**
 * rel_access_check:
 * @token: the token of the server
 * @header: (nullable): the header `Authorization`; one that is not a bearer's is none
 * @query: (nullable): the parameter `access_token`
 *
 * Returns: who makes the request
 */
RelAccess
rel_access_check (const char *token, const char *header, const char *query)
{
  const char *bearer = NULL;

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) == 0)
    bearer = header + strlen ("Bearer ");

  if (bearer != NULL && query != NULL)
    return REL_ACCESS_TWICE;
  if (bearer == NULL)
    bearer = query;
  if (bearer == NULL)
    return REL_ACCESS_NOBODY;
  return tokens_equal (token, bearer) ? REL_ACCESS_ADMIN : REL_ACCESS_WRONG;
}
