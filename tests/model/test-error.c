/* test-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-error.h"

static void
test_carries_what_the_server_said (void)
{
  g_autoptr (GError) error = g_error_new_literal (REL_ERROR, REL_ERROR_REFUSED, "No.");
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) passed_on = NULL;

  g_assert_null (rel_error_get_server_code (error));
  g_assert_null (rel_error_get_reason (error));
  g_assert_null (rel_error_get_field (error));
  rel_error_set_refusal (error, "A", "B", "C");
  rel_error_set_refusal (error, "RECORD_NOT_UNIQUE", "it is taken", "meta.slug");

  copy = g_error_copy (error);
  g_propagate_prefixed_error (&passed_on, g_steal_pointer (&copy), "Then: ");
  g_clear_error (&error);
  g_assert_cmpstr (passed_on->message, ==, "Then: No.");
  g_assert_cmpstr (rel_error_get_server_code (passed_on), ==, "RECORD_NOT_UNIQUE");
  g_assert_cmpstr (rel_error_get_reason (passed_on), ==, "it is taken");
  g_assert_cmpstr (rel_error_get_field (passed_on), ==, "meta.slug");
  g_assert_null (rel_error_get_certificate (passed_on));
}

static void
test_carries_a_place (void)
{
  g_autoptr (GError) error = g_error_new_literal (REL_ERROR, REL_ERROR_INVALID, "No.");
  g_autoptr (GError) copy = NULL;
  guint offset;
  guint length;

  g_assert_false (rel_error_get_place (error, &offset, &length));
  rel_error_set_place (error, 0, 3);
  copy = g_error_copy (error);
  g_assert_true (rel_error_get_place (copy, &offset, &length));
  g_assert_cmpuint (offset, ==, 0);
  g_assert_cmpuint (length, ==, 3);
}

static void
test_asks_other_errors (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No.");
  guint offset;
  guint length;

  g_assert_null (rel_error_get_server_code (error));
  g_assert_null (rel_error_get_reason (error));
  g_assert_null (rel_error_get_field (error));
  g_assert_null (rel_error_get_certificate (error));
  g_assert_false (rel_error_get_place (error, &offset, &length));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/error/carries-what-the-server-said", test_carries_what_the_server_said);
  g_test_add_func ("/model/error/carries-a-place", test_carries_a_place);
  g_test_add_func ("/model/error/asks-other-errors", test_asks_other_errors);

  return g_test_run ();
}
