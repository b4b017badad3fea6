/* rel-layout-private.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known while a scene is laid out. Outside of the cards all is measured outwards
 * from the focused card, so that both sides are the same work.
 */

#pragma once

#include "rel-route.h"
#include "rel-ruler.h"
#include "rel-scene-private.h"

G_BEGIN_DECLS

/* The index of the focused card. */
#define REL_FOCUS 0

enum
{
  REL_SIDE_LEFT,
  REL_SIDE_RIGHT,
  REL_N_SIDES,
};

/* A place at the side of the focused card where lines end that run together. */
typedef struct
{
  int row;
  RelKind kind;
  RelEndMark mark;
  guint loop;           /* not 0 if it belongs to one end of one loop */
  const RelEdge *first; /* (unowned): of the first of its lines */
  guint n_wires;
  gboolean labelled; /* whether all its lines have one label, which stands where they run together */
  guint key;         /* its index in the side */
  double y;
} RelPort;

/* An edge on its way from the focused card to another one, or back to the same. */
typedef struct
{
  RelEdge *edge;
  RelEdgeEnd *near;  /* (unowned): the end at the focused card, in @edge */
  RelEdgeEnd *far;   /* (unowned): the other end, in @edge */
  RelPort *port;     /* (unowned): of @near */
  RelPort *end_port; /* (unowned) (nullable): of @far, if it is a loop */
  gboolean tight;    /* whether it is a loop with nothing inside, which needs no lane */
  guint nth;         /* its index in the side */
  int far_row;       /* the row of @far, while rows are put in order */
  double far_y;      /* where it ends: from the top of the card, then of the scene */
  double channel_y;  /* where it passes the inner cards, on its way to an outer one */
  GPtrArray *nets;   /* (owned) (element-type RelNet): one for each gutter on the way */
} RelWire;

/* The free strip on the inner side of a column. */
typedef struct
{
  GPtrArray *nets; /* (owned) (element-type RelNet) */
  double start;    /* outwards from the focused card */
  double lanes;    /* where the first lane is, outwards from the focused card */
  double labels;   /* the middle of the labels, outwards from the focused card */
  double end;
} RelGutter;

/* One side of the focused card: a grid of cards. */
typedef struct
{
  GPtrArray *ports; /* (owned) (element-type RelPort) */
  GPtrArray *wires; /* (owned) (element-type RelWire) */
  GArray *cards;    /* (owned) (element-type guint): indices, in order */
  guint n_columns;
  guint n_rows;
  GArray *rows;    /* (owned) (element-type RelGridRow) */
  GArray *gutters; /* (owned) (element-type RelGutter): one for each column, and one for loops alone */
} RelSide;

typedef struct
{
  double y;
  double height;
  double gap; /* free above the row, with the padding of the cards above */
} RelGridRow;

/* Where a card is to stand. */
typedef struct
{
  RelSide *side;    /* (unowned) */
  GPtrArray *wires; /* (owned) (element-type RelWire) (elements unowned): those that lead to it */
  guint column;     /* outwards */
  guint row;
} RelPlace;

typedef struct
{
  RelScene *scene;
  RelRuler ruler;
  RelSide sides[REL_N_SIDES];
  RelPlace *places; /* (owned): one for each card */
} RelLayout;

void rel_layout_size_focus (RelLayout *layout);
void rel_layout_size_neighbour (RelLayout *layout, guint index);

void rel_layout_place_lines (RelLayout *layout);

static inline RelWire *
rel_side_wire (RelSide *side, guint index)
{
  return g_ptr_array_index (side->wires, index);
}

static inline RelPort *
rel_side_port (RelSide *side, guint index)
{
  return g_ptr_array_index (side->ports, index);
}

static inline gboolean
rel_wire_is_loop (const RelWire *wire)
{
  return wire->end_port != NULL;
}

/* Whether the label stands beside the focused card, not beside the other one. */
static inline gboolean
rel_wire_is_labelled_near (const RelWire *wire)
{
  return rel_wire_is_loop (wire) || wire->port->labelled;
}

G_END_DECLS
