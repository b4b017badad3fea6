/* source-tree.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *path; /* (owned): from the top of the tree, as in `src/ui/rel-window.c` */
  char *text; /* (owned) */
  char *code; /* (owned): @text, and in C with the comments blanked */
} SourceFile;

/**
 * SourceRule:
 * @tree: (element-type SourceFile): the program's sources
 * @faults: (element-type utf8): takes a line for each place that breaks the rule, as
 *   source_file_fault() makes it
 *
 * A rule that the compiler does not know.
 */
typedef void (*SourceRule) (GPtrArray *tree, GPtrArray *faults);

/**
 * SourceMatch:
 * @file: a file
 * @offset: where it matches, in bytes
 * @match: what it matches
 * @user_data: as given
 */
typedef void (*SourceMatch) (const SourceFile *file, gsize offset, GMatchInfo *match, gpointer user_data);

gboolean source_file_has_suffix (const SourceFile *file, const char *suffix);
char *source_file_dup_name (const SourceFile *file);
char *source_file_dup_room (const SourceFile *file);
void source_file_match (const SourceFile *file, const char *pattern, SourceMatch matched_cb, gpointer user_data);
void source_file_fault (const SourceFile *file, gsize offset, GPtrArray *faults, const char *format, ...)
  G_GNUC_PRINTF (4, 5);

GPtrArray *source_tree_new (void);
void source_tree_add (GPtrArray *tree, const char *path, const char *text);
gboolean source_tree_read (GPtrArray *tree, const char *top, const char *folder, GError **error);
const SourceFile *source_tree_find (GPtrArray *tree, const char *path);

G_END_DECLS
