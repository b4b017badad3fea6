/* rel-cli.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-workspace.h"

G_BEGIN_DECLS

/* Exit status of the program. */
#define REL_CLI_DONE    0
#define REL_CLI_ERROR   1
#define REL_CLI_DIFFERS 2

/**
 * RelCli:
 * @json: whether to print for programs
 * @dry_run: whether to say what would be done, only
 * @system: whether Directus' own relations are listed too
 * @token_file: (owned) (nullable): a file with the token
 * @format: (owned) (nullable): how to print or export
 * @output: (owned) (nullable): the file to write to
 * @against: (owned) (nullable): another target
 * @port: the port to serve at
 * @dark: whether a picture has a dark ground
 * @junctions: whether a diagram shows junctions as cards
 * @groups: whether a diagram has boxes for folders
 * @scale: pixels of a picture for a model unit; 0 if it was not said
 * @detail: (owned) (nullable): how much cards show
 * @around: (owned) (nullable): the collection that a diagram is of
 * @steps: how many steps around it are shown; -1 if it was not said
 * @folder: (owned) (nullable): the folder that a diagram is of
 * @path: (owned) (nullable): the two ends of the path that a diagram is of, with a comma
 * @arguments: (owned): what follows the name of the command
 * @n_arguments: how many these are
 *
 * One call of the program, as read from the command line.
 */
typedef struct
{
  gboolean json;
  gboolean dry_run;
  gboolean system;
  char *token_file;
  char *format;
  char *output;
  char *against;
  int port;
  gboolean dark;
  gboolean junctions;
  gboolean groups;
  double scale;
  char *detail;
  char *around;
  int steps;
  char *folder;
  char *path;
  char **arguments;
  guint n_arguments;
} RelCli;

int rel_cli_run (int argc, char **argv);
char *rel_cli_dup_token (RelCli *cli, GError **error);
RelTarget *rel_cli_get_target (const char *text, GError **error);
RelWorkspace *rel_cli_open (RelCli *cli, const char *target, gboolean keeps_draft, GError **error);
int rel_cli_fail (GError *error);
int rel_cli_print (RelCli *cli, const char *text, gsize length_bytes);

int rel_cli_list (RelCli *cli);
int rel_cli_show (RelCli *cli);
int rel_cli_export (RelCli *cli);
int rel_cli_set (RelCli *cli);
int rel_cli_plan (RelCli *cli);
int rel_cli_apply (RelCli *cli);
int rel_cli_serve (RelCli *cli);

G_END_DECLS
