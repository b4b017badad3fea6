/* test-count.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many items there are: what is asked, and what answers are taken for a number.
 */

#include "config.h"

#include "faulty-server.h"
#include "rel-client.h"
#include "rel-error.h"
#include "waiting.h"

static gint64
count (FaultyServer *server, RelApiKind kind, const char *collection, const char *field, GError **error)
{
  g_autoptr (RelClient) client = rel_client_new (faulty_server_get_url (server), kind, "token", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rel_client_count_items_async (client, collection, field, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_client_count_items_finish (client, result, error);
}

static void
assert_counted (RelApiKind kind, const char *collection, const char *request, const char *body, gint64 expected)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GError) error = NULL;
  gint64 n_items;

  faulty_server_answer (server, request, 200, body);
  n_items = count (server, kind, collection, "author", &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_items, ==, expected);
}

static void
test_rest (void)
{
  assert_counted (REL_API_REST, "articles", "GET /items/articles?aggregate%5Bcount%5D=author",
                  "{\"data\":[{\"count\":{\"author\":3}}]}", 3);
  /* PostgreSQL counts in text. */
  assert_counted (REL_API_REST, "directus_users", "GET /users?aggregate%5Bcount%5D=author",
                  "{\"data\":[{\"count\":{\"author\":\"12\"}}]}", 12);
  assert_counted (REL_API_REST, "a b", "GET /items/a%20b?aggregate%5Bcount%5D=author",
                  "{\"data\":[{\"count\":{\"author\":0}}]}", 0);
}

static void
test_graphql (void)
{
  assert_counted (REL_API_GRAPHQL, "articles", "POST /graphql",
                  "{\"data\":{\"articles_aggregated\":[{\"count\":{\"author\":3}}]}}", 3);
  assert_counted (REL_API_GRAPHQL, "directus_users", "POST /graphql/system",
                  "{\"data\":{\"users_aggregated\":[{\"count\":{\"author\":3}}]}}", 3);
}

/* Nothing is sent that would be another query. */
static void
test_names (void)
{
  static const char *const names[] = { "a b", "a{b", "1a", "é" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (count (server, REL_API_GRAPHQL, names[i], "author", &error), ==, -1);
      g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
      g_clear_error (&error);
      g_assert_cmpint (count (server, REL_API_GRAPHQL, "articles", names[i], &error), ==, -1);
      g_assert_error (error, REL_ERROR, REL_ERROR_READ_ONLY);
      g_assert_cmpuint (faulty_server_count_all (server), ==, 0);
    }
}

static void
test_fails (void)
{
  static const struct
  {
    RelApiKind kind;
    guint status;
    const char *body;
    RelError code;
  } cases[] = {
    { REL_API_REST, 200, "{\"data\":[]}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_REST, 200, "{\"data\":[{\"count\":3}]}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_REST, 200, "{\"data\":[{\"count\":{\"author\":\"many\"}}]}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_REST, 200, "{\"data\":[{\"count\":{\"author\":-1}}]}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_REST, 200, "{\"data\":{\"count\":{\"author\":3}}}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_REST, 403, "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}",
      REL_ERROR_FORBIDDEN },
    { REL_API_GRAPHQL, 200, "{\"data\":{\"articles_aggregated\":null}}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_GRAPHQL, 200, "{\"data\":null}", REL_ERROR_NOT_DIRECTUS },
    { REL_API_GRAPHQL, 200,
      "{\"data\":null,\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"FORBIDDEN\"}}]}",
      REL_ERROR_FORBIDDEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultyServer) server = faulty_server_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].body);
      faulty_server_answer (server,
                            cases[i].kind == REL_API_REST ? "GET /items/articles?aggregate%5Bcount%5D=author"
                                                          : "POST /graphql",
                            cases[i].status, cases[i].body);
      g_assert_cmpint (count (server, cases[i].kind, "articles", "author", &error), ==, -1);
      g_assert_error (error, REL_ERROR, (int) cases[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/count/rest", test_rest);
  g_test_add_func ("/client/count/graphql", test_graphql);
  g_test_add_func ("/client/count/names", test_names);
  g_test_add_func ("/client/count/fails", test_fails);

  return g_test_run ();
}
