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
 * @with_field: whether the column of a relation is deleted too
 * @with_junction: whether its junction is deleted too
 * @token_file: (owned) (nullable): a file with the token
 * @format: (owned) (nullable): how to print or export
 * @output: (owned) (nullable): the file to write to
 * @against: (owned) (nullable): another target
 * @port: the port to serve at
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
  gboolean with_field;
  gboolean with_junction;
  char *token_file;
  char *format;
  char *output;
  char *against;
  int port;
  char **arguments;
  guint n_arguments;
} RelCli;

int rel_cli_run (int argc, char **argv);
char *rel_cli_dup_token (RelCli *cli, GError **error);
RelTarget *rel_cli_get_target (const char *text, GError **error);
RelWorkspace *rel_cli_open (RelCli *cli, const char *target, gboolean keeps_draft, GError **error);
int rel_cli_fail (GError *error);
int rel_cli_finish (RelCli *cli, RelWorkspace *workspace);
int rel_cli_print (RelCli *cli, const char *text, gsize length_bytes);

int rel_cli_list (RelCli *cli);
int rel_cli_show (RelCli *cli);
int rel_cli_export (RelCli *cli);
int rel_cli_set (RelCli *cli);
int rel_cli_create (RelCli *cli);
int rel_cli_delete (RelCli *cli);
int rel_cli_plan (RelCli *cli);
int rel_cli_apply (RelCli *cli);
int rel_cli_serve (RelCli *cli);

G_END_DECLS
