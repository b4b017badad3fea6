/* rel-cli.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-secret.h"
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
 * @email: (owned) (nullable): the email address to sign in with
 * @anonymous: whether one does not sign in
 * @graphql: whether only GraphQL gets through to the server
 * @kind: (owned) (nullable): what a project is for
 * @colour: (owned) (nullable): its mark
 * @ca_file: (owned) (nullable): a file with the certificates that vouch for a server
 * @read_only: whether nothing is published to it
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
 * @opened: (owned) (element-type RelWorkspace): the projects that were opened
 * @given_up: whether the person does not want to answer
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
  char *email;
  gboolean anonymous;
  gboolean graphql;
  char *kind;
  char *colour;
  char *ca_file;
  gboolean read_only;
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
  GPtrArray *opened;
  gboolean given_up;
} RelCli;

int rel_cli_run (int argc, char **argv);
RelSecret *rel_cli_dup_token (RelCli *cli, GError **error);
RelTarget *rel_cli_get_target (const char *text, GError **error);
RelWorkspace *rel_cli_open (RelCli *cli, const char *target, gboolean keeps_draft, GError **error);
RelWorkspace *rel_cli_open_target (RelCli *cli,
                                   RelTarget *target,
                                   const char *token,
                                   RelAskFunc ask,
                                   gpointer ask_data,
                                   gboolean keeps_draft,
                                   GError **error);
void rel_cli_ask (RelQuestion *question, gpointer user_data);
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
int rel_cli_projects (RelCli *cli);
int rel_cli_project (RelCli *cli);
int rel_cli_sign_in (RelCli *cli);
int rel_cli_sign_out (RelCli *cli);

G_END_DECLS
