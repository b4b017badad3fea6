/* rel-application.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REL_TYPE_APPLICATION (rel_application_get_type ())

G_DECLARE_FINAL_TYPE (RelApplication, rel_application, REL, APPLICATION, AdwApplication)

RelApplication *rel_application_new (gboolean unique);

G_END_DECLS
