/* rel-access.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Secrets: making them, and comparing them.
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

/**
 * rel_access_equals:
 * @secret: a token or a password
 * @guess: what somebody says it is
 *
 * Compares hashes, so that neither the time nor the length tells how much of a guess is right.
 *
 * Returns: whether the guess is right
 */
gboolean
rel_access_equals (const char *secret, const char *guess)
{
  g_autofree char *a = g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
  g_autofree char *b = g_compute_checksum_for_string (G_CHECKSUM_SHA256, guess, -1);
  volatile guchar difference = 0;

  for (gsize i = 0; a[i] != '\0'; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}
