/* rel-ddl-reference.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-ddl-tokens.h"

G_BEGIN_DECLS

/**
 * RelDdlReference:
 * @table: (nullable): the table that it names; %NULL in text that no SQLite would keep
 * @last: its last token
 * @target: the last token of the table and columns that it names
 * @delete_first: first token of the last `ON DELETE` action; 0 if there is none
 * @delete_last: its last token
 * @update_first: first token of the last `ON UPDATE` action; 0 if there is none
 * @update_last: its last token
 *
 * `REFERENCES table (column) …` with all that belongs to it. Places are those of tokens.
 */
typedef struct
{
  char *table; /* (owned) */
  guint last;
  guint target;
  guint delete_first;
  guint delete_last;
  guint update_first;
  guint update_last;
} RelDdlReference;

void rel_ddl_reference_init (RelDdlReference *self, const RelDdlTokens *tokens, guint at);
void rel_ddl_reference_clear (RelDdlReference *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RelDdlReference, rel_ddl_reference_clear)

G_END_DECLS
