/* rel-cli-ask.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the person at the terminal: for a secret, which is not shown while it is typed, or for
 * a name.
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "rel-cli.h"

#define MAX_SECRET_BYTES 4096

static void
write_text (int terminal, const char *text)
{
  gssize written G_GNUC_UNUSED = write (terminal, text, strlen (text));
}

/* Returns: (nullable): a line without its end; %NULL if the person gave up */
static RelSecret *
read_line (int terminal)
{
  g_autoptr (RelSecret) line = g_malloc0 (MAX_SECRET_BYTES + 1);
  gsize length = 0;

  while (length < MAX_SECRET_BYTES)
    {
      gssize n_read = read (terminal, line + length, 1);

      if (n_read <= 0)
        return NULL;
      if (line[length] == '\n')
        break;
      length++;
    }
  line[length] = '\0';
  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/* The prompt comes when nothing is shown any more; what was typed before does not count. */
static RelSecret *
read_hidden (int terminal, const char *prompt)
{
  struct termios usual;
  struct termios hidden;
  RelSecret *secret;

  if (tcgetattr (terminal, &usual) != 0)
    return NULL;
  hidden = usual;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  hidden.c_lflag |= ECHONL | ICANON | ISIG;
  if (tcsetattr (terminal, TCSAFLUSH, &hidden) != 0)
    return NULL;
  write_text (terminal, prompt);
  secret = read_line (terminal);
  tcsetattr (terminal, TCSAFLUSH, &usual);
  return secret;
}

static char *
dup_prompt (RelQuestion *question)
{
  const char *email = rel_question_get_email (question);
  const char *where = rel_question_get_where (question);

  switch (rel_question_get_kind (question))
    {
    case REL_QUESTION_PASSWORD:
      /* Translators: an email address, and the address of a server. */
      return g_strdup_printf (_ ("Password of %s at %s: "), email != NULL ? email : "?", where);
    case REL_QUESTION_CODE:
      return g_strdup_printf (_ ("One-time code of %s at %s: "), email != NULL ? email : "?", where);
    case REL_QUESTION_TOKEN:
    default:
      return g_strdup_printf (_ ("Token for %s: "), where);
    }
}

/* Without a terminal, as in a script, there is nobody to ask. Returns: a file, or -1 */
static int
open_terminal (void)
{
  return isatty (STDIN_FILENO) ? g_open ("/dev/tty", O_RDWR | O_CLOEXEC, 0) : -1;
}

/**
 * rel_cli_ask_line:
 * @prompt: what is asked
 *
 * Asks at the terminal that the program was started from.
 *
 * Returns: (transfer full) (nullable): the line that was typed; %NULL for an empty one, and if
 *   there is no terminal
 */
char *
rel_cli_ask_line (const char *prompt)
{
  int terminal = open_terminal ();
  char *line;

  if (terminal < 0)
    return NULL;
  write_text (terminal, prompt);
  line = read_line (terminal);
  close (terminal);
  return line;
}

/**
 * rel_cli_ask:
 * @question: what a server wants to know
 * @user_data: the call of the program
 *
 * Asks at the terminal that the program was started from. Without one, as in a script, nobody
 * is asked; nor is a person who has given up before.
 */
void
rel_cli_ask (RelQuestion *question, gpointer user_data)
{
  RelCli *cli = user_data;
  int terminal = !cli->given_up ? open_terminal () : -1;
  const char *reason = rel_question_get_reason (question);
  g_autofree char *prompt = dup_prompt (question);
  g_autoptr (RelSecret) secret = NULL;

  if (terminal < 0)
    {
      rel_question_end (question);
      return;
    }
  if (reason != NULL)
    {
      write_text (terminal, reason);
      write_text (terminal, "\n");
    }
  secret = read_hidden (terminal, prompt);
  close (terminal);
  if (secret != NULL)
    rel_question_answer (question, rel_question_get_email (question), secret, FALSE);
  else
    {
      cli->given_up = TRUE;
      rel_question_end (question);
    }
}
