/* rel-check-rules.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the rules look at: the hooks in the table of rel-rule.c.
 */

#pragma once

#include "rel-check-run.h"

G_BEGIN_DECLS

void rel_check_ghost_row (RelCheckRun *run, RelRelation *relation);
void rel_check_bare_key (RelCheckRun *run, RelRelation *relation);
void rel_check_missing_key (RelCheckRun *run, RelRelation *relation);
void rel_check_duplicate_pair (RelCheckRun *run, RelRelation *relation);
void rel_check_set_null (RelCheckRun *run, RelRelation *relation);
void rel_check_key_type (RelCheckRun *run, RelRelation *relation);

void rel_check_half_junction (RelCheckRun *run, RelRelation *relation);
void rel_check_dead_junction (RelCheckRun *run, RelRelation *relation);
void rel_check_one_field (RelCheckRun *run, RelRelation *relation);
void rel_check_sort_field (RelCheckRun *run, RelRelation *relation);
void rel_check_any (RelCheckRun *run, RelRelation *relation);

void rel_check_orphan_alias (RelCheckRun *run, RelField *field);
void rel_check_special_flags (RelCheckRun *run, RelField *field);

void rel_check_cascade_cycle (RelCheckRun *run);

G_END_DECLS
