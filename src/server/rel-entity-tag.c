/* rel-entity-tag.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tag by which a client asks whether an answer is still the one that it has.
 */

#include "config.h"

#include "rel-entity-tag.h"

#include <string.h>

#define HASH_CHARACTERS 27

/**
 * rel_entity_tag_new:
 * @text: an answer
 *
 * Returns: (transfer full): its tag, in the form that Directus gives it: length and SHA-1
 */
char *
rel_entity_tag_new (GBytes *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *base64 = NULL;
  guint8 digest[20];
  gsize digest_length = sizeof digest;
  gsize length;
  const guchar *data = g_bytes_get_data (text, &length);

  g_checksum_update (checksum, data, length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  base64 = g_base64_encode (digest, digest_length);
  base64[HASH_CHARACTERS] = '\0';
  return g_strdup_printf ("W/\"%" G_GSIZE_MODIFIER "x-%s\"", length, base64);
}

/* What follows `W/`: whether a tag is weak says nothing about a GET. */
static const char *
skip_weak (const char *tag)
{
  return g_str_has_prefix (tag, "W/") ? tag + 2 : tag;
}

/**
 * rel_entity_tag_is_among:
 * @tag: a tag
 * @header: (nullable): the header `If-None-Match`
 *
 * Returns: whether the client has the answer that @tag belongs to
 */
gboolean
rel_entity_tag_is_among (const char *tag, const char *header)
{
  g_auto (GStrv) tags = g_strsplit (header != NULL ? header : "", ",", -1);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      const char *given = g_strstrip (tags[i]);

      if (strcmp (given, "*") == 0 || strcmp (skip_weak (given), skip_weak (tag)) == 0)
        return TRUE;
    }
  return FALSE;
}
