/* room-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "room-rules.h"

#include <string.h>

#include "source-tree.h"

#define INCLUDE "^[ \\t]*#[ \\t]*include[ \\t]*[\"<]([^\">\\n]+)[\">]"

/* What a room may see of the program, and of the system besides what all rooms may. */
typedef struct
{
  const char *name;
  const char *sees[4];
  const char *libraries[5];
} Room;

static const Room rooms[] = {
  { "model", { NULL }, { "libyaml", NULL } },
  { "client", { "model", NULL }, { "libsoup", NULL } },
  { "server", { "model", NULL }, { "libsoup", "SQLite", "libargon2", NULL } },
  { "diagram", { "model", NULL }, { "cairo", "Pango", NULL } },
  { "workspace", { "model", "client", "server", NULL }, { "SQLite", "libsecret", NULL } },
  { "ui", { "model", "workspace", "diagram", NULL }, { "cairo", "Pango", "GTK", "libadwaita", NULL } },
  { "cli", { "model", "workspace", "diagram", NULL }, { NULL } },
};

/* json-glib is in the model's headers, so all rooms have it. */
static const char *const common_libraries[] = { "C", "GLib", "json-glib", NULL };

/* A header's name, or how it begins when that ends with a slash or a dash. */
static const struct
{
  const char *header;
  const char *library;
} libraries[] = {
  { "glib.h", "GLib" },
  { "glib/", "GLib" },
  { "glib-", "GLib" },
  { "gio/", "GLib" },
  { "json-glib/", "json-glib" },
  { "yaml.h", "libyaml" },
  { "libsoup/", "libsoup" },
  { "sqlite3.h", "SQLite" },
  { "argon2.h", "libargon2" },
  { "cairo.h", "cairo" },
  { "cairo-", "cairo" },
  { "pango/", "Pango" },
  { "libsecret/", "libsecret" },
  { "gtk/", "GTK" },
  { "gdk/", "GTK" },
  { "gsk/", "GTK" },
  { "gdk-pixbuf/", "GTK" },
  { "graphene.h", "GTK" },
  { "adwaita.h", "libadwaita" },
  { "sys/", "C" },
  { "assert.h", "C" },
  { "ctype.h", "C" },
  { "errno.h", "C" },
  { "fcntl.h", "C" },
  { "float.h", "C" },
  { "inttypes.h", "C" },
  { "limits.h", "C" },
  { "locale.h", "C" },
  { "math.h", "C" },
  { "malloc.h", "C" },
  { "signal.h", "C" },
  { "stdarg.h", "C" },
  { "stdbool.h", "C" },
  { "stddef.h", "C" },
  { "stdint.h", "C" },
  { "stdio.h", "C" },
  { "stdlib.h", "C" },
  { "string.h", "C" },
  { "termios.h", "C" },
  { "time.h", "C" },
  { "unistd.h", "C" },
};

/* The files that alone send requests. */
static const char *const transport_paths[] = { "src/client/rel-transport.c", "src/client/rel-sending.h",
                                               "src/client/rel-sending.c", NULL };

/* The headers that few may include, and who may. */
static const struct
{
  const char *header;
  const char *paths[7];
} guarded_headers[] = {
  { "sqlite3.h", { "src/server/rel-db.c", "src/server/rel-db-private.h", "src/workspace/rel-state-private.h", NULL } },
  { "argon2.h", { "src/server/rel-argon2.c", NULL } },
  { "libsecret/secret.h", { "src/workspace/rel-secrets.c", NULL } },
  { "rel-db-private.h", { "src/server/rel-db.c", "src/server/rel-statement.c", NULL } },
  { "rel-state-private.h",
    { "src/workspace/rel-salvage.c", "src/workspace/rel-state-damaged.c", "src/workspace/rel-state-draft.c",
      "src/workspace/rel-state-publish.c", "src/workspace/rel-state-tables.c", "src/workspace/rel-state.c", NULL } },
};

typedef struct
{
  GPtrArray *tree;
  GPtrArray *faults;
} Search;

static void
search_tree (GPtrArray *tree, GPtrArray *faults, const char *pattern, SourceMatch matched_cb)
{
  Search search = { tree, faults };

  for (guint i = 0; i < tree->len; i++)
    source_file_match (g_ptr_array_index (tree, i), pattern, matched_cb, &search);
}

static const Room *
find_room (const SourceFile *file)
{
  g_autofree char *name = source_file_dup_room (file);

  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      if (g_strcmp0 (name, rooms[i].name) == 0)
        return &rooms[i];
    }
  return NULL;
}

static const char *
find_library (const char *header)
{
  for (gsize i = 0; i < G_N_ELEMENTS (libraries); i++)
    {
      const char *name = libraries[i].header;
      gboolean is_start = g_str_has_suffix (name, "/") || g_str_has_suffix (name, "-");

      if (is_start ? g_str_has_prefix (header, name) : g_str_equal (header, name))
        return libraries[i].library;
    }
  return NULL;
}

