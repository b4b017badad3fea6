/* rel-profile-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a saved project is told from others: the word for its kind, and its colour, which is
 * never the only sign.
 */

#include "config.h"

#include "rel-profile-words.h"

#include <glib/gi18n.h>

/**
 * rel_profile_words_get_kind:
 * @kind: what a project is for
 *
 * Returns: (transfer none): the word for it
 */
const char *
rel_profile_words_get_kind (RelProfileKind kind)
{
  switch (kind)
    {
    case REL_PROFILE_KIND_DEVELOPMENT:
      return _ ("Development");
    case REL_PROFILE_KIND_STAGING:
      return _ ("Staging");
    case REL_PROFILE_KIND_PRODUCTION:
    default:
      return _ ("Production");
    }
}

/**
 * rel_profile_words_get_colour:
 * @colour: a colour
 *
 * Returns: (transfer none): the word for it
 */
const char *
rel_profile_words_get_colour (RelProfileColour colour)
{
  static const char *const words[REL_PROFILE_N_COLOURS] = {
    [REL_PROFILE_COLOUR_NONE] = N_ ("None"),     [REL_PROFILE_COLOUR_BLUE] = N_ ("Blue"),
    [REL_PROFILE_COLOUR_GREEN] = N_ ("Green"),   [REL_PROFILE_COLOUR_YELLOW] = N_ ("Yellow"),
    [REL_PROFILE_COLOUR_ORANGE] = N_ ("Orange"), [REL_PROFILE_COLOUR_RED] = N_ ("Red"),
    [REL_PROFILE_COLOUR_PURPLE] = N_ ("Purple"), [REL_PROFILE_COLOUR_BROWN] = N_ ("Brown"),
  };

  return gettext (words[colour]);
}

/**
 * rel_profile_words_mark:
 * @widget: a widget
 * @colour: the colour of a project
 *
 * Gives a widget the colour, in the place of another that it may have.
 */
void
rel_profile_words_mark (GtkWidget *widget, RelProfileColour colour)
{
  for (guint i = 0; i < REL_PROFILE_N_COLOURS; i++)
    {
      g_autofree char *css_class = g_strconcat ("mark-", rel_profile_colour_get_name (i), NULL);

      if (i == colour && i != REL_PROFILE_COLOUR_NONE)
        gtk_widget_add_css_class (widget, css_class);
      else
        gtk_widget_remove_css_class (widget, css_class);
    }
}

/**
 * rel_profile_words_dup_set_aside:
 * @path: where the file was put
 *
 * Returns: (transfer full): that the file of saved projects was damaged
 */
char *
rel_profile_words_dup_set_aside (const char *path)
{
  return g_strdup_printf (_ ("The file of saved projects was damaged. It was kept as %s"), path);
}
