/* rel-cli-serve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-error.h"
#include "rel-local.h"

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
print_line (const char *line)
{
  g_printerr ("%s\n", line);
}

/* On stderr, since programs read what is on stdout. */
static void
warn_of_others (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  /* What is no address is refused later. */
  if (address != NULL && !g_inet_address_get_is_loopback (address))
    g_printerr (_ ("Warning: other computers reach %s. Nothing that is sent is encrypted, the token neither: who "
                   "can listen to the network can change the project.\n"),
                host);
}

/* Reads a limit such as 50/1: two numbers that are not 0. */
static gboolean
parse_limit (const char *text, RelLocalSettings *settings, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  guint64 points = 0, seconds = 0;

  if (g_strv_length (parts) < 2 || !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXINT, &points, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, 24 * 60 * 60, &seconds, NULL))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is not a number of requests and seconds, such as 50/1"), text);
      return FALSE;
    }
  settings->limit_points = points;
  settings->limit_s = seconds;
  return TRUE;
}

static RelLocal *
start (RelCli *cli, GError **error)
{
  const char *name = cli->n_arguments > 0 ? cli->arguments[0] : "sample";
  g_autoptr (RelTarget) target = rel_cli_get_target (name, error);
  g_autoptr (GError) token_error = NULL;
  g_autoptr (RelSecret) token = NULL;
  RelLocalSettings settings = { .host = cli->host, .port = cli->port };

  if (target == NULL)
    return NULL;
  token = rel_cli_dup_token (cli, &token_error);
  if (token_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&token_error));
      return NULL;
    }
  settings.token = token;
  if ((cli->rate_limit != NULL && !parse_limit (cli->rate_limit, &settings, error)) ||
      !rel_local_prepare (target, error))
    return NULL;
  rel_local_log_requests (print_line);
  return rel_local_start (target, &settings, error);
}

/**
 * rel_cli_serve:
 * @cli: a call of the program: [FILE|sample], with --host, --port, --token-file and --rate-limit
 *
 * Serves a local project until it is told to stop (SIGINT, SIGTERM). Prints where, and the
 * token that it asks for; then a line for each request on the standard error output.
 *
 * Returns: the exit status
 */
int
rel_cli_serve (RelCli *cli)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GError *error = NULL;
  g_autoptr (RelLocal) local = NULL;
  g_autofree char *text = NULL;

  /* From the first line on it can be told to stop. */
  g_unix_signal_add (SIGINT, stop_cb, loop);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  if (cli->host != NULL)
    warn_of_others (cli->host);
  local = start (cli, &error);
  if (local == NULL)
    return rel_cli_fail (error);

  text = g_strdup_printf ("url=%s\ntoken=%s\n", rel_local_get_url (local), rel_local_get_token (local));
  if (rel_cli_print (cli, text, strlen (text)) != REL_CLI_DONE)
    return REL_CLI_ERROR;

  g_main_loop_run (loop);
  return REL_CLI_DONE;
}
