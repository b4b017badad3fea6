/* merge-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What merging does, written down for a table of cells that knows nothing of schemas.
 */

#include "config.h"

#include "merge-table.h"

const char *const table_paths[N_MEMBERS] = { "related_collection", "schema.on_delete", "meta.one_deselect_action",
                                             "meta.sort_field" };
const char *const table_names[N_MEMBERS][3] = {
  { "t0", "t1", "t2" },
  { "SET NULL", "CASCADE", "RESTRICT" },
  { "nullify", "delete", "other" },
  { NULL, "s", "z" },
};
static const char *const collections[] = { "a", "b", "c" };
static const char *const fields[] = { "f", "g", "h", "i" };

const char *
table_get_collection (guint cell)
{
  return collections[cell / N_FIELDS];
}

const char *
table_get_field (guint cell)
{
  return fields[cell % N_FIELDS];
}

static gboolean
cells_equal (const Cell *a, const Cell *b)
{
  if (a->exists != b->exists)
    return FALSE;
  for (guint m = 0; a->exists && m < N_MEMBERS; m++)
    {
      if (a->values[m] != b->values[m])
        return FALSE;
    }
  return TRUE;
}

static void
say (GString *text, guint cell, const char *what)
{
  if (text != NULL)
    g_string_append_printf (text, "%s.%s %s\n", table_get_collection (cell), table_get_field (cell), what);
}

static void
merge_members (Cell *was, Cell *mine, const Cell *theirs, guint cell, GString *text)
{
  for (guint m = 0; m < N_MEMBERS; m++)
    {
      guint w = was->values[m];
      guint t = theirs->values[m];

      if (w != mine->values[m] && w != t && mine->values[m] != t)
        {
          say (text, cell, table_paths[m]);
          continue;
        }
      was->values[m] = t;
      if (w == mine->values[m])
        mine->values[m] = t;
    }
}

/* What says nothing of itself agrees with anything. */
static gboolean
is_alike (const Cell *mine, const Cell *theirs)
{
  for (guint m = 0; m < N_MEMBERS; m++)
    {
      if (table_names[m][mine->values[m]] != NULL && mine->values[m] != theirs->values[m])
        return FALSE;
    }
  return TRUE;
}

static void
merge_cell (Cell *was, Cell *mine, const Cell *theirs, guint cell, GString *text)
{
  if (cells_equal (was, mine) || cells_equal (mine, theirs))
    *was = *mine = *theirs;
  else if (cells_equal (was, theirs))
    return;
  else if (!was->exists)
    {
      if (is_alike (mine, theirs))
        *was = *mine = *theirs;
      else
        say (text, cell, "created");
    }
  else if (!mine->exists)
    say (text, cell, "deleted by me");
  else if (!theirs->exists)
    {
      if (was->values[TO] != mine->values[TO])
        *was = *theirs;
      else
        say (text, cell, "deleted by them");
    }
  else if (was->values[TO] != mine->values[TO] && was->values[TO] != theirs->values[TO] &&
           mine->values[TO] != theirs->values[TO])
    say (text, cell, "changed");
  else
    merge_members (was, mine, theirs, cell, text);
}

/* Merges all cells; each conflict is a line of @text. */
void
table_merge (Cell *was, Cell *mine, const Cell *theirs, GString *text)
{
  for (guint i = 0; i < N_CELLS; i++)
    merge_cell (&was[i], &mine[i], &theirs[i], i, text);
}

void
table_decide (Cell *was, Cell *mine, const Cell *theirs, int member, RelConflictKind kind, gboolean is_mine)
{
  if (member >= 0)
    {
      was->values[member] = theirs->values[member];
      if (!is_mine)
        mine->values[member] = theirs->values[member];
      return;
    }

  *was = *theirs;
  for (guint m = 0; kind == REL_CONFLICT_CREATED && m < N_MEMBERS; m++)
    {
      if (table_names[m][mine->values[m]] == NULL)
        mine->values[m] = theirs->values[m];
    }
  if (!is_mine)
    *mine = *theirs;
}

/* A base in which there is something else already does not move. */
void
table_advance (Cell *was, const Cell *before, const Cell *after)
{
  gboolean fits = before->exists ? was->exists : !was->exists;

  for (guint m = 0; fits && before->exists && after->exists && m < N_MEMBERS; m++)
    {
      if (before->values[m] != after->values[m] && was->values[m] != before->values[m] &&
          was->values[m] != after->values[m])
        fits = FALSE;
    }
  if (!fits)
    return;
  if (!before->exists || !after->exists)
    *was = *after;
  for (guint m = 0; before->exists && after->exists && m < N_MEMBERS; m++)
    {
      if (before->values[m] != after->values[m])
        was->values[m] = after->values[m];
    }
}

static guint
pick (GRand *rand, guint n)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) n);
}

/* Creates, deletes or changes one at random. */
void
table_change_cell (Cell *cell, GRand *rand)
{
  if (!cell->exists)
    {
      cell->exists = TRUE;
      for (guint m = 0; m < N_MEMBERS; m++)
        cell->values[m] = pick (rand, 3);
    }
  else if (pick (rand, 4) == 0)
    cell->exists = FALSE;
  else
    cell->values[pick (rand, N_MEMBERS)] = pick (rand, 3);
}
