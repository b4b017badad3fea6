/* source-tree.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "source-tree.h"

#include <string.h>

/* What people write here. Pictures, and the files that tests read, are not among it. */
static const char *const read_suffixes[] = { ".build", ".c",  ".css", ".h",    ".in", ".js",
                                             ".mjs",   ".py", ".sh",  ".supp", ".ui", ".xml" };
static const char *const skipped_folders[] = { "tests/data" };

static void
source_file_free (SourceFile *file)
{
  g_free (file->path);
  g_free (file->text);
  g_free (file->code);
  g_free (file);
}

/* Writes spaces over the comments and keeps the line ends, so that offsets and lines
 * stay what they were. */
static char *
blank_comments (const char *text)
{
  char *code = g_strdup (text);
  char quote = '\0';

  for (char *at = code; *at != '\0'; at++)
    {
      if (quote != '\0')
        {
          if (*at == '\\' && at[1] != '\0')
            at++;
          else if (*at == quote)
            quote = '\0';
        }
      else if (*at == '"' || *at == '\'')
        quote = *at;
      else if (at[0] == '/' && (at[1] == '*' || at[1] == '/'))
        {
          const char *mark = at[1] == '*' ? "*/" : "\n";
          char *end = strstr (at + 2, mark);

          end = end == NULL ? at + strlen (at) : end + strlen (mark);
          for (; at < end; at++)
            {
              if (*at != '\n')
                *at = ' ';
            }
          at--;
        }
    }
  return code;
}

/**
 * source_file_has_suffix:
 * @file: a file
 * @suffix: how its name may end
 */
gboolean
source_file_has_suffix (const SourceFile *file, const char *suffix)
{
  return g_str_has_suffix (file->path, suffix);
}

/**
 * source_file_dup_name:
 * @file: a file
 *
 * The last part of its path.
 */
char *
source_file_dup_name (const SourceFile *file)
{
  return g_path_get_basename (file->path);
}

/**
 * source_file_dup_room:
 * @file: a file
 *
 * Returns: (transfer full) (nullable): the folder of `src/` that it is in
 */
char *
source_file_dup_room (const SourceFile *file)
{
  const char *room = file->path + strlen ("src/");
  const char *end;

  if (!g_str_has_prefix (file->path, "src/"))
    return NULL;
  end = strchr (room, '/');
  return end == NULL ? NULL : g_strndup (room, (gsize) (end - room));
}

/**
 * source_file_match:
 * @file: a file
 * @pattern: a regular expression, in which `^` is the start of a line
 * @matched_cb: (scope call): called for each place that matches
 * @user_data: for @matched_cb
 *
 * Searches the file's code, so not its comments.
 */
void
source_file_match (const SourceFile *file, const char *pattern, SourceMatch matched_cb, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_OPTIMIZE, 0, &error);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_no_error (error);
  g_regex_match (regex, file->code, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      int start;

      g_match_info_fetch_pos (match, 0, &start, NULL);
      matched_cb (file, (gsize) start, match, user_data);
    }
}

/**
 * source_file_fault:
 * @file: a file
 * @offset: the place in it, in bytes
 * @faults: (element-type utf8): where to add the fault
 * @format: what is wrong there
 * @...: the values that @format takes
 *
 * Adds `path:line: what is wrong`.
 */
void
source_file_fault (const SourceFile *file, gsize offset, GPtrArray *faults, const char *format, ...)
{
  g_autofree char *message = NULL;
  guint line = 1;
  va_list args;

  for (gsize at = 0; at < offset && file->text[at] != '\0'; at++)
    line += file->text[at] == '\n';
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (faults, g_strdup_printf ("%s:%u: %s", file->path, line, message));
}

/**
 * source_tree_new:
 *
 * Makes a tree without files.
 *
 * Returns: (transfer full) (element-type SourceFile)
 */
GPtrArray *
source_tree_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) source_file_free);
}

/**
 * source_tree_add:
 * @tree: a tree
 * @path: where the file stands
 * @text: what is in it
 */
void
source_tree_add (GPtrArray *tree, const char *path, const char *text)
{
  SourceFile *file = g_new0 (SourceFile, 1);
  gboolean is_c = g_str_has_suffix (path, ".c") || g_str_has_suffix (path, ".h");

  file->path = g_strdup (path);
  file->text = g_strdup (text);
  file->code = is_c ? blank_comments (text) : g_strdup (text);
  g_ptr_array_add (tree, file);
}

static gboolean
is_read (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (read_suffixes); i++)
    {
      if (g_str_has_suffix (path, read_suffixes[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_skipped (const char *folder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (skipped_folders); i++)
    {
      if (g_str_equal (folder, skipped_folders[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * source_tree_read:
 * @tree: a tree
 * @top: where the project is
 * @folder: a folder of it, which is read with all that it holds
 * @error: (out) (optional): where to put a failure
 *
 * Adds the files of a folder to @tree, in no order.
 */
gboolean
source_tree_read (GPtrArray *tree, const char *top, const char *folder, GError **error)
{
  g_autofree char *where = g_build_filename (top, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (where, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *file = g_build_filename (top, path, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        {
          if (!is_skipped (path) && !source_tree_read (tree, top, path, error))
            return FALSE;
        }
      else if (is_read (path))
        {
          if (!g_file_get_contents (file, &text, NULL, error))
            return FALSE;
          source_tree_add (tree, path, text);
        }
    }
  return TRUE;
}

/**
 * source_tree_find:
 * @tree: a tree
 * @path: where a file stands
 *
 * Returns: (transfer none) (nullable): the file
 */
const SourceFile *
source_tree_find (GPtrArray *tree, const char *path)
{
  for (guint i = 0; i < tree->len; i++)
    {
      const SourceFile *file = g_ptr_array_index (tree, i);

      if (g_str_equal (file->path, path))
        return file;
    }
  return NULL;
}
