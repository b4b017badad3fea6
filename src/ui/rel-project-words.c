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
 * rel_project_words_dup_kind:
 * @target: a target
 *
 * Returns: (transfer full) (nullable): what the project is for, so that it cannot be overlooked;
 *   %NULL if that is not known
 */
char *
rel_project_words_dup_kind (RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);
  g_autofree char *kind = NULL;

  if (profile == NULL || profile->id == NULL)
    return NULL;
  kind = profile->kind == REL_PROFILE_KIND_PRODUCTION ? g_utf8_strup (rel_profile_words_get_kind (profile->kind), -1)
                                                      : g_strdup (rel_profile_words_get_kind (profile->kind));
  /* Translators: what a project is for: "PRODUCTION · read-only". */
  return profile->read_only ? g_strdup_printf (_ ("%s · read-only"), kind) : g_steal_pointer (&kind);
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
  g_autofree char *count =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change not published", "%u changes not published", n_changes),
                     n_changes);

  if (last == NULL)
    return g_steal_pointer (&count);
  /* Translators: "4 changes not published", and the last edit. */
  return g_strdup_printf (_ ("%s · last: %s"), count, last);
}

/**
 * rel_project_words_dup_subtitle:
 * @workspace: a project
 * @place: a place in it
 * @alone: whether the name of the project is not shown beside
 *
 * Returns: (transfer full) (nullable): what stands under the name of a place; what the project
 *   is for, if that is not to be seen elsewhere
 */
char *
rel_project_words_dup_subtitle (RelWorkspace *workspace, RelPlace *place, gboolean alone)
{
  g_autofree char *subtitle = rel_place_dup_subtitle (place, rel_workspace_get_draft (workspace));
  g_autofree char *kind = alone ? rel_project_words_dup_kind (rel_workspace_get_target (workspace)) : NULL;

  if (kind == NULL)
    return g_steal_pointer (&subtitle);
  return subtitle != NULL && *subtitle != '\0' ? g_strdup_printf ("%s · %s", kind, subtitle) : g_steal_pointer (&kind);
}
