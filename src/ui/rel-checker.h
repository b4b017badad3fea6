/* rel-checker.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-check.h"

G_BEGIN_DECLS

#define REL_TYPE_CHECKER (rel_checker_get_type ())

G_DECLARE_FINAL_TYPE (RelChecker, rel_checker, REL, CHECKER, GObject)

RelChecker *rel_checker_new (void);
void rel_checker_check (RelChecker *self, RelSchema *schema);
GPtrArray *rel_checker_get_findings (RelChecker *self);
RelFinding *rel_checker_find (RelChecker *self, const char *id);

G_END_DECLS