/* The room that a header of the program is in; NULL if it is a library's. */
static const Room *
find_header (GPtrArray *tree, const char *header)
{
  for (guint i = 0; i < tree->len; i++)
    {
      const SourceFile *file = g_ptr_array_index (tree, i);
      g_autofree char *name = source_file_dup_name (file);

      if (g_str_equal (name, header) && find_room (file) != NULL)
        return find_room (file);
    }
  return NULL;
}

static void
parent_include_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *header = g_match_info_fetch (match, 1);

  if (strstr (header, "..") != NULL)
    source_file_fault (file, offset, search->faults, "%s is reached through another folder", header);
}

/**
 * room_rule_parents:
 * @tree: a tree
 * @faults: takes the faults
 *
 * No include climbs out of its folder.
 */
void
room_rule_parents (GPtrArray *tree, GPtrArray *faults)
{
  search_tree (tree, faults, INCLUDE, parent_include_cb);
}

static void
room_include_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *header = g_match_info_fetch (match, 1);
  const Room *room = find_room (file);
  const Room *other = find_header (search->tree, header);

  if (room == NULL || other == NULL || other == room)
    return;
  if (!g_strv_contains (room->sees, other->name))
    source_file_fault (file, offset, search->faults, "%s does not see %s of %s", room->name, header, other->name);
  /* Whoever includes the header sees what it includes. */
  else if (g_str_equal (room->name, "workspace") && source_file_has_suffix (file, ".h") &&
           !g_str_equal (other->name, "model"))
    source_file_fault (file, offset, search->faults, "a header shows %s of %s", header, other->name);
}

/**
 * room_rule_rooms:
 * @tree: a tree
 * @faults: takes the faults
 *
 * A room includes headers only of the rooms that it sees.
 */
void
room_rule_rooms (GPtrArray *tree, GPtrArray *faults)
{
  search_tree (tree, faults, INCLUDE, room_include_cb);
}

static void
library_include_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *include = g_match_info_fetch (match, 0);
  g_autofree char *header = g_match_info_fetch (match, 1);
  const Room *room = find_room (file);
  const char *library = find_library (header);

  if (room == NULL || find_header (search->tree, header) != NULL)
    return;
  if (library == NULL && strchr (include, '<') != NULL)
    source_file_fault (file, offset, search->faults, "no library is known for %s", header);
  else if (library != NULL && !g_strv_contains (common_libraries, library) &&
           !g_strv_contains (room->libraries, library))
    source_file_fault (file, offset, search->faults, "%s does not use %s", room->name, library);
}

/**
 * room_rule_libraries:
 * @tree: a tree
 * @faults: takes the faults
 *
 * A room includes headers only of the libraries in its list.
 */
void
room_rule_libraries (GPtrArray *tree, GPtrArray *faults)
{
  search_tree (tree, faults, INCLUDE, library_include_cb);
}

static void
config_made_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  const Room *room = find_room (file);

  if (room != NULL && !g_str_equal (room->name, "model") && source_file_has_suffix (file, "/meson.build"))
    source_file_fault (file, offset, search->faults, "config.h is made in src/model alone");
}

static void
directories_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *arguments = g_match_info_fetch (match, 1);

  if (find_room (file) == NULL || !source_file_has_suffix (file, "/meson.build"))
    return;
  if (!g_str_equal (g_strstrip (arguments), "'.'"))
    source_file_fault (file, offset, search->faults, "a room gives its own folder, not %s", arguments);
}

/**
 * room_rule_build:
 * @tree: a tree
 * @faults: takes the faults
 *
 * The build adds no folder to the include path besides a room's own, and makes config.h
 * in one place.
 */
void
room_rule_build (GPtrArray *tree, GPtrArray *faults)
{
  search_tree (tree, faults, "config\\.h", config_made_cb);
  search_tree (tree, faults, "include_directories\\s*\\(([^)]*)\\)", directories_cb);
}

static void
session_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *name = g_match_info_fetch (match, 0);

  if (find_room (file) != NULL && !g_strv_contains (transport_paths, file->path))
    source_file_fault (file, offset, search->faults, "%s belongs in %s", name, transport_paths[0]);
}

/**
 * room_rule_session:
 * @tree: a tree
 * @faults: takes the faults
 *
 * The transport alone sends requests; how they fail may be known elsewhere.
 */
void
room_rule_session (GPtrArray *tree, GPtrArray *faults)
{
  search_tree (tree, faults, "\\b(?:SoupSession|soup_session_|SOUP_(?:IS_|TYPE_)?SESSION(?!_ERROR))\\w*", session_cb);
}

static void
guarded_include_cb (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data)
{
  Search *search = user_data;
  g_autofree char *header = g_match_info_fetch (match, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (guarded_headers) && find_room (file) != NULL; i++)
    {
      if (g_str_equal (header, guarded_headers[i].header) && !g_strv_contains (guarded_headers[i].paths, file->path))
        source_file_fault (file, offset, search->faults, "%s belongs in %s", header, guarded_headers[i].paths[0]);
    }
}

/**
 * room_rule_sqlite:
 * @tree: a tree
 * @faults: takes the faults
 *
 * SQLite is spoken to in one place of a room.
 */
void
room_rule_sqlite (GPtrArray *tree, GPtrArray *faults)
{
  search_tree (tree, faults, INCLUDE, guarded_include_cb);
}
