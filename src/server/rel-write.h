/* rel-write.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

/**
 * RelWriteCheck:
 * @schema: the schema as it is
 * @data: what is to be written
 *
 * Checks that a write makes sense; nothing is changed yet.
 *
 * Returns: (transfer full) (nullable): what is wrong, or what else makes the write needless
 */
typedef RelReply *(*RelWriteCheck) (RelDbSchema *schema, gpointer data);

/**
 * RelWriteRun:
 * @project: a project in a transaction
 * @data: what is to be written
 * @error: (out): where to put a failure
 *
 * Does a write that was checked. It may run others.
 *
 * Returns: (transfer full) (nullable): the answer of one that was refused; %NULL if all is
 *   done, and on error with @error set
 */
typedef RelReply *(*RelWriteRun) (RelProject *project, gpointer data, GError **error);

RelReply *rel_write_run (RelProject *project, RelWriteCheck check, RelWriteRun run, gpointer data);

G_END_DECLS
