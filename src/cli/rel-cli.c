/* rel-cli.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The command line: which commands there are, their options, and what they share. Data
 * goes to standard output, all else to standard error.
 */

#include "config.h"

#include "rel-cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "rel-error.h"
#include "rel-file.h"

typedef struct
{
  const char *name;
  const char *usage;   /* of its arguments and options */
  const char *summary; /* one line */
  guint min_arguments;
  guint max_arguments;
  int (*run) (RelCli *cli);
} Command;

static const Command commands[] = {
  { "list", "TARGET [COLLECTION] [--where QUERY] [--json] [--system]", N_ ("the relations, one a line"), 1, 2,
    rel_cli_list },
  { "show", "TARGET COLLECTION FIELD [--json]", N_ ("one relation, all of it"), 3, 3, rel_cli_show },
  { "set",
    "TARGET COLLECTION FIELD KEY=VALUE… | COLLECTION KEY=VALUE… | --where QUERY KEY=VALUE…\n"
    "          [--dry-run] [--json] [--confirm NAME]",
    N_ ("change relations, a field or a collection, and publish that at once: schema.on_delete=CASCADE, "
        "related_collection=tags, alias=posts, sort=position, meta.one_allowed_collections+=tags, meta.hidden=true"),
    2, G_MAXUINT, rel_cli_set },
  { "create",
    "TARGET KIND COLLECTION FIELD [RELATED…] [KEY=VALUE…] | collection|folder NAME [KEY=VALUE…]\n"
    "          | field COLLECTION NAME [KEY=VALUE…] [--dry-run] [--json] [--confirm NAME]",
    N_ ("make a relation with all that comes with it (m2o, o2m, m2m, m2a, translations, file, files, tree), or a "
        "collection, a folder, a field"),
    3, G_MAXUINT, rel_cli_create },
  { "delete",
    "TARGET COLLECTION FIELD | COLLECTION | --where QUERY [--with-field] [--with-junction] [--keep-list]\n"
    "          [--dry-run] [--json] [--confirm NAME]",
    N_ ("delete relations and keep their columns, or with them; a field; a collection"), 1, 3, rel_cli_delete },
  { "adopt", "TARGET COLLECTION FIELD [alias=NAME] | --where QUERY [--dry-run] [--json]",
    N_ ("make relations of foreign keys that Directus does not know"), 1, 4, rel_cli_adopt },
  { "restore", "TARGET COLLECTION FIELD | --where QUERY [--dry-run] [--json]",
    N_ ("make the missing fields of relations again, empty; delete takes away what is left instead"), 1, 3,
    rel_cli_restore },
  { "plan", "TARGET [--against TARGET2] [--format=rest|curl|graphql|sdk|json] [--json]",
    N_ ("what would be sent: the draft, or what makes TARGET as TARGET2"), 1, 1, rel_cli_plan },
  { "apply", "TARGET [PLAN.json] [--dry-run] [--json] [--confirm NAME]",
    N_ ("publish the draft, or a plan made with plan --format=json; --confirm to delete in production"), 1, 2,
    rel_cli_apply },
  { "resolve", "TARGET [COLLECTION [FIELD [MEMBER]]] mine|theirs",
    N_ ("decide what clashes with what somebody else has changed; plan says what does"), 2, 5, rel_cli_resolve },
  { "check", "TARGET [--rule RULE]… [--format=text|json|sarif] [--json] [--fix [--dry-run]]",
    N_ ("what is wrong in the schema; --fix puts what can be fixed into the draft"), 1, 1, rel_cli_check },
  { "diff", "TARGET[@N] TARGET2[@N] [--json] [--take COLLECTION[.FIELD][:MEMBER]… [--dry-run]]",
    N_ ("what makes TARGET as TARGET2, member by member; @N is before publish N; --take puts parts into the draft"), 2,
    2, rel_cli_diff },
  { "impact", "TARGET COLLECTION [--rows] [--json]", N_ ("what follows when an item of a collection is deleted"), 2, 2,
    rel_cli_impact },
  { "path", "TARGET FROM TO [--k N] [--json]", N_ ("the shortest ways from one collection to another, as requests"), 3,
    3, rel_cli_path },
  { "history", "TARGET [--json]", N_ ("what was published from this computer, the newest first"), 1, 1,
    rel_cli_history },
  { "revert", "TARGET N [--dry-run] [--json] [--confirm NAME]",
    N_ ("take back the publish number N of history, and publish that at once"), 2, 2, rel_cli_revert },
  { "export",
    "TARGET --format=snapshot|yaml|svg|pdf|png|dot|mermaid|dbml|layout [-o FILE]\n"
    "          [--detail=names|relations|fields] [--junctions] [--groups] [--system] [--dark] [--scale X]\n"
    "          [--arrangement FILE | --around COLLECTION [--steps N] | --folder FOLDER | --path FROM,TO]\n"
    "          [--against TARGET2]",
    N_ ("the schema as a snapshot file, or its diagram; --against marks in it what differs from TARGET2"), 1, 1,
    rel_cli_export },
  { "serve", "[FILE|sample] [--host ADDRESS] [--port N] [--token-file FILE] [--rate-limit N/SECONDS]",
    N_ ("serve a local project; prints url= and token="), 0, 1, rel_cli_serve },
  { "projects", "[--json]", N_ ("the saved projects, the last opened first"), 0, 0, rel_cli_projects },
  { "project",
    "add NAME ADDRESS [--email EMAIL|--anonymous] [--graphql] [--kind=development|staging|production] [--colour "
    "COLOUR] "
    "[--read-only] [--schema-api] [--ca-file FILE] · trust NAME FINGERPRINT · remove NAME",
    N_ ("save a project on a server under a name, accept its certificate, or forget it"), 2, 3, rel_cli_project },
  { "sign-in", "NAME [--token-file FILE]",
    N_ ("sign in to a saved project; the keyring keeps the token or the password"), 1, 1, rel_cli_sign_in },
  { "sign-out", "NAME", N_ ("forget the token or the password of a saved project"), 1, 1, rel_cli_sign_out },
};

