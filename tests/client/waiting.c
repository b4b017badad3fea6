/* waiting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits in a test for what runs asynchronously, with a deadline.
 */

#include "config.h"

#include "waiting.h"

/* Shorter than any silence that the client bears by itself. */
#define DEADLINE_S 25

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Nothing came back within %d seconds", DEADLINE_S);
  return G_SOURCE_REMOVE;
}

/* The callback to give: @user_data is the address of a result that is %NULL. */
void
waiting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

/* Runs the main loop until the callback was called. Returns: (transfer none): *@result */
GAsyncResult *
waiting_end (GAsyncResult **result)
{
  guint deadline_id = g_timeout_add_seconds (DEADLINE_S, too_late_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline_id);
  return *result;
}
