/* test-rooms.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

#include <string.h>

#include "file-rules.h"
#include "room-rules.h"
#include "source-tree.h"

#define NAMED(name) "/* " name "\n *\n * SPDX-License-Identifier: GPL-3.0-or-later\n */\n"

/* A rule, files that break it and files that nearly do, and the faults there. */
typedef struct
{
  const char *name;
  SourceRule rule;
  struct
  {
    const char *path;
    const char *text;
  } files[12];
  const char *faults[10];
} RuleCase;

static const RuleCase cases[] = {
  {
    "parents",
    room_rule_parents,
    {
      { "src/ui/rel-window.c", "#include \"config.h\"\n#include \"../model/rel-schema.h\"\n" },
      { "tests/ui/test-window.c", "#  include <../glib.h>\n" },
      { "src/ui/rel-page.c", "/*\n#include \"../page.h\"\n*/\n#include \"rel-page.h\" /* .. */\n" },
    },
    {
      "src/ui/rel-window.c:2: ../model/rel-schema.h is reached through another folder",
      "tests/ui/test-window.c:1: ../glib.h is reached through another folder",
    },
  },
  {
    "rooms",
    room_rule_rooms,
    {
      { "src/model/rel-schema.h", "#include \"rel-window.h\"\n" },
      { "src/client/rel-client.h", "#include \"rel-schema.h\"\n#include \"rel-server.h\"\n" },
      { "src/server/rel-server.h", "#include \"rel-schema.h\"\n" },
      { "src/workspace/rel-workspace.h", "#include \"rel-schema.h\"\n#include \"rel-client.h\"\n" },
      { "src/workspace/rel-workspace.c", "#include \"rel-client.h\"\n#include \"rel-server.h\"\n" },
      { "src/ui/rel-window.h", "#include \"rel-workspace.h\"\n#include \"rel-schema.h\"\n" },
      { "src/ui/rel-window.c", "#include \"rel-window.h\"\n#include <rel-client.h>\n" },
      { "src/cli/rel-list.c", "#include \"rel-workspace.h\"\n#include \"rel-window.h\"\n" },
      { "tests/ui/test-window.c", "#include \"rel-client.h\"\n" },
    },
    {
      "src/model/rel-schema.h:1: model does not see rel-window.h of ui",
      "src/client/rel-client.h:2: client does not see rel-server.h of server",
      "src/workspace/rel-workspace.h:2: a header shows rel-client.h of client",
      "src/ui/rel-window.c:2: ui does not see rel-client.h of client",
      "src/cli/rel-list.c:2: cli does not see rel-window.h of ui",
    },
  },
  {
    "libraries",
    room_rule_libraries,
    {
      { "src/model/rel-yaml.c", "#include \"rel-yaml.h\"\n#include <string.h>\n#include <yaml.h>\n" },
      { "src/model/rel-yaml.h", "#include <gio/gio.h>\n#include <gtk/gtk.h>\n" },
      { "src/client/rel-rest.c", "#include <libsoup/soup.h>\n#include <sqlite3.h>\n" },
      { "src/server/rel-db.c", "#include <libsoup/soup.h>\n#include <sqlite3.h>\n" },
      { "src/diagram/rel-paint.c", "#include <pango/pangocairo.h>\n#include <glib/gi18n-lib.h>\n" },
      { "src/ui/rel-window.c", "#include <adwaita.h>\n#include <libsoup/soup.h>\n" },
      { "src/cli/rel-list.c", "#include <sys/stat.h>\n#include <cairo.h>\n" },
      { "src/cli/rel-show.c", "#include <curl/curl.h>\n#include \"sqlite3.h\"\n#include \"rel-list.h\"\n" },
      { "tests/ui/test-window.c", "#include <libsoup/soup.h>\n" },
    },
    {
      "src/model/rel-yaml.h:2: model does not use GTK",
      "src/client/rel-rest.c:2: client does not use SQLite",
      "src/ui/rel-window.c:2: ui does not use libsoup",
      "src/cli/rel-list.c:2: cli does not use cairo",
      "src/cli/rel-show.c:1: no library is known for curl/curl.h",
      "src/cli/rel-show.c:2: cli does not use SQLite",
    },
  },
  {
    "build",
    room_rule_build,
    {
      { "src/model/meson.build", "configure_file(output: 'config.h')\nmodel_inc = include_directories('.')\n" },
      { "src/ui/meson.build", "x = include_directories('.', '../server')\nlib = l(include_directories: ui_inc)\n" },
      { "src/cli/meson.build", "cli_inc = include_directories( '.' )\nconfigure_file(output: 'config.h')\n" },
      { "src/cli/rel-list.c", "#include \"config.h\"\n" },
      { "tests/meson.build", "inc = include_directories('fixture')\n" },
    },
    {
      "src/cli/meson.build:2: config.h is made in src/model alone",
      "src/ui/meson.build:1: a room gives its own folder, not '.', '../server'",
    },
  },
  {
    "session",
    room_rule_session,
    {
      { "src/client/rel-transport.c", "SoupSession *session = soup_session_new ();\n" },
      { "src/client/rel-rest.c", "/* SoupSession */\nsend (\"soup\");\nsoup_session_abort (s);\n" },
      { "src/workspace/rel-local.c", "SoupServer *server;\nSoupSession *session;\n" },
      { "src/client/rel-auth.h", "my_soup_session_t x;\ngpointer y = SOUP_SESSION (x);\n" },
      { "tests/client/test-rest.c", "SoupSession *session;\n" },
      { "src/client/rel-failure.c", "int code = SOUP_SESSION_ERROR_PARSING;\n" },
    },
    {
      "src/client/rel-rest.c:3: soup_session_abort belongs in src/client/rel-transport.c",
      "src/workspace/rel-local.c:2: SoupSession belongs in src/client/rel-transport.c",
      "src/client/rel-auth.h:2: SOUP_SESSION belongs in src/client/rel-transport.c",
    },
  },
  {
    "sqlite",
    room_rule_sqlite,
    {
      { "src/server/rel-db.c", "#include <sqlite3.h>\n#include \"rel-db-private.h\"\n" },
      { "src/server/rel-db.h", "\n#include <sqlite3.h>\n" },
      { "src/server/rel-db-private.h", "#include <sqlite3.h>\n" },
      { "src/server/rel-statement.c", "#include \"rel-db-private.h\"\n" },
      { "src/server/rel-router.c", "#include \"rel-db.h\"\n#include \"rel-db-private.h\"\n" },
      { "src/workspace/rel-state-private.h", "#include <sqlite3.h>\n" },
      { "src/workspace/rel-local.c", "// #include <sqlite3.h>\n#include \"sqlite3.h\"\n" },
      { "tests/server/test-db.c", "#include <sqlite3.h>\n" },
    },
    {
      "src/server/rel-db.h:2: sqlite3.h belongs in src/server/rel-db.c",
      "src/server/rel-router.c:2: rel-db-private.h belongs in src/server/rel-db.c",
      "src/workspace/rel-local.c:2: sqlite3.h belongs in src/server/rel-db.c",
    },
  },
  {
    "licence",
    file_rule_licence,
    {
      { "src/ui/rel-window.c", NAMED ("rel-window.c") "\n#include \"config.h\"\n" },
      { "src/ui/rel-window.h", NAMED ("rel-widow.h") },
      { "src/ui/rel-page.h", "/* rel-page.h */\n#pragma once\n" },
      { "src/ui/rel-page.c", "/* rel-page.c\n\n\n\n\n\nSPDX-License-Identifier: GPL-3.0-or-later */\n" },
      { "src/ui/meson.build", "# SPDX-License-Identifier: GPL-3.0-or-later\n" },
      { "src/ui/rel-window.ui", "<?xml?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n" },
      { "tests/directus/run.sh", "#!/bin/sh\n# SPDX-License-Identifier: MIT\n" },
      { "po/POTFILES.in", "src/ui/rel-window.c\n" },
    },
    {
      "src/ui/rel-window.h:1: does not begin with its name",
      "src/ui/rel-page.h:1: does not begin with its name",
      "src/ui/rel-page.h:1: does not begin with its licence",
      "src/ui/rel-page.c:1: does not begin with its licence",
      "tests/directus/run.sh:1: does not begin with its licence",
    },
  },
  {
    "deprecated",
    file_rule_deprecated,
    {
      { "src/ui/rel-window.ui", "<template class=\"RelWindow\" parent=\"AdwWindow\">\n <object class=\"AdwFlap\">\n" },
      { "src/ui/rel-page.ui", "<template class=\"RelPage\" parent=\"GtkDialog\"/>\n" },
      { "src/ui/rel-row.ui", "<style><class name=\"GtkInfoBar\"/></style>\n<object class=\"AdwComboRow\"/>\n" },
      { "src/ui/rel-shortcuts.ui", "<object class=\"GtkShortcutsWindow\"/>\n<object class=\"GtkComboBoxText\"/>\n" },
      { "src/ui/rel-keys.ui", "<object class=\"GtkShortcutsWindow\"/>\n" },
      { "src/ui/rel-window.c", "/* class=\"GtkDialog\" */\nx = \"class=\\\"GtkDialog\\\"\";" },
    },
    {
      "src/ui/rel-window.ui:2: AdwFlap is deprecated",
      "src/ui/rel-page.ui:1: GtkDialog is deprecated",
      "src/ui/rel-shortcuts.ui:2: GtkComboBoxText is deprecated",
      "src/ui/rel-keys.ui:1: GtkShortcutsWindow is deprecated",
    },
  },
  {
    "potfiles",
    file_rule_potfiles,
    {
      { "po/POTFILES.in",
        "# a comment\nsrc/ui/rel-window.c\nsrc/ui/rel-bare.c\nsrc/ui/rel-window.ui\nsrc/ui/gone.c\n" },
      { "src/ui/rel-window.c", "x = _ (\"Open\");\n" },
      { "src/ui/rel-bare.c", "/* _ (\"Open\") */ end_ (\"Open\");\n" },
      { "src/ui/rel-window.ui", "<property name=\"label\" translatable=\"yes\">Open</property>\n" },
      { "src/ui/rel-row.ui", "<property name=\"label\" translatable=\"no\">id</property>\n" },
      { "src/ui/rel-page.ui", "\n<property name=\"label\" translatable=\"yes\">Page</property>\n" },
      { "src/model/rel-kind.c", "\nx = N_(\"tree\");\n" },
      { "src/model/rel-sentence.c", "s = g_strdup_printf (ngettext (\"%u row\",\n \"%u rows\", n), n);\n" },
      { "data/relations.gschema.xml", "<schemalist/>\n" },
      { "data/icons.xml", "<icons/>\n" },
      { "tests/ui/test-window.c", "x = _ (\"Open\");\n" },
    },
    {
      "po/POTFILES.in:3: src/ui/rel-bare.c has nothing to translate",
      "po/POTFILES.in:3: src/ui/rel-bare.c is out of order",
      "po/POTFILES.in:5: src/ui/gone.c has nothing to translate",
      "po/POTFILES.in:5: src/ui/gone.c is out of order",
      "src/ui/rel-page.ui:1: is not in po/POTFILES.in",
      "src/model/rel-kind.c:1: is not in po/POTFILES.in",
      "src/model/rel-sentence.c:1: is not in po/POTFILES.in",
      "data/relations.gschema.xml:1: is not in po/POTFILES.in",
    },
  },
};