/**
 * rel_cli_fail:
 * @error: (transfer full): a failure
 *
 * Says what failed.
 *
 * Returns: the exit status: that of a conflict for one, else that of an error
 */
int
rel_cli_fail (GError *error)
{
  int status = g_error_matches (error, REL_ERROR, REL_ERROR_CONFLICT) ? REL_CLI_DIFFERS : REL_CLI_ERROR;

  g_printerr ("relations-cli: %s\n", error->message);
  if (rel_error_get_certificate (error) != NULL)
    g_printerr ("%s\n", _ ("If it is your server’s, save the project (project add) and accept the certificate for it "
                           "(project trust NAME FINGERPRINT)."));
  g_error_free (error);
  return status;
}

/**
 * rel_cli_print_json:
 * @cli: a call of the program
 * @node: what to print
 *
 * Prints a value for programs, as [func@cli_print] does.
 *
 * Returns: the exit status
 */
int
rel_cli_print_json (RelCli *cli, JsonNode *node)
{
  g_autofree char *text = rel_json_dup_text (node, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return rel_cli_print (cli, line, strlen (line));
}

/**
 * rel_cli_parse_where:
 * @cli: a call of the program
 * @error: (out) (optional): where to put a failure
 *
 * Reads which relations are meant. The message of a failure shows the place.
 *
 * Returns: (transfer full) (nullable): the query, which asks for everything if there is none;
 *   %NULL on error
 */
RelQuery *
rel_cli_parse_where (RelCli *cli, GError **error)
{
  const char *text = cli->where != NULL ? cli->where : "";
  g_autoptr (GError) failure = NULL;
  RelQuery *query = rel_query_parse (text, &failure);
  g_autofree char *marks = NULL;
  guint offset;
  guint length;

  if (query != NULL)
    return query;
  if (rel_error_get_place (failure, &offset, &length))
    {
      marks = g_strnfill (length, '^');
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, "%s\n  %s\n  %*s%s", failure->message, text, (int) offset, "",
                   marks);
    }
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * rel_cli_print:
 * @cli: a call of the program
 * @text: (array length=length_bytes): what to print
 * @length_bytes: its length
 *
 * Prints to the file that was asked for, which is replaced as a whole, or to standard
 * output.
 *
 * Returns: the exit status
 */
int
rel_cli_print (RelCli *cli, const char *text, gsize length_bytes)
{
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;

  if (cli->output == NULL)
    {
      if (fwrite (text, 1, length_bytes, stdout) == length_bytes && fflush (stdout) == 0)
        return REL_CLI_DONE;
      g_set_error_literal (&error, REL_ERROR, REL_ERROR_FAILED, _ ("Standard output cannot be written"));
      return rel_cli_fail (error);
    }

  file = g_file_new_for_commandline_arg (cli->output);
  content = g_bytes_new_static (text, length_bytes);
  if (!rel_file_replace (file, content, NULL, &error))
    return rel_cli_fail (error);
  return REL_CLI_DONE;
}

/**
 * rel_cli_dup_token:
 * @cli: a call of the program
 * @error: (out) (optional): where to put a failure
 *
 * Finds the token: in the file that was named, else in the environment as RELATIONS_TOKEN,
 * where an empty one is none.
 *
 * Errors: `REL_ERROR_INVALID` if there is no token in the file, else those of reading it.
 *
 * Returns: (transfer full) (nullable): the token; %NULL on error, and if there is none, when
 *   @error is not set
 */
RelSecret *
rel_cli_dup_token (RelCli *cli, GError **error)
{
  g_autoptr (RelSecret) token = NULL;

  if (cli->token_file == NULL)
    token = g_strdup (g_getenv ("RELATIONS_TOKEN"));
  else if (!g_file_get_contents (cli->token_file, &token, NULL, error))
    return NULL;

  if (token != NULL && *g_strstrip (token) != '\0')
    return g_steal_pointer (&token);
  if (cli->token_file != NULL)
    g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no token in “%s”"), cli->token_file);
  return NULL;
}

/**
 * rel_cli_get_target:
 * @text: a target, as typed
 * @error: (out) (optional): where to put a failure
 *
 * Returns: (transfer full) (nullable): the target, or %NULL on error
 */
RelTarget *
rel_cli_get_target (const char *text, GError **error)
{
  return rel_target_new (text, NULL, error);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/**
 * rel_cli_open_target:
 * @cli: a call of the program
 * @target: what to open
 * @token: (nullable): a token for it
 * @ask: asks the person
 * @ask_data: for @ask
 * @keeps_draft: whether the draft of the window is opened with it
 * @error: (out) (optional): where to put a failure
 *
 * Opens a project and waits for it.
 *
 * Returns: (transfer full) (nullable): the project, or %NULL on error
 */
RelWorkspace *
rel_cli_open_target (RelCli *cli,
                     RelTarget *target,
                     const char *token,
                     RelAskFunc ask,
                     gpointer ask_data,
                     gboolean keeps_draft,
                     GError **error)
{
  g_autoptr (GAsyncResult) opened = NULL;
  RelWorkspace *workspace;

  rel_workspace_open_async (target, token, ask, ask_data, keeps_draft, NULL, result_cb, &opened);
  while (opened == NULL)
    g_main_context_iteration (NULL, TRUE);

  workspace = rel_workspace_open_finish (opened, error);
  if (workspace == NULL)
    return NULL;
  g_ptr_array_add (cli->opened, g_object_ref (workspace));
  if (rel_workspace_get_notice (workspace) != NULL)
    g_printerr ("%s\n", rel_workspace_get_notice (workspace));
  return workspace;
}

/* A session that the program has begun ends with it. */
static void
close_all (RelCli *cli)
{
  for (guint i = 0; i < cli->opened->len; i++)
    {
      RelWorkspace *workspace = g_ptr_array_index (cli->opened, i);
      g_autoptr (GAsyncResult) closed = NULL;
      g_autoptr (GError) error = NULL;

      rel_workspace_close_async (workspace, result_cb, &closed);
      while (closed == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (!rel_workspace_close_finish (workspace, closed, &error))
        g_printerr (_ ("relations-cli: not signed out: %s\n"), error->message);
    }
  g_ptr_array_unref (cli->opened);
}

/* The token for a project. What is given is for one server: another one, which the first is
 * compared with, is not told it. */
static RelSecret *
dup_token_for (RelCli *cli, RelTarget *target, GError **error)
{
  g_autoptr (RelSecret) second = NULL;

  if (rel_target_get_kind (target) != REL_TARGET_SERVER)
    return NULL;
  if (cli->server == NULL)
    cli->server = g_strdup (rel_target_get_id (target));
  if (strcmp (cli->server, rel_target_get_id (target)) == 0)
    return rel_cli_dup_token (cli, error);
  second = g_strdup (g_getenv ("RELATIONS_TOKEN2"));
  return second != NULL && *g_strstrip (second) != '\0' ? g_steal_pointer (&second) : NULL;
}

/**
 * rel_cli_open:
 * @cli: a call of the program
 * @target: what to open, as typed
 * @keeps_draft: whether the draft of the window is opened with it
 * @error: (out) (optional): where to put a failure
 *
 * Opens a project and waits for it.
 *
 * Returns: (transfer full) (nullable): the project, or %NULL on error
 */
RelWorkspace *
rel_cli_open (RelCli *cli, const char *target, gboolean keeps_draft, GError **error)
{
  g_autoptr (RelTarget) parsed = rel_cli_get_target (target, error);
  g_autoptr (GError) token_error = NULL;
  g_autoptr (RelSecret) token = NULL;
  RelWorkspace *workspace;

  if (parsed == NULL)
    return NULL;
  token = dup_token_for (cli, parsed, &token_error);
  if (token_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&token_error));
      return NULL;
    }

  workspace = rel_cli_open_target (cli, parsed, token, rel_cli_ask, cli, keeps_draft, error);
  if (workspace == NULL)
    g_prefix_error (error, "%s: ", target);
  return workspace;
}

static void
print_usage (FILE *stream)
{
  fprintf (stream, "%s\n\n", _ ("Usage: relations-cli COMMAND …"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-8s %s\n          %s\n", commands[i].name, commands[i].usage, gettext (commands[i].summary));
  fprintf (stream, "\n%s\n",
           _ (
             "TARGET is the name of a saved project, an address (https://…), a SQLite file, a snapshot (.json, .yaml)\n"
             "or the word “sample”.\n"
             "A token is read from RELATIONS_TOKEN or from --token-file; that of a saved project is in the keyring.\n"
             "What is printed goes to a file with -o FILE.\n"
             "Exit status: 0 done, 1 error, 2 findings, differences or conflicts."));
}

static void
print_command_usage (const Command *command)
{
  g_print (_ ("Usage: relations-cli %s %s"), command->name, command->usage);
  g_print ("\n\n%s\n", gettext (command->summary));
}

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (commands[i].name, name) == 0)
        return &commands[i];
    }
  return NULL;
}

