/* rel-scene.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-kind.h"

G_BEGIN_DECLS

/**
 * RelTextStyle:
 * @REL_TEXT_TITLE: the name on a card
 * @REL_TEXT_ROW: the name of a field
 * @REL_TEXT_LABEL: what stands on a line or under a name
 *
 * How a text of a scene is set.
 */
typedef enum
{
  REL_TEXT_TITLE,
  REL_TEXT_ROW,
  REL_TEXT_LABEL,
} RelTextStyle;

/**
 * RelMeasureFunc:
 * @text: what is to be set, in one line
 * @style: how
 * @width: (out): its width, in model units
 * @height: (out): the height of a line of that style, which may not depend on @text
 * @user_data: what was given with the function
 *
 * Measures a text. The picture depends on fonts through this function alone.
 */
typedef void (
  *RelMeasureFunc) (const char *text, RelTextStyle style, double *width, double *height, gpointer user_data);

/**
 * RelPoint:
 *
 * A place in a scene, in model units: 1 px at 100 %, y down.
 */
typedef struct
{
  double x;
  double y;
} RelPoint;

/**
 * RelBox:
 *
 * A rectangle in a scene, in model units.
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} RelBox;

/**
 * RelState:
 * @REL_STATE_SAME: as on the server
 * @REL_STATE_ADDED: not on the server yet
 * @REL_STATE_CHANGED: different on the server
 * @REL_STATE_REMOVED: still on the server
 *
 * How something stands to what it is compared with.
 */
typedef enum
{
  REL_STATE_SAME,
  REL_STATE_ADDED,
  REL_STATE_CHANGED,
  REL_STATE_REMOVED,
} RelState;

/**
 * RelCardRole:
 * @REL_CARD_PLAIN: a collection of the project
 * @REL_CARD_SYSTEM: one of Directus' own
 * @REL_CARD_JUNCTION: a hidden collection that only links others
 * @REL_CARD_MISSING: named by a relation, but there is no such collection
 *
 * What the collection of a card is.
 */
typedef enum
{
  REL_CARD_PLAIN,
  REL_CARD_SYSTEM,
  REL_CARD_JUNCTION,
  REL_CARD_MISSING,
} RelCardRole;

/**
 * RelCardRow:
 * @field: (owned): the name of the field
 * @kind: what the field is
 * @state: the most that was done to it or to one of its relations
 * @missing: whether there is no such field
 * @found: whether it is one of those that were looked for
 * @y: the top of the row, from the top of the card
 * @height: its height
 *
 * A field on a card.
 */
typedef struct
{
  char *field;
  RelKind kind;
  RelState state;
  gboolean missing;
  gboolean found;
  double y;
  double height;
} RelCardRow;

/**
 * RelCard:
 * @collection: (owned) (nullable): the name; %NULL where a relation points at nothing
 * @note: (owned) (nullable): a few words under the name, for the person
 * @role: what the collection is
 * @state: whether the collection itself is new, or is gone, or differs in what no row says
 * @focused: whether it is the collection that the picture is of
 * @found: whether it is one of those that were looked for
 * @group: one more than the index of its group; 0 if it is in none
 * @rows: (owned) (element-type RelCardRow): the fields that are shown
 * @box: where it stands
 * @header_height: the height of the part with the name, above the rows
 *
 * A collection in a scene.
 */
typedef struct
{
  char *collection;
  char *note;
  RelCardRole role;
  RelState state;
  gboolean focused;
  gboolean found;
  guint group;
  GPtrArray *rows;
  RelBox box;
  double header_height;
} RelCard;

/**
 * RelGroup:
 * @folder: (owned): the collection that is only a folder
 * @box: around its cards, with the name above them; without size if it is not shown
 *
 * A folder in a scene.
 */
typedef struct
{
  char *folder;
  RelBox box;
} RelGroup;

/**
 * RelEndMark:
 * @REL_END_ONE: one item of this side belongs to an item of the other
 * @REL_END_MANY: many do
 *
 * The mark at the end of a line: a bar, a crow's foot.
 */
typedef enum
{
  REL_END_ONE,
  REL_END_MANY,
} RelEndMark;

/**
 * RelEdgeEnd:
 * @card: the index of the card
 * @row: the index of the row; -1 for the card's header, where no field stands for the line
 * @mark: how many are at this end
 *
 * Where a line ends.
 */
typedef struct
{
  guint card;
  int row;
  RelEndMark mark;
} RelEdgeEnd;

