/* rel-otp.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One-time passwords of the second factor: six digits made from a secret and the time
 * (RFC 6238), as authenticator apps make them.
 */

#include "config.h"

#include "rel-otp.h"

#include <string.h>

#include "rel-access.h"

#define STEP_S    30
#define SHA1_SIZE 20

/* Five bits each (RFC 4648). What is no such letter is passed over. */
static GByteArray *
decode_base32 (const char *text)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  GByteArray *bytes = g_byte_array_new ();
  guint32 bits = 0;
  guint n_bits = 0;

  for (; *text != '\0'; text++)
    {
      const char *letter = strchr (letters, g_ascii_toupper (*text));

      if (letter == NULL)
        continue;
      bits = bits << 5 | (guint32) (letter - letters);
      n_bits += 5;
      if (n_bits >= 8)
        {
          guint8 byte = bits >> (n_bits - 8) & 0xff;

          g_byte_array_append (bytes, &byte, 1);
          n_bits -= 8;
        }
    }
  return bytes;
}

static char *
make_code (GByteArray *key, gint64 time_s)
{
  guint64 counter = GUINT64_TO_BE ((guint64) (time_s / STEP_S));
  guint8 digest[SHA1_SIZE];
  gsize size = sizeof digest;
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA1, key->data, key->len);
  guint offset;
  guint32 number;

  g_hmac_update (hmac, (const guchar *) &counter, sizeof counter);
  g_hmac_get_digest (hmac, digest, &size);
  offset = digest[SHA1_SIZE - 1] & 0xf;
  number = (guint32) (digest[offset] & 0x7f) << 24 | (guint32) digest[offset + 1] << 16 |
           (guint32) digest[offset + 2] << 8 | digest[offset + 3];
  return g_strdup_printf ("%06u", number % 1000000);
}

/**
 * rel_otp_check:
 * @secret: what the server and the app share, in base 32
 * @code: six digits
 * @time_s: now, in seconds since 1970
 *
 * Returns: whether the digits are those of the present half minute
 */
gboolean
rel_otp_check (const char *secret, const char *code, gint64 time_s)
{
  g_autoptr (GByteArray) key = decode_base32 (secret);
  g_autofree char *right = key->len > 0 ? make_code (key, time_s) : NULL;

  return right != NULL && rel_access_equals (right, code);
}
