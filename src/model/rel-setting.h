/* rel-setting.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

GStrv rel_setting_dup_names_of_field (void);
RelSchema *rel_setting_set_of_field (RelSchema *schema,
                                     const char *collection,
                                     const char *field,
                                     const char *path,
                                     const char *text,
                                     GError **error);
RelSchema *rel_setting_set_of_collection (RelSchema *schema,
                                          const char *collection,
                                          const char *path,
                                          const char *text,
                                          GError **error);

G_END_DECLS
