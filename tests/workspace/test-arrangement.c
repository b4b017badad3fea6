/* test-arrangement.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-arrangement.h"

#include <string.h>

#include "rel-error.h"

static const char *const text = "{\n"
                                "  \"format\": \"relations-arrangement\",\n"
                                "  \"version\": 1,\n"
                                "  \"cards\": [\n"
                                "    { \"name\": \"a \\\"b\\\"\", \"x\": 0, \"y\": -24 },\n"
                                "    { \"name\": \"articles\", \"x\": 310, \"y\": 48 },\n"
                                "    { \"name\": \"tags\", \"x\": -7, \"y\": 12 }\n"
                                "  ]\n"
                                "}\n";

static const RelPin tags = { "tags", -7, 12 };
static const RelPin articles = { "articles", 310, 48 };
static const RelPin quoted = { "a \"b\"", 0, -24 };

static RelArrangement *
make (const RelPin *first, ...)
{
  RelArrangement *self = rel_arrangement_new ();
  va_list pins;

  va_start (pins, first);
  for (const RelPin *pin = first; pin != NULL; pin = va_arg (pins, const RelPin *))
    {
      RelArrangement *next = rel_arrangement_put (self, pin, 1);

      rel_arrangement_unref (self);
      self = next;
    }
  va_end (pins);
  return self;
}

static void
assert_text (RelArrangement *self, const char *expected)
{
  g_autofree char *written = rel_arrangement_dup_text (self);

  g_assert_cmpstr (written, ==, expected);
}

/* In whatever order cards were moved, it is the same text. */
static void
test_writes_one_text (void)
{
  g_autoptr (RelArrangement) one = make (&tags, &articles, &quoted, NULL);
  g_autoptr (RelArrangement) other = make (&articles, &quoted, &tags, &articles, NULL);

  assert_text (one, text);
  assert_text (other, text);
}

static void
test_reads_what_it_wrote (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelArrangement) read = rel_arrangement_read (text, strlen (text), &error);
  g_autoptr (RelArrangement) empty = rel_arrangement_new ();
  g_autofree char *nothing = rel_arrangement_dup_text (empty);
  g_autoptr (RelArrangement) empty_again = rel_arrangement_read (nothing, strlen (nothing), &error);

  g_assert_no_error (error);
  assert_text (read, text);
  g_assert_cmpuint (rel_arrangement_get_n_pins (read), ==, 3);
  g_assert_cmpint (rel_arrangement_find (read, "tags")->x, ==, -7);
  g_assert_null (rel_arrangement_find (read, "authors"));
  g_assert_cmpuint (rel_arrangement_get_n_pins (empty_again), ==, 0);
}

/* What `export --format=layout` writes is an arrangement of all cards. */
static void
test_reads_layout (void)
{
  static const char layout[] = "{\"width\":500,\"cards\":[{\"name\":\"tags\",\"x\":12.4,\"y\":-0.6,\"width\":90,"
                               "\"height\":40}],\"edges\":[]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RelArrangement) read = rel_arrangement_read (layout, strlen (layout), &error);

  g_assert_no_error (error);
  g_assert_cmpint (rel_arrangement_find (read, "tags")->x, ==, 12);
  g_assert_cmpint (rel_arrangement_find (read, "tags")->y, ==, -1);
}