/* GOption leaves `--` in its place when names after it begin with a dash. */
static void
take_out_separator (RelCli *cli)
{
  guint at = 0;

  while (at < cli->n_arguments && strcmp (cli->arguments[at], "--") != 0)
    at++;
  if (at == cli->n_arguments)
    return;
  cli->n_arguments--;
  memmove (cli->arguments + at, cli->arguments + at + 1, (cli->n_arguments - at) * sizeof *cli->arguments);
}

/* A command takes the options of its usage. Whatever opens a project takes a token, and a file for
 * what it prints. */
static gboolean
takes (const Command *command, const GOptionEntry *option)
{
  g_autofree char *text = g_strconcat ("--", option->long_name, NULL);
  gsize length = strlen (text);

  if (g_str_has_prefix (command->usage, "TARGET") &&
      (strcmp (option->long_name, "token-file") == 0 || strcmp (option->long_name, "output") == 0))
    return TRUE;
  for (const char *found = strstr (command->usage, text); found != NULL; found = strstr (found + length, text))
    {
      if (!g_ascii_isalpha (found[length]) && found[length] != '-')
        return TRUE;
    }
  return FALSE;
}

static void
add_options (GOptionContext *context, const Command *command, const GOptionEntry *options)
{
  for (const GOptionEntry *option = options; option->long_name != NULL; option++)
    {
      const GOptionEntry one[] = { *option, G_OPTION_ENTRY_NULL };

      if (takes (command, option))
        g_option_context_add_main_entries (context, one, NULL);
    }
}

