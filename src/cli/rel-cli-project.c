/* rel-cli-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands for saved projects: projects, project, sign-in, sign-out.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-certificate.h"
#include "rel-cli.h"
#include "rel-error.h"
#include "rel-json.h"
#include "rel-profiles.h"
#include "rel-secrets.h"

static JsonObject *
profile_to_json (const RelProfile *profile)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", profile->name);
  json_object_set_string_member (object, "address", profile->address);
  json_object_set_string_member (object, "kind", rel_profile_kind_get_name (profile->kind));
  json_object_set_string_member (object, "sign_in", rel_profile_sign_in_get_name (profile->sign_in));
  if (profile->email != NULL)
    json_object_set_string_member (object, "email", profile->email);
  json_object_set_string_member (object, "transport", rel_profile_transport_get_name (profile->transport));
  json_object_set_string_member (object, "colour", rel_profile_colour_get_name (profile->colour));
  json_object_set_boolean_member (object, "schema_api", profile->schema_api);
  json_object_set_boolean_member (object, "read_only", profile->read_only);
  if (profile->certificate != NULL)
    json_object_set_string_member (object, "certificate", profile->certificate);
  if (profile->ca_file != NULL)
    json_object_set_string_member (object, "ca_file", profile->ca_file);
  if (profile->opened_s != 0)
    json_object_set_int_member (object, "opened", profile->opened_s);
  return object;
}

static char *
dup_json (GPtrArray *profiles)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < profiles->len; i++)
    json_array_add_object_element (array, profile_to_json (g_ptr_array_index (profiles, i)));
  json_node_take_array (node, array);
  text = rel_json_dup_text (node, TRUE);
  return g_strconcat (text, "\n", NULL);
}

/* One a line, the name first; what follows has no tabs in it. */
static char *
dup_lines (GPtrArray *profiles)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < profiles->len; i++)
    {
      const RelProfile *profile = g_ptr_array_index (profiles, i);

      g_string_append_printf (text, "%s\t%s\t%s\t%s%s%s\n", profile->name, profile->address,
                              rel_profile_kind_get_name (profile->kind),
                              profile->sign_in == REL_PROFILE_SIGN_IN_EMAIL && profile->email != NULL
                                ? profile->email
                                : rel_profile_sign_in_get_name (profile->sign_in),
                              profile->transport == REL_PROFILE_TRANSPORT_GRAPHQL ? "\tgraphql" : "",
                              profile->read_only ? "\tread-only" : "");
    }
  return g_string_free (text, FALSE);
}

/**
 * rel_cli_projects:
 * @cli: a call of the program: with --json
 *
 * Lists the saved projects, the one that was opened last first.
 *
 * Returns: the exit status
 */
int
rel_cli_projects (RelCli *cli)
{
  g_autofree char *set_aside = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) profiles = rel_profiles_load (&set_aside, &error);

  if (profiles == NULL)
    return rel_cli_fail (error);
  if (set_aside != NULL)
    g_printerr (_ ("The file of saved projects was damaged. It was kept as %s\n"), set_aside);
  text = cli->json ? dup_json (profiles) : dup_lines (profiles);
  return rel_cli_print (cli, text, strlen (text));
}

/* What of the options is no name for anything. */
static gboolean
read_options (RelCli *cli, RelProfile *profile, GError **error)
{
  if (cli->kind != NULL && !rel_profile_read_kind (cli->kind, &profile->kind))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is no kind of project: development, staging or production"), cli->kind);
      return FALSE;
    }
  if (cli->colour != NULL && !rel_profile_read_colour (cli->colour, &profile->colour))
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID,
                   _ ("“%s” is no colour: blue, green, yellow, orange, red, purple or brown"), cli->colour);
      return FALSE;
    }
  if (cli->graphql && cli->schema_api)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID,
                           _ ("Directus has the schema API over REST only: give --graphql or --schema-api, not both"));
      return FALSE;
    }
  if (cli->email != NULL && cli->anonymous)
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, _ ("Give --email or --anonymous, not both"));
      return FALSE;
    }
  profile->sign_in = cli->email != NULL ? REL_PROFILE_SIGN_IN_EMAIL
                     : cli->anonymous   ? REL_PROFILE_SIGN_IN_NONE
                                        : REL_PROFILE_SIGN_IN_TOKEN;
  profile->email = g_strdup (cli->email);
  profile->transport = cli->graphql ? REL_PROFILE_TRANSPORT_GRAPHQL : REL_PROFILE_TRANSPORT_REST;
  profile->schema_api = cli->schema_api;
  profile->read_only = cli->read_only;
  /* It is read later, from wherever the program is started then. */
  profile->ca_file = cli->ca_file != NULL ? g_canonicalize_filename (cli->ca_file, NULL) : NULL;
  return TRUE;
}