static void
assert_faults (GPtrArray *found, const char *const *expected)
{
  for (guint i = 0; i < found->len; i++)
    {
      const char *fault = g_ptr_array_index (found, i);

      if (expected == NULL || !g_strv_contains (expected, fault))
        {
          g_test_message ("%s", fault);
          g_test_fail ();
        }
    }
  for (guint i = 0; expected != NULL && expected[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (found, expected[i], g_str_equal, NULL))
        {
          g_test_message ("not found: %s", expected[i]);
          g_test_fail ();
        }
    }
}

static const char *const folders[] = { "data", "po", "src", "tests" };

static void
test_holds (gconstpointer data)
{
  const RuleCase *rule_case = data;
  g_autofree char *top = g_path_get_dirname (g_test_get_dir (G_TEST_DIST));
  g_autoptr (GPtrArray) tree = source_tree_new ();
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      source_tree_read (tree, top, folders[i], &error);
      g_assert_no_error (error);
    }
  g_assert_nonnull (source_tree_find (tree, "src/model/rel-schema.c"));
  g_assert_nonnull (source_tree_find (tree, "tests/rooms/test-rooms.c"));

  rule_case->rule (tree, faults);
  assert_faults (faults, NULL);
}

static void
test_finds (gconstpointer data)
{
  const RuleCase *rule_case = data;
  g_autoptr (GPtrArray) tree = source_tree_new ();
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rule_case->files[i].path != NULL; i++)
    source_tree_add (tree, rule_case->files[i].path, rule_case->files[i].text);
  rule_case->rule (tree, faults);
  assert_faults (faults, rule_case->faults);
}