static gboolean
read_options (RelCli *cli, const Command *command, int *argc, char ***argv, GError **error)
{
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &cli->dry_run, NULL, NULL },
    { "system", 0, 0, G_OPTION_ARG_NONE, &cli->system, NULL, NULL },
    { "with-field", 0, 0, G_OPTION_ARG_NONE, &cli->with_field, NULL, NULL },
    { "with-junction", 0, 0, G_OPTION_ARG_NONE, &cli->with_junction, NULL, NULL },
    { "keep-list", 0, 0, G_OPTION_ARG_NONE, &cli->keep_list, NULL, NULL },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &cli->token_file, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &cli->format, NULL, NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &cli->output, NULL, NULL },
    { "against", 0, 0, G_OPTION_ARG_FILENAME, &cli->against, NULL, NULL },
    { "host", 0, 0, G_OPTION_ARG_STRING, &cli->host, NULL, NULL },
    { "port", 0, 0, G_OPTION_ARG_INT, &cli->port, NULL, NULL },
    { "rate-limit", 0, 0, G_OPTION_ARG_STRING, &cli->rate_limit, NULL, NULL },
    { "email", 0, 0, G_OPTION_ARG_STRING, &cli->email, NULL, NULL },
    { "anonymous", 0, 0, G_OPTION_ARG_NONE, &cli->anonymous, NULL, NULL },
    { "graphql", 0, 0, G_OPTION_ARG_NONE, &cli->graphql, NULL, NULL },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &cli->kind, NULL, NULL },
    { "colour", 0, 0, G_OPTION_ARG_STRING, &cli->colour, NULL, NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &cli->ca_file, NULL, NULL },
    { "read-only", 0, 0, G_OPTION_ARG_NONE, &cli->read_only, NULL, NULL },
    { "schema-api", 0, 0, G_OPTION_ARG_NONE, &cli->schema_api, NULL, NULL },
    { "confirm", 0, 0, G_OPTION_ARG_STRING, &cli->confirm, NULL, NULL },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &cli->dark, NULL, NULL },
    { "junctions", 0, 0, G_OPTION_ARG_NONE, &cli->junctions, NULL, NULL },
    { "groups", 0, 0, G_OPTION_ARG_NONE, &cli->groups, NULL, NULL },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &cli->scale, NULL, NULL },
    { "detail", 0, 0, G_OPTION_ARG_STRING, &cli->detail, NULL, NULL },
    { "arrangement", 0, 0, G_OPTION_ARG_FILENAME, &cli->arrangement, NULL, NULL },
    { "around", 0, 0, G_OPTION_ARG_STRING, &cli->around, NULL, NULL },
    { "steps", 0, 0, G_OPTION_ARG_INT, &cli->steps, NULL, NULL },
    { "folder", 0, 0, G_OPTION_ARG_STRING, &cli->folder, NULL, NULL },
    { "path", 0, 0, G_OPTION_ARG_STRING, &cli->path, NULL, NULL },
    { "fix", 0, 0, G_OPTION_ARG_NONE, &cli->fix, NULL, NULL },
    { "rule", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cli->rules, NULL, NULL },
    { "where", 0, 0, G_OPTION_ARG_STRING, &cli->where, NULL, NULL },
    { "rows", 0, 0, G_OPTION_ARG_NONE, &cli->rows, NULL, NULL },
    { "k", 0, 0, G_OPTION_ARG_INT, &cli->n_paths, NULL, NULL },
    { "take", 0, 0, G_OPTION_ARG_STRING_ARRAY, &cli->take, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  add_options (context, command, options);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  cli->arguments = *argv + 1;
  cli->n_arguments = *argc - 1;
  take_out_separator (cli);
  if (cli->n_arguments < command->min_arguments || cli->n_arguments > command->max_arguments)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("Usage: relations-cli %s %s"), command->name,
                   command->usage);
      return FALSE;
    }
  if (cli->port < 0 || cli->port > G_MAXUINT16)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("%d is not a port"), cli->port);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_help (const char *argument)
{
  return strcmp (argument, "--help") == 0 || strcmp (argument, "-h") == 0;
}

