/* merge-table.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-conflict.h"

#define N_COLLECTIONS 3
#define N_FIELDS      4
#define N_CELLS       (N_COLLECTIONS * N_FIELDS)

/* A relation, in the model: whether there is one, and which of its few values each member
 * has. */
typedef enum
{
  TO,
  ON_DELETE,
  DESELECT,
  SORT,
  N_MEMBERS,
} Member;

typedef struct
{
  gboolean exists;
  guint values[N_MEMBERS];
} Cell;

extern const char *const table_paths[N_MEMBERS];
extern const char *const table_names[N_MEMBERS][3];

const char *table_get_collection (guint cell);
const char *table_get_field (guint cell);
void table_merge (Cell *was, Cell *mine, const Cell *theirs, GString *text);
void table_decide (Cell *was, Cell *mine, const Cell *theirs, int member, RelConflictKind kind, gboolean is_mine);
void table_advance (Cell *was, const Cell *before, const Cell *after);
void table_change_cell (Cell *cell, GRand *rand);
