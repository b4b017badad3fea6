/* rel-fix-actions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that put right what a check has found: each is one edit that can be undone.
 */

#include "config.h"

#include "rel-fix-actions.h"

#include <glib/gi18n.h>

#include "rel-repair.h"

static void
fix_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (user_data);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  RelFinding *found = rel_checker_find (rel_project_view_get_checker (view), g_variant_get_string (parameter, NULL));
  g_autoptr (RelFinding) finding = found != NULL ? rel_finding_ref (found) : NULL;
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (GError) error = NULL;

  if (finding == NULL)
    return;
  draft = rel_finding_fix (finding, rel_workspace_get_draft (workspace), &error);
  if (draft == NULL)
    {
      rel_lasting_warn (rel_project_view_get_lasting (view), error->message);
      return;
    }
  rel_workspace_set_draft (workspace, draft, rel_finding_get_fix_label (finding));
  rel_project_view_say (view, rel_finding_get_fix_label (finding), TRUE);
}

/* Fixes all that a rule has found, one after the other. What cannot be fixed stays as it is,
 * and stays among what is found. */
static RelSchema *
fix_rule (GPtrArray *findings, const RelRule *rule, RelSchema *schema, guint *n_fixed)
{
  RelSchema *draft = rel_schema_ref (schema);

  *n_fixed = 0;
  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);
      RelSchema *next;

      if (rel_finding_get_rule (finding) != rule || !rel_finding_is_fixable (finding))
        continue;
      next = rel_finding_fix (finding, draft, NULL);
      if (next == NULL)
        continue;
      rel_schema_unref (draft);
      draft = next;
      (*n_fixed)++;
    }
  return draft;
}

static void
fix_rule_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (user_data);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  const RelRule *rule = rel_rule_find (g_variant_get_string (parameter, NULL));
  g_autoptr (RelSchema) draft = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  guint n_fixed;

  if (rule == NULL)
    return;
  draft = fix_rule (rel_checker_get_findings (rel_project_view_get_checker (view)), rule,
                    rel_workspace_get_draft (workspace), &n_fixed);
  /* Translators: names an edit; the title of a rule. */
  name = g_strdup_printf (_ ("Fix “%s”"), rel_rule_get_title (rule));
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Fixed in %u place", "Fixed in %u places", n_fixed), n_fixed);
  rel_workspace_set_draft (workspace, draft, name);
  rel_project_view_say (view, text, n_fixed > 0);
}

/* Makes the field of a relation that is left without one. */
static void
restore_field_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelProjectView *view = REL_PROJECT_VIEW (user_data);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  const char *collection;
  const char *field;
  guint nth;

  g_variant_get (parameter, "(&s&su)", &collection, &field, &nth);
  draft = rel_repair_restore_ghost (rel_workspace_get_draft (workspace), collection, field, nth, &error);
  if (draft == NULL)
    {
      rel_lasting_warn (rel_project_view_get_lasting (view), error->message);
      return;
    }
  /* Translators: names an edit; a collection and a field of it, as articles.author. */
  name = g_strdup_printf (_ ("Make %s.%s again"), collection, field);
  rel_workspace_set_draft (workspace, draft, name);
  rel_project_view_say (view, name, TRUE);
}

/**
 * rel_fix_actions_add:
 * @map: the commands of a project
 * @view: its view; it must outlive their use
 *
 * Adds the commands `fix`, of the name of a finding, `fix-rule`, of the id of a rule, and
 * `restore-field`, of a relation.
 */
void
rel_fix_actions_add (GActionMap *map, RelProjectView *view)
{
  static const GActionEntry entries[] = {
    { "fix", fix_cb, "s", NULL, NULL, { 0 } },
    { "fix-rule", fix_rule_cb, "s", NULL, NULL, { 0 } },
    { "restore-field", restore_field_cb, "(ssu)", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), view);
}
