/* rel-network.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses, and the networks that a policy of Directus may be limited to: an address
 * (10.0.0.1), a prefix (10.0.0.0/8) or a range (10.0.0.1-10.0.0.9), of either kind of address.
 */

#include "config.h"

#include "rel-network.h"

#include <string.h>

#include <gio/gio.h>

/* One client may have as many addresses of IPv6 as it likes, which have these bytes in common. */
#define CLIENT_BYTES 8

/* An IPv4 address is the same when it is written as one of IPv6. */
static GInetAddress *
parse (const char *text)
{
  static const char mapped[] = "::ffff:";

  return g_inet_address_new_from_string (
    g_str_has_prefix (text, mapped) && strchr (text, '.') != NULL ? text + strlen (mapped) : text);
}

static gboolean
are_comparable (GInetAddress *a, GInetAddress *b)
{
  return a != NULL && b != NULL && g_inet_address_get_family (a) == g_inet_address_get_family (b);
}

static int
compare (GInetAddress *a, GInetAddress *b)
{
  return memcmp (g_inet_address_to_bytes (a), g_inet_address_to_bytes (b), g_inet_address_get_native_size (a));
}

static gboolean
has_prefix (const char *start, const char *length, GInetAddress *address)
{
  g_autoptr (GInetAddress) first = parse (start);
  const guint8 *a, *b;
  guint64 n_bits;

  if (!are_comparable (first, address) ||
      !g_ascii_string_to_unsigned (length, 10, 0, 8 * g_inet_address_get_native_size (first), &n_bits, NULL))
    return FALSE;

  a = g_inet_address_to_bytes (first);
  b = g_inet_address_to_bytes (address);
  return memcmp (a, b, n_bits / 8) == 0 &&
         (n_bits % 8 == 0 || (a[n_bits / 8] ^ b[n_bits / 8]) >> (8 - n_bits % 8) == 0);
}

static gboolean
is_between (const char *first, const char *last, GInetAddress *address)
{
  g_autoptr (GInetAddress) from = parse (first);
  g_autoptr (GInetAddress) to = parse (last);

  return are_comparable (from, address) && are_comparable (to, address) && compare (from, address) <= 0 &&
         compare (address, to) <= 0;
}

/**
 * rel_network_has:
 * @network: an address, a prefix or a range
 * @address: an address
 *
 * Returns: whether @address belongs to @network; nothing belongs to what is no network
 */
gboolean
rel_network_has (const char *network, const char *address)
{
  g_autoptr (GInetAddress) parsed = parse (address);
  g_auto (GStrv) parts = g_strsplit_set (network, "/-", 2);
  g_autoptr (GInetAddress) only = NULL;

  if (parsed == NULL || parts[0] == NULL)
    return FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  if (parts[1] != NULL)
    return strchr (network, '/') != NULL ? has_prefix (parts[0], parts[1], parsed)
                                         : is_between (parts[0], parts[1], parsed);
  only = parse (parts[0]);
  return are_comparable (only, parsed) && compare (only, parsed) == 0;
}

/**
 * rel_network_is_loopback:
 * @address: an address
 *
 * Returns: whether it is one that only this computer has
 */
gboolean
rel_network_is_loopback (const char *address)
{
  g_autoptr (GInetAddress) parsed = parse (address);

  return parsed != NULL && g_inet_address_get_is_loopback (parsed);
}

/**
 * rel_network_dup_client:
 * @address: an address
 *
 * Returns: (transfer full): what it has in common with the other addresses of whoever has it
 */
char *
rel_network_dup_client (const char *address)
{
  g_autoptr (GInetAddress) parsed = parse (address);
  guint8 bytes[16] = { 0 };
  g_autoptr (GInetAddress) common = NULL;

  if (parsed == NULL || g_inet_address_get_family (parsed) == G_SOCKET_FAMILY_IPV4)
    return parsed != NULL ? g_inet_address_to_string (parsed) : g_strdup (address);

  memcpy (bytes, g_inet_address_to_bytes (parsed), CLIENT_BYTES);
  common = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (common);
}
