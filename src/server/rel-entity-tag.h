/* rel-entity-tag.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rel_entity_tag_new (GBytes *text);
gboolean rel_entity_tag_is_among (const char *tag, const char *header);

G_END_DECLS