static void
test_length_holds (void)
{
  static const RuleCase length = { .name = "length", .rule = file_rule_length };

  test_holds (&length);
}

static void
test_length_finds (void)
{
  g_autoptr (GPtrArray) tree = source_tree_new ();
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *lines = g_strnfill (600, '\n');
  g_autofree char *open_end = g_strconcat (lines, "}", NULL);
  g_autofree char *more = g_strconcat (lines, "}\n}\n", NULL);

  source_tree_add (tree, "src/ui/rel-window.c", lines);
  source_tree_add (tree, "src/ui/rel-window.ui", open_end);
  source_tree_add (tree, "tests/ui/test-window.c", more);
  source_tree_add (tree, "src/ui/rel-empty.h", "");
  file_rule_length (tree, faults);
  assert_faults (faults, (const char *const[]){ "src/ui/rel-window.ui:1: 601 lines are more than 600",
                                                "tests/ui/test-window.c:1: 602 lines are more than 600", NULL });
}

/* Quotes in comments, and comments in quotes. */
static void
test_comments (void)
{
  g_autoptr (GPtrArray) tree = source_tree_new ();
  const SourceFile *file;

  source_tree_add (tree, "a.c", "a (\"/* \\\" */\"); /* it's */ b ('\"'); // \"\nc (); /* open");
  file = source_tree_find (tree, "a.c");
  g_assert_cmpstr (file->code, ==, "a (\"/* \\\" */\");            b ('\"');     \nc ();        ");
  g_assert_cmpuint (strlen (file->code), ==, strlen (file->text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rooms/source-tree/blanks-comments", test_comments);
  g_test_add_func ("/rooms/length/holds", test_length_holds);
  g_test_add_func ("/rooms/length/finds", test_length_finds);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *holds = g_strdup_printf ("/rooms/%s/holds", cases[i].name);
      g_autofree char *finds = g_strdup_printf ("/rooms/%s/finds", cases[i].name);

      g_test_add_data_func (holds, &cases[i], test_holds);
      g_test_add_data_func (finds, &cases[i], test_finds);
    }
  return g_test_run ();
}
