/* rel-dialect.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelDialect:
 * @REL_DIALECT_MAKES_KEY_UNASKED: updating a relation that has a target but no foreign key
 *   makes the key
 * @REL_DIALECT_OMITS_UNMANAGED: a snapshot leaves out tables and keys that Directus has no
 *   row for
 * @REL_DIALECT_DIFF_MERGES: `POST /schema/diff` takes `mode=merge`, which deletes nothing
 * @REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS: `POST /schema/apply` wants `diff.systemFields`
 *
 * In what versions of Directus differ, as far as it matters here.
 */
typedef enum
{
  REL_DIALECT_MAKES_KEY_UNASKED,
  REL_DIALECT_OMITS_UNMANAGED,
  REL_DIALECT_DIFF_MERGES,
  REL_DIALECT_APPLY_WANTS_SYSTEM_FIELDS,
} RelDialect;

gboolean rel_dialect_is_known (const char *version);
gboolean rel_dialect_has (const char *version, RelDialect trait);

G_END_DECLS