/**
 * RelDeleteMark:
 * @REL_DELETE_NOTHING: nothing that has to be said
 * @REL_DELETE_CASCADE: the items that refer to it are deleted
 * @REL_DELETE_RESTRICT: it cannot be deleted
 * @REL_DELETE_DEFAULT: they get the default value
 *
 * The mark for what happens when the item is deleted that a line points at.
 */
typedef enum
{
  REL_DELETE_NOTHING,
  REL_DELETE_CASCADE,
  REL_DELETE_RESTRICT,
  REL_DELETE_DEFAULT,
} RelDeleteMark;

/**
 * RelEdge:
 * @from: the field that has the relation: that holds the key or, through a junction, that
 *   lists the items
 * @to: what it points at
 * @kind: what the relation is
 * @state: what was done to it
 * @relation: (owned): the relation; through a junction, the half that points at @from
 * @second: (owned) (nullable): the half of the junction that points at @to
 * @nth: which one of those with the collection and the field of @relation
 * @junction: (owned) (nullable): the collection that is folded into this line
 * @label: (owned) (nullable): what stands on the line, where there is place for words
 * @on_delete: the mark near @from, where there is none for words
 * @deselect_deletes: whether there is a mark near @to, because what is taken out of the list
 *   is deleted
 * @points: (owned) (element-type RelPoint): its corners, from @from to @to; all runs are
 *   level or upright
 * @label_box: where the label stands, or in a picture of a whole schema the badge alone;
 *   without size if there is nothing to show
 *
 * A relation in a scene. Lines that end at the same place of a card may run together on the
 * way there; others never do.
 */
typedef struct
{
  RelEdgeEnd from;
  RelEdgeEnd to;
  RelKind kind;
  RelState state;
  RelRelation *relation;
  RelRelation *second;
  guint nth;
  char *junction;
  char *label;
  RelDeleteMark on_delete;
  gboolean deselect_deletes;
  GArray *points;
  RelBox label_box;
} RelEdge;

/**
 * RelHitKind:
 * @REL_HIT_NOTHING: the ground
 * @REL_HIT_CARD: a card, on its header
 * @REL_HIT_ROW: a row of a card, or a line where it is still that of all relations of the row
 * @REL_HIT_EDGE: one line
 *
 * What a place in a scene belongs to.
 */
typedef enum
{
  REL_HIT_NOTHING,
  REL_HIT_CARD,
  REL_HIT_ROW,
  REL_HIT_EDGE,
} RelHitKind;

/**
 * RelHit:
 * @kind: what it is
 * @card: the index of the card, for a card or a row
 * @row: the index of the row, for a row; -1 for the lines that end at the header of @card
 * @edge: the index of the edge, for an edge
 *
 * Something in a scene that can be pointed at.
 */
typedef struct
{
  RelHitKind kind;
  guint card;
  int row;
  guint edge;
} RelHit;

typedef struct _RelScene RelScene;

#define REL_TYPE_SCENE (rel_scene_get_type ())

GType rel_scene_get_type (void);
RelScene *rel_scene_ref (RelScene *self);
void rel_scene_unref (RelScene *self);

double rel_scene_get_width (RelScene *self);
double rel_scene_get_height (RelScene *self);
double rel_scene_get_unit (RelScene *self);
RelPoint rel_scene_get_origin (RelScene *self);
guint rel_scene_get_n_cards (RelScene *self);
const RelCard *rel_scene_get_card (RelScene *self, guint index);
guint rel_scene_get_n_groups (RelScene *self);
const RelGroup *rel_scene_get_group (RelScene *self, guint index);
guint rel_scene_get_n_edges (RelScene *self);
const RelEdge *rel_scene_get_edge (RelScene *self, guint index);
gboolean rel_edge_has_sign (const RelEdge *edge);
gboolean rel_scene_find_card (RelScene *self, const char *collection, guint *index);
gboolean rel_scene_find_hit (RelScene *self, const char *collection, const char *field, RelHit *hit);
const RelCardRow *rel_card_get_row (const RelCard *card, guint index);

RelHit rel_scene_pick (RelScene *self, double x, double y, double tolerance);
RelHit rel_scene_pick_among (RelScene *self, GArray *cards, GArray *edges, double x, double y, double tolerance);
gboolean rel_hit_equal (const RelHit *a, const RelHit *b);
RelBox rel_scene_get_hit_box (RelScene *self, const RelHit *hit);
gboolean rel_scene_find_link (RelScene *self,
                              const RelHit *hit,
                              const char **collection,
                              const char **field,
                              guint *nth);
gboolean rel_scene_edge_is_hit (RelScene *self, guint edge, const RelHit *hit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelScene, rel_scene_unref)

G_END_DECLS
