/* rel-table-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-kind.h"
#include "rel-query.h"

G_BEGIN_DECLS

/**
 * RelTableColumn:
 * @REL_TABLE_COLLECTION: the collection that has the field
 * @REL_TABLE_FIELD: the field
 * @REL_TABLE_KIND: what kind of relation it is, or is a half of
 * @REL_TABLE_RELATED: the related collection, or several
 * @REL_TABLE_OTHER_SIDE: the field there that lists the items
 * @REL_TABLE_ON_DELETE: what becomes of the items when the related one is deleted
 * @REL_TABLE_DESELECT: what becomes of one that is taken off the list
 * @REL_TABLE_JUNCTION: the other field of a junction
 * @REL_TABLE_N_COLUMNS: how many columns there are
 *
 * The columns of the table of relations.
 */
typedef enum
{
  REL_TABLE_COLLECTION,
  REL_TABLE_FIELD,
  REL_TABLE_KIND,
  REL_TABLE_RELATED,
  REL_TABLE_OTHER_SIDE,
  REL_TABLE_ON_DELETE,
  REL_TABLE_DESELECT,
  REL_TABLE_JUNCTION,
  REL_TABLE_N_COLUMNS,
} RelTableColumn;

#define REL_TYPE_TABLE_ROW (rel_table_row_get_type ())

G_DECLARE_FINAL_TYPE (RelTableRow, rel_table_row, REL, TABLE_ROW, GObject)

RelTableRow *rel_table_row_new (void);
void rel_table_row_update (RelTableRow *self, RelSchema *schema, RelRelation *relation);
void rel_table_row_set_changed (RelTableRow *self, gboolean changed);
RelRelation *rel_table_row_get_relation (RelTableRow *self);
guint rel_table_row_get_nth (RelTableRow *self);
RelKind rel_table_row_get_kind (RelTableRow *self);
const char *rel_table_row_get_text (RelTableRow *self, RelTableColumn column);
gboolean rel_table_row_is_changed (RelTableRow *self);
gboolean rel_table_row_matches (RelTableRow *self, RelQuery *query);
int rel_table_row_compare (RelTableRow *a, RelTableRow *b, RelTableColumn column);

G_END_DECLS
