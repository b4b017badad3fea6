/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "rel-application.h"

#ifdef RELATIONS_DEVELOPMENT
#define UNIQUE FALSE /* a build in development must not hand over to an installed one */
#else
#define UNIQUE TRUE
#endif

int
main (int argc, char *argv[])
{
  g_autoptr (RelApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Relations"));

  application = rel_application_new (UNIQUE);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
