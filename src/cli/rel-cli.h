/* rel-cli.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-hazard.h"
#include "rel-query.h"
#include "rel-secret.h"
#include "rel-snippet.h"
#include "rel-workspace.h"

G_BEGIN_DECLS

/* Exit status of the program. */
#define REL_CLI_DONE    0
#define REL_CLI_ERROR   1
#define REL_CLI_DIFFERS 2

/* How many paths are found unless it is said. */
#define REL_CLI_N_PATHS 3

/**
 * RelCli:
 * @json: whether to print for programs
 * @dry_run: whether to say what would be done, only
 * @system: whether Directus' own relations are listed too
 * @with_field: whether the column of a relation is deleted too
 * @with_junction: whether its junction is deleted too
 * @keep_list: whether the list at its other side stays
 * @token_file: (owned) (nullable): a file with the token
 * @format: (owned) (nullable): how to print or export
 * @output: (owned) (nullable): the file to write to
 * @against: (owned) (nullable): another target
 * @host: (owned) (nullable): the address to serve at
 * @port: the port to serve at
 * @rate_limit: (owned) (nullable): how many requests are answered to a client, and in how many seconds
 * @email: (owned) (nullable): the email address to sign in with
 * @anonymous: whether one does not sign in
 * @graphql: whether only GraphQL gets through to the server
 * @kind: (owned) (nullable): what a project is for
 * @colour: (owned) (nullable): its mark
 * @ca_file: (owned) (nullable): a file with the certificates that vouch for a server
 * @read_only: whether nothing is published to it
 * @schema_api: whether changes are published all at once, through the schema API
 * @confirm: (owned) (nullable): the name of the project in which something may be deleted
 * @dark: whether a picture has a dark ground
 * @junctions: whether a diagram shows junctions as cards
 * @groups: whether a diagram has boxes for folders
 * @scale: pixels of a picture for a model unit; 0 if it was not said
 * @detail: (owned) (nullable): how much cards show
 * @arrangement: (owned) (nullable): a file that says where cards of a diagram stand
 * @around: (owned) (nullable): the collection that a diagram is of
 * @steps: how many steps around it are shown; -1 if it was not said
 * @folder: (owned) (nullable): the folder that a diagram is of
 * @path: (owned) (nullable): the two ends of the path that a diagram is of, with a comma
 * @fix: whether what a check finds is fixed in the draft
 * @rules: (owned) (nullable): the rules of a check, by their names
 * @where: (owned) (nullable): which relations are meant, as a query
 * @rows: whether items are counted
 * @n_paths: how many paths are wanted
 * @take: (owned) (nullable): what is taken over from another target
 * @arguments: (owned): what follows the name of the command
 * @n_arguments: how many these are
 * @opened: (owned) (element-type RelWorkspace): the projects that were opened
 * @server: (owned) (nullable): the server that the token is for, once one was opened
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
  gboolean keep_list;
  char *token_file;
  char *format;
  char *output;
  char *against;
  char *host;
  int port;
  char *rate_limit;
  char *email;
  gboolean anonymous;
  gboolean graphql;
  char *kind;
  char *colour;
  char *ca_file;
  gboolean read_only;
  gboolean schema_api;
  char *confirm;
  gboolean dark;
  gboolean junctions;
  gboolean groups;
  double scale;
  char *detail;
  char *arrangement;
  char *around;
  int steps;
  char *folder;
  char *path;
  gboolean fix;
  char **rules;
  char *where;
  gboolean rows;
  int n_paths;
  char **take;
  char **arguments;
  guint n_arguments;
  GPtrArray *opened;
  char *server;
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
char *rel_cli_ask_line (const char *prompt);
int rel_cli_publish (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes);
void rel_cli_print_hazards (RelWorkspace *workspace, GPtrArray *changes, RelHazardSeverity least);
int rel_cli_print_plan (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes);
int rel_cli_print_requests (RelCli *cli, RelWorkspace *workspace, GPtrArray *changes, RelSnippetForm form);
int rel_cli_finish (RelCli *cli, RelWorkspace *workspace);
gboolean rel_cli_say_conflicts (RelWorkspace *workspace);
RelQuery *rel_cli_parse_where (RelCli *cli, GError **error);
int rel_cli_print (RelCli *cli, const char *text, gsize length_bytes);
int rel_cli_print_json (RelCli *cli, JsonNode *node);

char *rel_cli_findings_dup_text (GPtrArray *findings, RelSchema *schema);
char *rel_cli_findings_dup_json (GPtrArray *findings, RelSchema *schema);
char *rel_cli_findings_dup_sarif (GPtrArray *findings, RelSchema *schema, const char *target);

int rel_cli_check (RelCli *cli);
int rel_cli_list (RelCli *cli);
int rel_cli_show (RelCli *cli);
int rel_cli_export (RelCli *cli);
int rel_cli_set (RelCli *cli);
int rel_cli_create (RelCli *cli);
int rel_cli_delete (RelCli *cli);
int rel_cli_adopt (RelCli *cli);
int rel_cli_restore (RelCli *cli);
int rel_cli_plan (RelCli *cli);
int rel_cli_apply (RelCli *cli);
int rel_cli_resolve (RelCli *cli);
int rel_cli_diff (RelCli *cli);
int rel_cli_impact (RelCli *cli);
int rel_cli_path (RelCli *cli);
int rel_cli_history (RelCli *cli);
int rel_cli_revert (RelCli *cli);
int rel_cli_serve (RelCli *cli);
int rel_cli_projects (RelCli *cli);
int rel_cli_project (RelCli *cli);
int rel_cli_sign_in (RelCli *cli);
int rel_cli_sign_out (RelCli *cli);

G_END_DECLS
