/* test-cancel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each operation, cancelled at each moment: it ends, although the server says nothing more,
 * and nothing is sent after that. How fast is measured by the benchmark of the same name.
 */

#include "config.h"

#include "cancelling.h"

static guint n_cases;

static void
test_stage (gconstpointer data)
{
  CancelStage stage = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < N_OPERATIONS; i++)
    {
      if (!cancel_stage_is_for (stage, &operations[i]))
        continue;
      g_test_message ("%s", operations[i].name);
      cancel_stage_run (stage, &operations[i]);
      n_cases++;
    }
}

static void
test_tried_all (void)
{
  guint n_wanted = 0;

  for (guint s = 0; s < N_CANCEL_STAGES; s++)
    {
      for (guint i = 0; i < N_OPERATIONS; i++)
        n_wanted += cancel_stage_is_for (s, &operations[i]);
    }
  g_test_message ("%u cases: %u operations, each at those of %u moments that it comes to", n_cases, N_OPERATIONS,
                  N_CANCEL_STAGES);
  g_assert_cmpuint (n_cases, ==, n_wanted);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_CANCEL_STAGES; i++)
    {
      g_autofree char *path = g_strconcat ("/client/cancel/", cancel_stage_get_name (i), NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stage);
    }
  g_test_add_func ("/client/cancel/tried-all", test_tried_all);

  return g_test_run ();
}
