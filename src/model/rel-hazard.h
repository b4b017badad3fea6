/* rel-hazard.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelHazardKind:
 * @REL_HAZARD_DROPS_KEY: a foreign key is dropped
 * @REL_HAZARD_REPLACES_KEY: a foreign key is dropped and made again
 * @REL_HAZARD_REBUILDS_TABLE: the database makes a table anew, with all its rows
 * @REL_HAZARD_KEY_MAY_FAIL: rows that are there may not fit a foreign key
 * @REL_HAZARD_COLUMN_MAY_FAIL: rows that are there may not fit a column
 * @REL_HAZARD_CASCADES: from now on, more is deleted than what a person deletes
 * @REL_HAZARD_DELETES_LINKS: a junction is deleted with all links
 * @REL_HAZARD_DELETES_VALUES: a column is deleted with all its values
 * @REL_HAZARD_DELETES_ITEMS: a collection is deleted with all its items
 *
 * What a change may do besides what it says.
 */
typedef enum
{
  REL_HAZARD_DROPS_KEY,
  REL_HAZARD_REPLACES_KEY,
  REL_HAZARD_REBUILDS_TABLE,
  REL_HAZARD_KEY_MAY_FAIL,
  REL_HAZARD_COLUMN_MAY_FAIL,
  REL_HAZARD_CASCADES,
  REL_HAZARD_DELETES_LINKS,
  REL_HAZARD_DELETES_VALUES,
  REL_HAZARD_DELETES_ITEMS,
} RelHazardKind;

/**
 * RelHazardSeverity:
 * @REL_HAZARD_SEVERITY_NOTE: good to know
 * @REL_HAZARD_SEVERITY_WARNING: may be refused, or changes what happens later
 * @REL_HAZARD_SEVERITY_LOSS: what is lost cannot be brought back
 */
typedef enum
{
  REL_HAZARD_SEVERITY_NOTE,
  REL_HAZARD_SEVERITY_WARNING,
  REL_HAZARD_SEVERITY_LOSS,
} RelHazardSeverity;

typedef struct _RelHazard RelHazard;

#define REL_TYPE_HAZARD (rel_hazard_get_type ())

GType rel_hazard_get_type (void);
GPtrArray *rel_hazard_list (RelChange *change, RelSchema *base);
gboolean rel_hazard_deletes (GPtrArray *changes, RelSchema *base);
RelHazard *rel_hazard_ref (RelHazard *self);
void rel_hazard_unref (RelHazard *self);

const char *rel_hazard_get_id (RelHazard *self);
RelHazardSeverity rel_hazard_get_severity (RelHazard *self);
const char *rel_hazard_get_sentence (RelHazard *self);
const char *rel_hazard_severity_get_id (RelHazardSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelHazard, rel_hazard_unref)

G_END_DECLS
