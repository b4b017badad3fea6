/* rel-project-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the view of a project says of it as a whole.
 */

#include "config.h"

#include "rel-project-words.h"

#include <glib/gi18n.h>

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