static gboolean
add (RelCli *cli, GError **error)
{
  g_autoptr (RelProfile) typed = rel_profile_new (cli->arguments[1], cli->arguments[2]);
  g_autoptr (RelTarget) target = rel_target_new_profile (typed, error);
  g_autoptr (RelProfile) profile = NULL;

  if (target == NULL)
    return FALSE;
  /* The address as it is written everywhere. */
  profile = rel_profile_copy (rel_target_get_profile (target));
  if (!read_options (cli, profile, error) || !rel_profiles_save (profile, error))
    return FALSE;
  if (profile->sign_in != REL_PROFILE_SIGN_IN_NONE)
    g_printerr (_ ("Saved. Now sign in: relations-cli sign-in %s\n"), profile->name);
  return TRUE;
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static gboolean
forget_secret (RelProfile *profile, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_secrets_forget_async (profile, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rel_secrets_forget_finish (result, error);
}

static gboolean
remove_project (RelCli *cli, GError **error)
{
  g_autoptr (RelProfile) profile = rel_profiles_find (cli->arguments[1], error);

  if (profile == NULL || !rel_profiles_remove (profile->id, error))
    return FALSE;
  if (profile->sign_in == REL_PROFILE_SIGN_IN_NONE || forget_secret (profile, error))
    return TRUE;
  g_prefix_error_literal (error, _ ("The project is forgotten, but not what the keyring may have of it. "));
  return FALSE;
}

static gboolean
trust (RelCli *cli, GError **error)
{
  g_autoptr (RelProfile) profile = rel_profiles_find (cli->arguments[1], error);

  if (profile == NULL)
    return FALSE;
  g_free (profile->certificate);
  profile->certificate = rel_certificate_read_fingerprint (cli->arguments[2], error);
  return profile->certificate != NULL && rel_profiles_save (profile, error);
}

/**
 * rel_cli_project:
 * @cli: a call of the program: add NAME ADDRESS, trust NAME FINGERPRINT, or remove NAME
 *
 * Saves a project, accepts exactly that certificate of its server, or forgets a project and
 * what one signs in to it with.
 *
 * Returns: the exit status
 */
int
rel_cli_project (RelCli *cli)
{
  const char *verb = cli->arguments[0];
  gboolean is_done = FALSE;
  GError *error = NULL;

  if (strcmp (verb, "add") == 0 && cli->n_arguments == 3)
    is_done = add (cli, &error);
  else if (strcmp (verb, "trust") == 0 && cli->n_arguments == 3)
    is_done = trust (cli, &error);
  else if (strcmp (verb, "remove") == 0 && cli->n_arguments == 2)
    is_done = remove_project (cli, &error);
  else
    g_set_error_literal (&error, REL_ERROR, REL_ERROR_INVALID,
                         _ ("Usage: relations-cli project add NAME ADDRESS …, relations-cli project trust NAME "
                            "FINGERPRINT, or relations-cli project remove NAME"));
  return is_done ? REL_CLI_DONE : rel_cli_fail (error);
}

/* What a person, or a file, says when one signs in. */
typedef struct
{
  RelCli *cli;
  char *secret;       /* (owned) (nullable): from the file, else the last one typed */
  gboolean from_file; /* nobody is to be asked for it */
  gboolean is_given;  /* it was tried */
} SignIn;

static void
sign_in_ask_cb (RelQuestion *question, gpointer user_data)
{
  SignIn *sign_in = user_data;

  if (rel_question_get_kind (question) == REL_QUESTION_CODE)
    rel_cli_ask (question, sign_in->cli);
  else if (!sign_in->from_file)
    {
      rel_cli_ask (question, sign_in->cli);
      rel_secret_replace (&sign_in->secret, rel_question_get_secret (question));
    }
  else if (!sign_in->is_given)
    {
      sign_in->is_given = TRUE;
      rel_question_answer (question, rel_question_get_email (question), sign_in->secret, FALSE);
    }
  else
    rel_question_end (question);
}

static gboolean
store (RelProfile *profile, const char *secret, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rel_secrets_store_async (profile, secret, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rel_secrets_store_finish (result, error);
}

static gboolean
sign_in_to (RelCli *cli, RelProfile *profile, SignIn *sign_in, GError **error)
{
  g_autoptr (RelProfile) unknown = rel_profile_copy (profile);
  g_autoptr (RelTarget) target = NULL;
  g_autoptr (RelWorkspace) workspace = NULL;

  if (profile->sign_in == REL_PROFILE_SIGN_IN_NONE)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("“%s” is saved as a project that needs no sign-in"),
                   profile->name);
      return FALSE;
    }
  /* What the keyring has is not to be tried. */
  g_clear_pointer (&unknown->id, g_free);
  target = rel_target_new_profile (unknown, error);
  if (target == NULL)
    return FALSE;
  workspace = rel_cli_open_target (cli, target, NULL, sign_in_ask_cb, sign_in, FALSE, error);
  return workspace != NULL && store (profile, sign_in->secret, error);
}

/* The password in the file. The newline at its end is the editor's; spaces may belong to it. */
static RelSecret *
read_password (const char *path, GError **error)
{
  g_autoptr (RelSecret) password = NULL;
  gsize length;

  if (!g_file_get_contents (path, &password, NULL, error))
    return NULL;
  length = strlen (password);
  if (g_str_has_suffix (password, "\r\n"))
    password[length - 2] = '\0';
  else if (g_str_has_suffix (password, "\n"))
    password[length - 1] = '\0';
  if (*password != '\0')
    return g_steal_pointer (&password);
  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no password in “%s”"), path);
  return NULL;
}

/**
 * rel_cli_sign_in:
 * @cli: a call of the program: NAME, with --token-file for a file with the token or the
 *   password
 *
 * Signs in to a saved project, and keeps in the keyring what that takes. It is read at the
 * terminal if no file is given.
 *
 * Returns: the exit status
 */
int
rel_cli_sign_in (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelProfile) profile = rel_profiles_find (cli->arguments[0], &error);
  SignIn sign_in = { cli, NULL, cli->token_file != NULL, FALSE };
  gboolean is_done;

  if (profile == NULL)
    return rel_cli_fail (error);
  if (sign_in.from_file)
    {
      sign_in.secret = profile->sign_in == REL_PROFILE_SIGN_IN_EMAIL ? read_password (cli->token_file, &error)
                                                                     : rel_cli_dup_token (cli, &error);
      if (sign_in.secret == NULL)
        return rel_cli_fail (error);
    }
  is_done = sign_in_to (cli, profile, &sign_in, &error);
  rel_secret_free (sign_in.secret);
  return is_done ? REL_CLI_DONE : rel_cli_fail (error);
}

/**
 * rel_cli_sign_out:
 * @cli: a call of the program: NAME
 *
 * Forgets what one signs in to a saved project with.
 *
 * Returns: the exit status
 */
int
rel_cli_sign_out (RelCli *cli)
{
  GError *error = NULL;
  g_autoptr (RelProfile) profile = rel_profiles_find (cli->arguments[0], &error);

  if (profile == NULL || !forget_secret (profile, &error))
    return rel_cli_fail (error);
  return REL_CLI_DONE;
}