/**
 * rel_cli_run:
 * @argc: the number of arguments of the program
 * @argv: its arguments
 *
 * Runs the command that the arguments name.
 *
 * Returns: the exit status
 */
int
rel_cli_run (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "";
  const Command *command = find_command (name);
  g_autofree char **rest = NULL;
  char **parsed;
  GError *error = NULL;
  RelCli cli = { .steps = -1, .n_paths = REL_CLI_N_PATHS };
  int status;

  if (is_help (name) || strcmp (name, "help") == 0)
    {
      print_usage (stdout);
      return REL_CLI_DONE;
    }
  if (command != NULL && argc == 3 && is_help (argv[2]))
    {
      print_command_usage (command);
      return REL_CLI_DONE;
    }
  if (strcmp (name, "--version") == 0)
    {
      g_print ("relations-cli %s\n", PACKAGE_VERSION);
      return REL_CLI_DONE;
    }
  if (command == NULL && *name != '\0')
    {
      g_printerr (_ ("relations-cli: there is no command “%s”. See relations-cli --help\n"), name);
      return REL_CLI_ERROR;
    }
  if (command == NULL)
    {
      print_usage (stderr);
      return REL_CLI_ERROR;
    }

  /* GOption takes arguments out of the array that it is given. */
  argc--;
  rest = g_memdup2 (argv + 1, sizeof (char *) * (argc + 1));
  parsed = rest;
  cli.opened = g_ptr_array_new_with_free_func (g_object_unref);
  status = read_options (&cli, command, &argc, &parsed, &error) ? command->run (&cli) : rel_cli_fail (error);
  close_all (&cli);

  g_free (cli.server);
  g_free (cli.host);
  g_free (cli.rate_limit);
  g_free (cli.token_file);
  g_free (cli.format);
  g_free (cli.arrangement);
  g_free (cli.output);
  g_free (cli.against);
  g_free (cli.email);
  g_free (cli.ca_file);
  g_free (cli.kind);
  g_free (cli.colour);
  g_free (cli.confirm);
  g_free (cli.detail);
  g_free (cli.around);
  g_free (cli.folder);
  g_free (cli.path);
  g_strfreev (cli.rules);
  g_free (cli.where);
  g_strfreev (cli.take);
  return status;
}
