/* plain-http.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second HTTP client of the tests: what the program says of a server is compared with
 * what this one sees. It shares nothing with the program's.
 */

#include "config.h"

#include "plain-http.h"

#include <libsoup/soup.h>
#include <string.h>

/* Sends `METHOD /path` and waits; any answer but a 2xx ends the test. Returns: (nullable):
 * the answer, %NULL if it is empty */
JsonNode *
plain_http_send (const char *url, const char *token, const char *request, JsonNode *body)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, "timeout", 60, NULL);
  g_auto (GStrv) parts = g_strsplit (request, " ", 2);
  g_autofree char *address = g_strconcat (url, parts[1], NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (parts[0], address);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  if (body != NULL)
    {
      char *text = json_to_string (body, FALSE);
      g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    g_error ("%s: %u %.*s", request, soup_message_get_status (message), (int) g_bytes_get_size (answer),
             (const char *) g_bytes_get_data (answer, NULL));
  if (g_bytes_get_size (answer) == 0)
    return NULL;

  {
    g_autofree char *text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
    JsonNode *node = json_from_string (text, &error);

    g_assert_no_error (error);
    return node;
  }
}

/* Returns: (transfer full): the `data` that a GET answers with */
JsonNode *
plain_http_get_data (const char *url, const char *token, const char *path)
{
  g_autofree char *request = g_strconcat ("GET ", path, NULL);
  g_autoptr (JsonNode) answer = plain_http_send (url, token, request, NULL);

  g_assert_nonnull (answer);
  return json_node_ref (json_object_get_member (json_node_get_object (answer), "data"));
}
