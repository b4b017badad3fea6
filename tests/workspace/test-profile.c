/* test-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rel-error.h"
#include "rel-profile.h"

static RelProfile *
full_profile (void)
{
  RelProfile *profile = rel_profile_new ("Magazine", "https://cms.example.org");

  profile->id = g_strdup ("one");
  profile->sign_in = REL_PROFILE_SIGN_IN_EMAIL;
  profile->email = g_strdup ("anna@example.org");
  profile->transport = REL_PROFILE_TRANSPORT_GRAPHQL;
  profile->colour = REL_PROFILE_COLOUR_RED;
  profile->kind = REL_PROFILE_KIND_PRODUCTION;
  profile->read_only = TRUE;
  profile->certificate = g_strdup ("sha256:00ff");
  profile->ca_file = g_strdup ("/etc/ca.pem");
  profile->opened_s = 1700000000;
  return profile;
}

static void
assert_equal (const RelProfile *a, const RelProfile *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpint (a->sign_in, ==, b->sign_in);
  g_assert_cmpstr (a->email, ==, b->email);
  g_assert_cmpint (a->transport, ==, b->transport);
  g_assert_cmpint (a->colour, ==, b->colour);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->read_only, ==, b->read_only);
  g_assert_cmpstr (a->certificate, ==, b->certificate);
  g_assert_cmpstr (a->ca_file, ==, b->ca_file);
  g_assert_cmpint (a->opened_s, ==, b->opened_s);
}

static GKeyFile *
key_file (const char *text)
{
  GKeyFile *file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_KEEP_COMMENTS, &error);
  g_assert_no_error (error);
  return file;
}

static void
test_is_read_as_written (void)
{
  g_autoptr (RelProfile) profile = full_profile ();
  g_autoptr (RelProfile) copy = rel_profile_copy (profile);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (RelProfile) read = NULL;

  rel_profile_write (profile, file);
  read = rel_profile_read (file, "one");
  assert_equal (read, profile);
  assert_equal (copy, profile);
}

static void
test_is_plain_at_first (void)
{
  g_autoptr (RelProfile) profile = rel_profile_new ("Magazine", "https://cms.example.org");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (RelProfile) read = NULL;

  profile->id = g_strdup ("one");
  g_assert_cmpint (profile->kind, ==, REL_PROFILE_KIND_DEVELOPMENT);
  rel_profile_write (profile, file);
  read = rel_profile_read (file, "one");
  assert_equal (read, profile);
}

/* Keys, kinds and colours that only a later version knows. */
static void
test_keeps_what_it_does_not_know (void)
{
  g_autoptr (GKeyFile) file =
    key_file ("[one]\nname=Magazine\naddress=https://cms.example.org\nkind=disaster-recovery\n"
              "colour=mauve\nread-only=on-mondays\nlater=yes\n");
  g_autoptr (RelProfile) profile = rel_profile_read (file, "one");
  g_autofree char *kind = NULL;
  g_autofree char *colour = NULL;
  g_autofree char *later = NULL;

  g_assert_cmpint (profile->kind, ==, REL_PROFILE_KIND_PRODUCTION);
  g_assert_cmpint (profile->colour, ==, REL_PROFILE_COLOUR_NONE);
  g_assert_true (profile->read_only);
  rel_profile_write (profile, file);
  kind = g_key_file_get_string (file, "one", "kind", NULL);
  colour = g_key_file_get_string (file, "one", "colour", NULL);
  later = g_key_file_get_string (file, "one", "later", NULL);
  g_assert_cmpstr (kind, ==, "disaster-recovery");
  g_assert_cmpstr (colour, ==, "mauve");
  g_assert_cmpstr (later, ==, "yes");
}

static void
test_needs_a_name_and_an_address (void)
{
  static const char *const texts[] = { "[one]\nname=Magazine\n", "[one]\naddress=https://cms.example.org\n",
                                       "[one]\nname=\naddress=\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GKeyFile) file = key_file (texts[i]);

      g_assert_null (rel_profile_read (file, "one"));
    }
}

static void
test_checks_a_name (void)
{
  static const char *const good[] = { "Magazine", "cms – production", "رابطه", "a.b", "x" };
  static const char *const bad[] = { "",     " ",        " a",          "a ",     "sample", "a/b",
                                     "-a",   ".a",       "a\nb",        "c.json", "c.YAML", "c.sqlite",
                                     "c.db", "http://x", "https://x/y", "a\\b",   "\xff" };
  g_autofree char *longest = g_strnfill (100, 'a');
  g_autofree char *too_long = g_strnfill (101, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rel_profile_check_name (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rel_profile_check_name (bad[i], &error));
      g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
    }
  g_assert_true (rel_profile_check_name (longest, NULL));
  g_assert_false (rel_profile_check_name (too_long, NULL));
}

static void
test_has_names (void)
{
  RelProfileColour colour;
  RelProfileKind kind;

  for (guint i = 0; i < REL_PROFILE_N_COLOURS; i++)
    {
      g_assert_true (rel_profile_read_colour (rel_profile_colour_get_name (i), &colour));
      g_assert_cmpint (colour, ==, i);
    }
  for (guint i = REL_PROFILE_KIND_DEVELOPMENT; i <= REL_PROFILE_KIND_PRODUCTION; i++)
    {
      g_assert_true (rel_profile_read_kind (rel_profile_kind_get_name (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (rel_profile_read_colour ("mauve", &colour));
  g_assert_false (rel_profile_read_kind ("", &kind));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/profile/is-read-as-written", test_is_read_as_written);
  g_test_add_func ("/workspace/profile/is-plain-at-first", test_is_plain_at_first);
  g_test_add_func ("/workspace/profile/keeps-what-it-does-not-know", test_keeps_what_it_does_not_know);
  g_test_add_func ("/workspace/profile/needs-a-name-and-an-address", test_needs_a_name_and_an_address);
  g_test_add_func ("/workspace/profile/checks-a-name", test_checks_a_name);
  g_test_add_func ("/workspace/profile/has-names", test_has_names);

  return g_test_run ();
}
