/* test-question.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-question.h"
#include "rel-secret.h"

static void
count_cb (RelQuestion *question, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
test_goes_away (void)
{
  RelQuestion *question = rel_question_new (REL_QUESTION_TOKEN, "https://example.com", NULL, NULL);

  g_assert_finalize_object (question);
}

static void
test_is_answered_once (void)
{
  g_autoptr (RelQuestion) question =
    rel_question_new (REL_QUESTION_PASSWORD, "https://example.com", "a@example.com", "Wrong");
  guint count = 0;

  g_signal_connect (question, "ended", G_CALLBACK (count_cb), &count);
  g_assert_true (rel_question_is_open (question));
  g_assert_cmpstr (rel_question_get_reason (question), ==, "Wrong");
  rel_question_answer (question, "b@example.com", "first", TRUE);
  rel_question_answer (question, "c@example.com", "second", FALSE);
  rel_question_end (question);
  g_assert_false (rel_question_is_open (question));
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (rel_question_get_email (question), ==, "b@example.com");
  g_assert_cmpstr (rel_question_get_secret (question), ==, "first");
  g_assert_true (rel_question_get_keep (question));
}

/* It was freed before it was copied. */
static void
test_is_answered_with_its_own_address (void)
{
  g_autoptr (RelQuestion) question = rel_question_new (REL_QUESTION_PASSWORD, "https://example.com", "a@b.c", NULL);

  rel_question_answer (question, rel_question_get_email (question), "secret", FALSE);
  g_assert_cmpstr (rel_question_get_email (question), ==, "a@b.c");
}

static void
test_ends_without_an_answer (void)
{
  g_autoptr (RelQuestion) question = rel_question_new (REL_QUESTION_CODE, "https://example.com", "a@example.com", NULL);
  guint count = 0;

  g_signal_connect (question, "ended", G_CALLBACK (count_cb), &count);
  rel_question_end (question);
  rel_question_answer (question, NULL, "late", FALSE);
  g_assert_cmpuint (count, ==, 1);
  g_assert_null (rel_question_get_secret (question));
}

/* A property would be shown by whatever lists an object's. */
static void
test_has_no_properties (void)
{
  g_autoptr (RelQuestion) question = rel_question_new (REL_QUESTION_TOKEN, "https://example.com", NULL, NULL);
  guint n_properties;
  g_autofree GParamSpec **properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (question), &n_properties);

  g_assert_cmpuint (n_properties, ==, 0);
}

static void
test_replaces_a_secret (void)
{
  char *secret = NULL;

  rel_secret_replace (&secret, "one");
  g_assert_cmpstr (secret, ==, "one");
  /* With what it holds itself, too. */
  rel_secret_replace (&secret, secret);
  g_assert_cmpstr (secret, ==, "one");
  rel_secret_replace (&secret, NULL);
  g_assert_null (secret);
  rel_secret_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/question/goes-away", test_goes_away);
  g_test_add_func ("/model/question/is-answered-once", test_is_answered_once);
  g_test_add_func ("/model/question/is-answered-with-its-own-address", test_is_answered_with_its_own_address);
  g_test_add_func ("/model/question/ends-without-an-answer", test_ends_without_an_answer);
  g_test_add_func ("/model/question/has-no-properties", test_has_no_properties);
  g_test_add_func ("/model/question/replaces-a-secret", test_replaces_a_secret);

  return g_test_run ();
}
