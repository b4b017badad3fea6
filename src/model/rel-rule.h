/* rel-rule.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

/**
 * RelSeverity:
 * @REL_SEVERITY_ERROR: something fails, or is shown as what it is not
 * @REL_SEVERITY_WARNING: something is lost, or fails one day
 *
 * How much a finding matters.
 */
typedef enum
{
  REL_SEVERITY_ERROR,
  REL_SEVERITY_WARNING,
} RelSeverity;

typedef struct _RelRule RelRule;

const char *rel_severity_get_id (RelSeverity severity);
const char *rel_severity_get_label (RelSeverity severity);

guint rel_rule_get_count (void);
const RelRule *rel_rule_get_nth (guint index);
const RelRule *rel_rule_find (const char *id);

const char *rel_rule_get_id (const RelRule *self);
RelSeverity rel_rule_get_severity (const RelRule *self);
const char *rel_rule_get_title (const RelRule *self);
const char *rel_rule_get_why (const RelRule *self);
char *rel_rule_dup_silence (const RelRule *self, RelSchema *schema);

G_END_DECLS
