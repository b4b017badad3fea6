/* rel-graph-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known while a connected part of a graph is laid out.
 *
 * Cards stand in columns; between two columns is a gutter. A line runs level past the cards of
 * a column and upright in gutters only, so that none can meet a card. Lines that end at one
 * place of a card are one net: they join on the way there.
 */

#pragma once

#include "rel-graph.h"

G_BEGIN_DECLS

/* No card, no net… */
#define REL_NONE G_MAXUINT

/* Free above and below a card, in units of the raster; a line needs one. */
#define REL_CARD_GAP 2

/* A card in a part. */
typedef struct
{
  guint node; /* its index in the graph */
  double width;
  double height; /* a multiple of the unit */
  guint group;   /* 0 if it is in none */
  guint module;
  guint column;
  double rank; /* about where it stands, from the top */
  guint item;
} RelSpot;

/* A line in a part. */
typedef struct
{
  guint line; /* its index in the graph */
  guint from; /* the index of a spot */
  guint to;
  double from_y; /* from the top of the spot */
  double to_y;
  guint bundle; /* what it is a part of */
  double shift; /* of its end at the left side of a card that is no hub */
} RelTie;

/* Lines that end at one place of one side of a card. Those that start in the same column as
 * the card join it through the gutter on the right. */
typedef struct
{
  guint hub;       /* the spot that they have in common */
  double hub_y;    /* where, from its top */
  gboolean right;  /* whether they come from the right side */
  guint first;     /* the leftmost gutter that it is in */
  guint last;      /* the rightmost gutter that it is in */
  guint items;     /* the first of its items, one for each column that it passes, from the left */
  double shift;    /* of the end at the hub, if that is its left side */
  GArray *ties;    /* (owned) (element-type guint) */
  GPtrArray *nets; /* (owned) (element-type RelNet) (elements unowned): one for each gutter, while lines are routed */
} RelBundle;

/* What stands in a column: a card, or a line that passes. */
typedef struct
{
  guint spot;   /* REL_NONE for a line */
  guint bundle; /* REL_NONE for a card, and for the edge of a group */
  guint group;  /* whose edge it is; 0 for all others */
  guint column;
  guint place; /* in the order of the column */
  guint band;  /* items of a lower band stand above those of a higher one */
  double key;  /* what it is sorted by */
  double height;
  double y; /* the top of a card; the line itself */
} RelItem;

/* A run of lines through a gutter, from an item of one column to one of the next. */
typedef struct
{
  guint left;     /* an item */
  guint right;    /* an item */
  double left_y;  /* from the top of the item */
  double right_y; /* likewise */
  guint bundle;   /* REL_NONE for the edge of a group */
  guint weight;   /* how many lines it is */
  guint tie;      /* the only line; REL_NONE if it comes from another gutter */
} RelHop;

/* A line between two cards of one column: it leaves it and comes back on the right. */
typedef struct
{
  guint a; /* an item */
  guint b; /* an item */
  double a_y;
  double b_y;
} RelHook;

typedef struct
{
  double unit;
  RelEffort effort;
  double aspect;             /* width to height that is aimed at, so that the picture gets its shape */
  GCancellable *cancellable; /* (unowned) (nullable) */
  guint n_starts;            /* how many first orders are tried */
  guint64 crossings;         /* of lines, between columns */
  GArray *spots;             /* (owned) (element-type RelSpot) */
  GArray *ties;              /* (owned) (element-type RelTie) */
  guint n_modules;
  guint n_columns;
  gboolean grouped;    /* whether some cards are in groups, which do not mix */
  GPtrArray *bundles;  /* (owned) (element-type RelBundle) */
  GArray *items;       /* (owned) (element-type RelItem) */
  GPtrArray *columns;  /* (owned) (element-type GArray of guint): the items of each, in order */
  GArray *hops;        /* (owned) (element-type RelHop): by gutter */
  GArray *gutters;     /* (owned) (element-type guint): the first hop of each gutter, and the end */
  GArray *left_hops;   /* (owned) (element-type guint): hops by the item on their right */
  GArray *left_first;  /* (owned) (element-type guint): where those of each item begin, and the end */
  GArray *right_hops;  /* (owned) (element-type guint): hops by the item on their left */
  GArray *right_first; /* (owned) (element-type guint): where those of each item begin, and the end */
  GArray *hooks;       /* (owned) (element-type RelHook): by column */
  GArray *hooked;      /* (owned) (element-type guint): the first hook of each column, and the end */
  GArray *hook_ends;   /* (owned) (element-type guint): the items that hooks lead to, by the item at their other end */
  GArray *hook_first;  /* (owned) (element-type guint): where those of each item begin, and the end */
  double width;
  double height;
} RelPart;

gboolean rel_part_find_modules (RelPart *self, gboolean whole);
gboolean rel_part_find_columns (RelPart *self);
void rel_part_place_first (RelPart *self, RelGraph *graph);
gboolean rel_part_make_items (RelPart *self);
void rel_part_sort_column (RelPart *self, guint column);
guint rel_part_find_member (const RelPart *self, const RelBundle *bundle, const RelTie *tie, double *y);
double rel_part_key_of_end (const RelPart *self, guint index, double y);
guint64 rel_part_count_crossings (RelPart *self);
gboolean rel_part_order (RelPart *self);
gboolean rel_part_find_heights (RelPart *self);
gboolean rel_part_route (RelPart *self, RelGraph *graph);

void rel_line_turn (RelLine *self);
void rel_graph_draw_plainly (RelGraph *self, guint index);
void rel_graph_pack (const RelBox *boxes, RelPoint *places, guint n, double gap, double aspect);

static inline RelSpot *
rel_part_spot (const RelPart *self, guint index)
{
  return &g_array_index (self->spots, RelSpot, index);
}

static inline RelTie *
rel_part_tie (const RelPart *self, guint index)
{
  return &g_array_index (self->ties, RelTie, index);
}

static inline RelBundle *
rel_part_bundle (const RelPart *self, guint index)
{
  return g_ptr_array_index (self->bundles, index);
}

static inline RelItem *
rel_part_item (const RelPart *self, guint index)
{
  return &g_array_index (self->items, RelItem, index);
}

static inline RelHop *
rel_part_hop (const RelPart *self, guint index)
{
  return &g_array_index (self->hops, RelHop, index);
}

static inline GArray *
rel_part_column (const RelPart *self, guint index)
{
  return g_ptr_array_index (self->columns, index);
}

static inline RelItem *
rel_part_column_item (const RelPart *self, guint column, guint place)
{
  return rel_part_item (self, g_array_index (rel_part_column (self, column), guint, place));
}

static inline gboolean
rel_part_is_cancelled (const RelPart *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

G_END_DECLS
