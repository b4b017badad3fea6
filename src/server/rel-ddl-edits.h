/* rel-ddl-edits.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-ddl-tokens.h"

G_BEGIN_DECLS

GArray *rel_ddl_edits_new (void);
void rel_ddl_edits_add (GArray *edits, gsize start, gsize end, char *text);
void rel_ddl_edits_take_out (GArray *edits, const RelDdlTokens *tokens, guint first, guint last);
void rel_ddl_edits_take_out_item (GArray *edits, const RelDdlTokens *tokens, guint first, guint last);
gboolean rel_ddl_edits_need_space_before (const char *sql, gsize at);
char *rel_ddl_edits_apply (GArray *edits, const char *sql);

G_END_DECLS
