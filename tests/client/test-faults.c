/* test-faults.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thing that can go wrong with each operation, over REST and over GraphQL: what is said, how often it was sent,
 * that the next request is answered, that nothing is left behind, and that the log has no secret.
 */

#include "config.h"

#include <string.h>

#include "fault-kinds.h"
#include "operations.h"
#include "rel-error.h"
#include "sending.h"

/* One kind, as a test of its own. */
typedef struct
{
  const FaultKind *kind;
  FaultyServer *elsewhere;
} Case;

/* Everything that was logged; written by all threads. */
static GMutex log_lock;
static GString *log_text;

static guint n_cases;

/* Some time for a server that says nothing, since then time is what is waited for. */
static double
get_silence (const FaultKind *kind)
{
  return kind->fault == FAULT_HANG ? 0.001 : 1;
}

static gboolean
is_redirect (const FaultKind *kind)
{
  return kind->header != NULL && strcmp (kind->header, "Location") == 0;
}

/* What is sent with a body is not sent elsewhere. */
static gboolean
goes_along (const FaultKind *kind, const Operation *operation)
{
  return !is_redirect (kind) || !g_str_has_prefix (operation->request, "POST ");
}

/* Whether the operation goes on without this request: what may not be seen is not known, a
 * server that refuses a question needs no answer, and one that fails to forget its caches may
 * have none. */
static gboolean
can_do_without (const FaultKind *kind, const Operation *operation)
{
  int code = operation->is_read ? kind->read : kind->write;

  if (code == FINE || code == REL_ERROR_FORBIDDEN)
    return TRUE;
  if (!operation->is_graphql)
    return FALSE;
  if (operation->is_read)
    return code == REL_ERROR_REFUSED && fault_kind_has_code (kind);
  return code == REL_ERROR_REFUSED || code == REL_ERROR_SERVER;
}

/* Whether what a read is given is what it asks for. */
static gboolean
is_readable (const FaultKind *kind, const Operation *operation)
{
  if (operation->is_maybe)
    return !kind->is_list;
  return kind->is_list && !operation->is_one && !(operation->is_graphql && kind->raw != NULL);
}

static int
get_wanted (const FaultKind *kind, const Operation *operation)
{
  if (!goes_along (kind, operation))
    return REL_ERROR_NOT_DIRECTUS;
  if (operation->is_dispensable && can_do_without (kind, operation))
    return FINE;
  if (operation->is_client && operation->is_read && kind->read == FINE && !is_readable (kind, operation))
    return REL_ERROR_NOT_DIRECTUS;
  /* The server says yes to the change, but has it not when it is read back. */
  if (operation->is_client && !operation->is_read && kind->write == FINE)
    return REL_ERROR_NOT_DONE;
  return operation->is_read ? kind->read : kind->write;
}

static void
assert_count (FaultyServer *server, const FaultKind *kind, const Operation *operation)
{
  gboolean is_repeated = operation->is_read && kind->n_reads > 0 && goes_along (kind, operation);
  guint wanted = is_repeated ? kind->n_reads : 1;
  guint count = faulty_server_count (server, operation->request);

  /* libsoup repeats a read by itself if a connection that it kept turns out to be dead. */
  if (operation->is_later && operation->is_read && kind->moment == MOMENT_BEFORE_HEADERS)
    wanted++;
  /* Who is not waited for may never have been heard. */
  if (kind->fault == FAULT_HANG)
    g_assert_cmpuint (count, <=, wanted);
  else
    g_assert_cmpuint (count, ==, wanted);
}

static void
run_case (const FaultKind *kind, const Operation *operation)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (GError) error = NULL;
  Run run = {
    .server = server, .url = faulty_server_get_url (server), .silence = get_silence (kind), .is_asked_again = TRUE
  };
  int wanted = get_wanted (kind, operation);

  fault_kind_answer (kind, server, operation->request);
  faulty_answer_keep (faulty_server_answer (server, "GET /moved", 200, "{\"data\":[]}"));
  faulty_answer_keep (faulty_server_answer (server, "GET /next", 200, "{\"data\":[]}"));
  operation->run (operation->request, &run, &error);

  g_test_message ("%s, %s: %s", kind->name, operation->name, error != NULL ? error->message : "no error");
  if (wanted == FINE)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, REL_ERROR, wanted);
      g_assert_null (strstr (error->message, TOKEN));
    }
  assert_count (server, kind, operation);
  n_cases++;
}

static void
test_kind (gconstpointer data)
{
  const Case *fault = data;

  for (guint i = 0; i < N_OPERATIONS; i++)
    run_case (fault->kind, &operations[i]);
  g_assert_cmpuint (faulty_server_count_all (fault->elsewhere), ==, 0);
}

static void
test_tried_all (gconstpointer data)
{
  const GPtrArray *kinds = data;

  g_test_message ("%u cases: %u kinds of failure, %u operations", n_cases, kinds->len, N_OPERATIONS);
  g_assert_cmpuint (n_cases, ==, kinds->len * N_OPERATIONS);
}

static void
test_logged_no_secret (void)
{
  g_mutex_lock (&log_lock);
  g_assert_nonnull (strstr (log_text->str, "relations-client: GET /relations: status 200, 11 bytes, "));
  g_assert_nonnull (strstr (log_text->str, "relations-client: PATCH /relations/articles/author: status 0, 0 bytes, "));
  g_assert_null (strstr (log_text->str, TOKEN));
  g_assert_null (strstr (log_text->str, "Bearer"));
  g_assert_null (strstr (log_text->str, "Because"));
  g_mutex_unlock (&log_lock);
}

static void
keep_log (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  g_mutex_lock (&log_lock);
  g_string_append_printf (log_text, "%s: %s\n", domain, message);
  g_mutex_unlock (&log_lock);
  if ((level & G_LOG_LEVEL_DEBUG) == 0)
    g_log_default_handler (domain, level, message, user_data);
}

int
main (int argc, char *argv[])
{
  g_autoptr (FaultyServer) elsewhere = faulty_server_new ();
  g_autoptr (GPtrArray) kinds = fault_kinds_new (faulty_server_get_url (elsewhere));
  g_autofree Case *cases = g_new (Case, kinds->len);
  int status;

  g_test_init (&argc, &argv, NULL);
  log_text = g_string_new (NULL);
  g_log_set_default_handler (keep_log, NULL);

  for (guint i = 0; i < kinds->len; i++)
    {
      g_autofree char *path = NULL;

      cases[i] = (Case){ g_ptr_array_index (kinds, i), elsewhere };
      path = g_strconcat ("/client/faults/", cases[i].kind->name, NULL);
      g_test_add_data_func (path, &cases[i], test_kind);
    }
  g_test_add_data_func ("/client/faults/tried-all", kinds, test_tried_all);
  g_test_add_func ("/client/faults/logged-no-secret", test_logged_no_secret);

  status = g_test_run ();
  g_string_free (log_text, TRUE);
  return status;
}