static void
test_refuses (void)
{
  static const char *const bad[][2] = {
    { "[]", "This is not an arrangement of Relations" },
    { "{}", "This is not an arrangement of Relations" },
    { "{\"cards\":{}}", "This is not an arrangement of Relations" },
    { "{\"format\":\"relations-plan\",\"version\":1,\"cards\":[]}", "This is not an arrangement of Relations" },
    { "{\"format\":\"relations-arrangement\",\"cards\":[]}", "This arrangement is of another version of Relations" },
    { "{\"format\":\"relations-arrangement\",\"version\":2,\"cards\":[]}",
      "This arrangement is of another version of Relations" },
    { "{\"cards\":[1]}", "cards[0] has no name" },
    { "{\"cards\":[{\"name\":\"\",\"x\":1,\"y\":1}]}", "cards[0] has no name" },
    { "{\"cards\":[{\"name\":\"a\",\"x\":1}]}", "cards[0], a, has no place" },
    { "{\"cards\":[{\"name\":\"a\",\"x\":1,\"y\":\"2\"}]}", "cards[0], a, has no place" },
    { "{\"cards\":[{\"name\":\"a\",\"x\":1,\"y\":1000001}]}", "cards[0], a, has no place" },
    { "{\"cards\":[{\"name\":\"a\",\"x\":1,\"y\":2},{\"name\":\"a\",\"x\":1,\"y\":2}]}",
      "cards[1], a, is there twice" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rel_arrangement_read (bad[i][0], strlen (bad[i][0]), &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, bad[i][1]);
    }
}

/* What leads from one to the other, leads there. */
static void
test_diff_and_apply (void)
{
  static const RelPin moved = { "tags", 9, 9 };
  g_autoptr (RelArrangement) before = make (&tags, &articles, NULL);
  g_autoptr (RelArrangement) after = make (&moved, &quoted, NULL);
  g_autoptr (JsonNode) moves = rel_arrangement_diff (before, after);
  g_autoptr (JsonNode) back = rel_arrangement_diff (after, before);
  g_autoptr (RelArrangement) there = rel_arrangement_apply (before, moves);
  g_autoptr (RelArrangement) here = rel_arrangement_apply (there, back);
  g_autofree char *after_text = rel_arrangement_dup_text (after);
  g_autofree char *before_text = rel_arrangement_dup_text (before);

  assert_text (there, after_text);
  assert_text (here, before_text);
  g_assert_null (rel_arrangement_diff (before, here));
}

/* A value that somebody else wrote is no reason to fail. */
static void
test_applies_what_makes_sense (void)
{
  g_autoptr (RelArrangement) before = make (&tags, NULL);
  g_autoptr (JsonNode) moves =
    json_from_string ("{\"tags\":[1],\"a\":[1,\"2\"],\"b\":[1e300,1],\"c\":true,\"d\":[3,4]}", NULL);
  g_autoptr (JsonNode) no_moves = json_from_string ("[1]", NULL);
  g_autoptr (RelArrangement) after = rel_arrangement_apply (before, moves);
  g_autoptr (RelArrangement) same = rel_arrangement_apply (before, no_moves);

  g_assert_cmpuint (rel_arrangement_get_n_pins (after), ==, 2);
  g_assert_cmpint (rel_arrangement_find (after, "tags")->x, ==, -7);
  g_assert_cmpint (rel_arrangement_find (after, "d")->y, ==, 4);
  g_assert_null (rel_arrangement_diff (before, same));
}

static void
test_take (void)
{
  static const char *const names[] = { "tags", "authors", NULL };
  g_autoptr (RelArrangement) before = make (&tags, &articles, NULL);
  g_autoptr (RelArrangement) after = rel_arrangement_take (before, names);

  g_assert_cmpuint (rel_arrangement_get_n_pins (before), ==, 2);
  g_assert_cmpuint (rel_arrangement_get_n_pins (after), ==, 1);
  g_assert_nonnull (rel_arrangement_find (after, "articles"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/arrangement/writes-one-text", test_writes_one_text);
  g_test_add_func ("/workspace/arrangement/reads-what-it-wrote", test_reads_what_it_wrote);
  g_test_add_func ("/workspace/arrangement/reads-layout", test_reads_layout);
  g_test_add_func ("/workspace/arrangement/refuses", test_refuses);
  g_test_add_func ("/workspace/arrangement/diff-and-apply", test_diff_and_apply);
  g_test_add_func ("/workspace/arrangement/applies-what-makes-sense", test_applies_what_makes_sense);
  g_test_add_func ("/workspace/arrangement/take", test_take);
  return g_test_run ();
}
