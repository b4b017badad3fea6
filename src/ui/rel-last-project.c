/* rel-last-project.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which project was opened last, so that the program can begin with it. A saved project is
 * remembered by its id, whatever it is called later, anything else by what a person would type.
 */

#include "config.h"

#include "rel-last-project.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-profiles.h"
#include "rel-settings.h"

#define KEY "last-project"

/**
 * rel_last_project_remember:
 * @target: a project that was opened
 *
 * Remembers it for the next start.
 */
void
rel_last_project_remember (RelTarget *target)
{
  const RelProfile *profile = rel_target_get_profile (target);
  g_autoptr (GSettings) settings = rel_settings_new ();

  if (settings != NULL)
    g_settings_set_string (settings, KEY,
                           profile != NULL && profile->id != NULL ? profile->id : rel_target_get_id (target));
}

static void
open_saved (RelStartPage *page, const char *id)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = rel_profiles_load (&set_aside, &error);

  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    {
      const RelProfile *profile = g_ptr_array_index (profiles, i);

      if (strcmp (profile->id, id) != 0)
        continue;
      rel_start_page_open (page, profile->name, NULL);
      return;
    }
  /* What is wrong with the file is said by the page itself. */
  if (profiles != NULL && set_aside == NULL)
    rel_start_page_say (page, _ ("The project that was opened last is no longer saved."));
}

/**
 * rel_last_project_open:
 * @page: the start page of a new window
 *
 * Opens the project that was opened last, if there is one. A server that was not saved is only
 * filled in: what one signed in with is not known any more.
 */
void
rel_last_project_open (RelStartPage *page)
{
  g_autoptr (GSettings) settings = rel_settings_new ();
  g_autofree char *text = settings != NULL ? g_settings_get_string (settings, KEY) : NULL;

  if (text == NULL || *text == '\0')
    return;
  if (g_uuid_string_is_valid (text))
    open_saved (page, text);
  else if (g_str_has_prefix (text, "http:") || g_str_has_prefix (text, "https:"))
    rel_start_page_set_address (page, text);
  else
    rel_start_page_open (page, text, NULL);
}
