/* big-answers.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "big-answers.h"

#include <string.h>

#include "big-lists.h"
#include "rel-json.h"

/* Cuts the three lists out of one object. */
static GBytes *
list_body_new (JsonObject *lists, const char *name)
{
  g_autofree char *text = rel_json_dup_text (json_object_get_member (lists, name), FALSE);
  char *body = g_strdup_printf ("{\"data\":%s}", text);

  return g_bytes_new_take (body, strlen (body));
}

/* Returns: how many bytes the lists are */
gsize
big_answers_add (FaultyServer *server)
{
  static const char *const names[] = { "collections", "fields", "relations" };
  g_autoptr (GBytes) bytes = big_lists_new ();
  g_autoptr (JsonNode) lists = rel_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  gsize length_bytes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *request = g_strconcat ("GET /", names[i], NULL);
      g_autoptr (GBytes) body = list_body_new (json_node_get_object (lists), names[i]);
      FaultyAnswer *answer = faulty_server_answer (server, request, 200, "");

      faulty_answer_set_body (answer, body);
      faulty_answer_keep (answer);
      length_bytes += g_bytes_get_size (body);
    }
  return length_bytes;
}
