/* rel-badges.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-finding.h"
#include "rel-link.h"

G_BEGIN_DECLS

/**
 * RelBadge:
 * @n_changes: how many changes are not published
 * @n_findings: how much was found to be wrong
 * @severity: how much the worst of that matters, if there is any
 *
 * What is to be seen of a collection or of a link before one goes there.
 */
typedef struct
{
  guint n_changes;
  guint n_findings;
  RelSeverity severity;
} RelBadge;

#define REL_TYPE_BADGES (rel_badges_get_type ())

G_DECLARE_FINAL_TYPE (RelBadges, rel_badges, REL, BADGES, GObject)

RelBadges *rel_badges_new (void);
void rel_badges_set_changes (RelBadges *self, RelSchema *schema, GPtrArray *changes);
void rel_badges_set_findings (RelBadges *self, GPtrArray *findings);
RelBadge rel_badges_get_collection (RelBadges *self, const char *collection);
RelBadge rel_badges_get_link (RelBadges *self, RelLink *link);

G_END_DECLS
