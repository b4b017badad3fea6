/* rel-repair.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_repair_drop_ghost (RelSchema *schema,
                                  const char *collection,
                                  const char *field,
                                  guint nth,
                                  GError **error);
RelSchema *rel_repair_restore_ghost (RelSchema *schema,
                                     const char *collection,
                                     const char *field,
                                     guint nth,
                                     GError **error);
RelSchema *rel_repair_drop_orphan (RelSchema *schema, const char *collection, const char *field, GError **error);
RelSchema *rel_repair_clean_allowed (RelSchema *schema,
                                     const char *collection,
                                     const char *field,
                                     guint nth,
                                     GError **error);
RelSchema *rel_repair_join_halves (RelSchema *schema,
                                   const char *junction,
                                   const char *field,
                                   const char *other_field,
                                   GError **error);
RelSchema *rel_repair_match_special (RelSchema *schema, const char *collection, const char *field, GError **error);
RelSchema *rel_repair_fit_actions (RelSchema *schema,
                                   const char *collection,
                                   const char *field,
                                   guint nth,
                                   GError **error);

G_END_DECLS
