/* rel-project-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the view of a project says of it as a whole.
 */

#include "config.h"

#include "rel-project-words.h"

#include <glib/gi18n.h>

#include "rel-profile-words.h"

/**
 * rel_project_words_dup_where:
 * @target: a target
 *
 * Returns: (transfer full): where the project is, to stand under its name
 */
char *
rel_project_words_dup_where (RelTarget *target)
{
  switch (rel_target_get_kind (target))
    {
    case REL_TARGET_SERVER:
      return g_strdup (rel_target_get_id (target));
    case REL_TARGET_SAMPLE:
      return g_strdup (_ ("On this computer"));
    case REL_TARGET_LOCAL:
    case REL_TARGET_SNAPSHOT:
    default:
      return g_file_get_parse_name (rel_target_get_file (target));
    }
}

/**
 * rel_project_words_dup_production:
 * @target: a target
 *
 * Returns: (transfer full) (nullable): the word that cannot be overlooked if people work with the
 *   project; %NULL if they do not
 */
char *
rel_project_words_dup_production (RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);

  if (profile == NULL || profile->id == NULL || profile->kind != REL_PROFILE_KIND_PRODUCTION)
    return NULL;
  return g_utf8_strup (rel_profile_words_get_kind (profile->kind), -1);
}

/**
 * rel_project_words_dup_name:
 * @target: a target
 *
 * Returns: (transfer full): what the project is called where something is about to be done to it
 */
char *
rel_project_words_dup_name (RelTarget *target)
{
  g_autofree char *production = rel_project_words_dup_production (target);

  return production != NULL ? g_strdup_printf ("%s — %s", rel_target_get_name (target), production)
                            : g_strdup (rel_target_get_name (target));
}

/**
 * rel_project_words_get_kind:
 * @target: a target
 *
 * Returns: (transfer none) (nullable): what the project is for, if that is known and not
 *   production
 */
const char *
rel_project_words_get_kind (RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);

  if (profile == NULL || profile->id == NULL || profile->kind == REL_PROFILE_KIND_PRODUCTION)
    return NULL;
  return rel_profile_words_get_kind (profile->kind);
}

/**
 * rel_project_words_dup_unpublished:
 * @n_changes: how many changes are not published
 * @last: (nullable): the name of the last edit; %NULL if there is none to name
 *
 * Returns: (transfer full): what stands in the bar at the foot
 */
char *
rel_project_words_dup_unpublished (guint n_changes, const char *last)
{
  if (last == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change not published", "%u changes not published",
                                         n_changes),
                            n_changes);
  /* Translators: how many changes, and the name of the last edit. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change not published · last: %s",
                                       "%u changes not published · last: %s", n_changes),
                          n_changes, last);
}

/**
 * rel_project_words_dup_subtitle:
 * @workspace: a project
 * @place: (nullable): a place in it; %NULL for nowhere
 * @alone: whether the project is not shown beside
 *
 * Returns: (transfer full): what stands under the name of a place, empty if there is nothing to
 *   say; with what the project is for, if that is not to be seen elsewhere
 */
char *
rel_project_words_dup_subtitle (RelWorkspace *workspace, RelPlace *place, gboolean alone)
{
  RelTarget *target = rel_workspace_get_target (workspace);
  const char *kind = alone ? rel_project_words_get_kind (target) : NULL;
  g_autofree char *subtitle = NULL;

  if (place == NULL)
    return g_strdup (kind != NULL ? kind : "");
  subtitle = rel_place_dup_subtitle (place, rel_workspace_get_draft (workspace));
  if (kind == NULL)
    return g_steal_pointer (&subtitle);
  return *subtitle != '\0' ? g_strdup_printf ("%s · %s", kind, subtitle) : g_strdup (kind);
}
