/* test-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-source.h"

#define N_TIMES 400

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* Once its callback was called, nobody holds a source any more. A worker did, for some moments,
 * and if it was the last one the source went in its thread, while this one took down the
 * signals between both: one run of some thousand ended in a crash. */
static void
test_goes_at_once (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "magazine.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_target_new (path, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_TIMES; i++)
    {
      RelSource *source = rel_source_new (target, NULL);
      GAsyncResult *result = NULL;
      g_autoptr (RelSchema) schema = NULL;

      rel_source_load_async (source, NULL, result_cb, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      schema = rel_source_load_finish (source, result, &error);
      g_assert_no_error (error);
      g_object_unref (result);
      g_assert_finalize_object (source);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/source/goes-at-once", test_goes_at_once);
  return g_test_run ();
}
