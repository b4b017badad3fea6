/* rel-check-run.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-finding.h"

G_BEGIN_DECLS

typedef struct _RelCheckRun RelCheckRun;

/**
 * RelRuleHooks:
 * @relation: (nullable): looks at each relation that is not Directus' own
 * @field: (nullable): looks at each field that is not Directus' own
 * @schema: (nullable): looks at the schema as a whole
 *
 * How a rule finds what it is about. The schema is walked once for all rules.
 */
typedef struct
{
  void (*relation) (RelCheckRun *run, RelRelation *relation);
  void (*field) (RelCheckRun *run, RelField *field);
  void (*schema) (RelCheckRun *run);
} RelRuleHooks;

const RelRuleHooks *rel_rule_get_hooks (const RelRule *self);

RelCheckRun *rel_check_run_new (RelSchema *schema);
void rel_check_run_free (RelCheckRun *self);
void rel_check_run_set_rule (RelCheckRun *self, const RelRule *rule);
GPtrArray *rel_check_run_get_findings (RelCheckRun *self);

RelSchema *rel_check_run_get_schema (RelCheckRun *self);
gboolean rel_check_run_is_partial (RelCheckRun *self);
gboolean rel_check_run_has_collection (RelCheckRun *self, const char *name);
RelField *rel_check_run_find_field (RelCheckRun *self, const char *collection, const char *field);
gboolean rel_check_run_has_field (RelCheckRun *self, const char *collection, const char *field);
gboolean rel_check_run_lacks_column (RelCheckRun *self, const char *collection, const char *field);
gboolean rel_check_run_is_ghost (RelCheckRun *self, RelRelation *relation);
GPtrArray *rel_check_run_get_relations (RelCheckRun *self, const char *collection, const char *field);
GPtrArray *rel_check_run_get_lists (RelCheckRun *self, const char *collection, const char *field);
gboolean rel_check_run_has_unlisted (RelCheckRun *self, const char *collection);
gboolean rel_check_run_can_have_key (RelCheckRun *self, RelRelation *relation);

RelFinding *rel_check_run_add (RelCheckRun *self,
                               const char *collection,
                               const char *field,
                               const char *detail,
                               char *sentence);
RelFinding *rel_check_run_add_relation (RelCheckRun *self, RelRelation *relation, const char *detail, char *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelCheckRun, rel_check_run_free)

G_END_DECLS
