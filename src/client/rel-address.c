/* rel-address.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address of a server, as people type it and paste it from the browser.
 */

#include "config.h"

#include "rel-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

/* The Data Studio lives under /admin of the server; what follows is one of its pages. */
static char *
dup_base_path (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  GString *base = g_string_new (NULL);

  for (guint i = 0; segments[i] != NULL && strcmp (segments[i], "admin") != 0; i++)
    {
      if (*segments[i] != '\0')
        g_string_append_printf (base, "/%s", segments[i]);
    }
  return g_string_free (base, FALSE);
}

static gboolean
is_loopback_authority (const char *text)
{
  g_autofree char *uri = g_strdup_printf ("http://%s", text);
  g_autofree char *host = NULL;

  return g_uri_split_network (uri, G_URI_FLAGS_NONE, NULL, &host, NULL, NULL) && rel_address_is_loopback (host);
}

static gboolean
check_parts (GUri *uri, const char *text, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” begins with %s://, but the address of a Directus server begins with https:// or http://"),
                   text, scheme);
      return FALSE;
    }
  if (host == NULL || *host == '\0' || strpbrk (host, " \t\r\n") != NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” names no server"), text);
      return FALSE;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      /* The text holds a password, so it is not repeated. */
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("Leave name and password out of the address: Relations signs in with a token"));
      return FALSE;
    }
  return TRUE;
}

/**
 * rel_address_normalize:
 * @text: what a person typed or pasted
 * @error: (out) (optional): where to put a failure
 *
 * Makes the address that paths of the API are appended to.
 *
 * Spaces around it, slashes at its end, a query and the page of the Data Studio
 * (`/admin/…`) go; the path of a server that does not live at the root stays. Without
 * `http://` or `https://` it is taken as https, on this machine as http.
 *
 * Errors: `REL_ERROR_INVALID` if it is no address of the web.
 *
 * Returns: (transfer full) (nullable): the address without a slash at its end, or %NULL on
 *   error
 */
char *
rel_address_normalize (const char *text, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *full = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GUri) base = NULL;
  gboolean is_default_port;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("The address of a Directus server is missing, as https://cms.example.com"));
      return NULL;
    }

  if (strstr (stripped, "://") != NULL)
    full = g_strdup (stripped);
  else
    full = g_strdup_printf ("%s://%s", is_loopback_authority (stripped) ? "http" : "https", stripped);

  uri = g_uri_parse (full, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is not the address of a server, as https://cms.example.com is"), stripped);
      return NULL;
    }
  if (!check_parts (uri, stripped, error))
    return NULL;

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  path = dup_base_path (g_uri_get_path (uri));
  is_default_port = g_uri_get_port (uri) == (strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80);
  base = g_uri_build (G_URI_FLAGS_ENCODED_PATH, g_uri_get_scheme (uri), NULL, host,
                      is_default_port ? -1 : g_uri_get_port (uri), path, NULL, NULL);
  return g_uri_to_string (base);
}

/**
 * rel_address_is_loopback:
 * @host: a host, as in an address
 *
 * Returns: whether it is this machine
 */
gboolean
rel_address_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

/**
 * rel_address_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: whether scheme, host and port are the same, so that a secret for one may go to
 *   the other
 */
gboolean
rel_address_same_origin (GUri *a, GUri *b)
{
  return g_ascii_strcasecmp (g_uri_get_scheme (a), g_uri_get_scheme (b)) == 0 &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 && g_uri_get_port (a) == g_uri_get_port (b);
}
