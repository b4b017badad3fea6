/* test-auth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-auth.h"
#include "rel-error.h"

static void
test_reads_a_token (void)
{
  static const char *const cases[][2] = {
    { "abc-DEF_123.~", "abc-DEF_123.~" }, { " abc\n", "abc" }, { "", NULL }, { "  \n", NULL }, { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (rel_auth_read_token (cases[i][0], &token, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, cases[i][1]);
    }
}

static void
test_refuses_what_is_no_token (void)
{
  static const char *const cases[] = { "two words", "line\r\nHost: evil.example", "tök", "bell\a" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *token = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (rel_auth_read_token (cases[i], &token, &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_null (token);
      g_assert_null (strstr (error->message, cases[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/auth/reads-a-token", test_reads_a_token);
  g_test_add_func ("/client/auth/refuses-what-is-no-token", test_refuses_what_is_no_token);

  return g_test_run ();
}
