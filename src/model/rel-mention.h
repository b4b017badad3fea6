/* rel-mention.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *rel_mention_drop_half (RelSchema *schema, const char *collection, const char *field);
RelSchema *rel_mention_drop_column (RelSchema *schema, const char *collection, const char *field);
RelSchema *rel_mention_drop_list (RelSchema *schema, const char *collection, const char *field);
RelSchema *rel_mention_drop_collection (RelSchema *schema, const char *name);

G_END_DECLS
