/* rel-arrangement.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RelPin:
 * @collection: the name of a collection
 * @x: where the left side of its card is, in model units
 * @y: where its upper side is
 *
 * A card that a person put somewhere. Only where pins are to each other and to the cards that
 * nobody put anywhere says something: the places may be below 0.
 */
typedef struct
{
  const char *collection;
  int x;
  int y;
} RelPin;

#define REL_PIN_MOST 100000

typedef struct _RelArrangement RelArrangement;

int rel_pin_round (double place);
RelArrangement *rel_arrangement_new (void);
RelArrangement *rel_arrangement_ref (RelArrangement *self);
void rel_arrangement_unref (RelArrangement *self);
guint rel_arrangement_get_n_pins (RelArrangement *self);
const RelPin *rel_arrangement_get_pin (RelArrangement *self, guint nth);
const RelPin *rel_arrangement_find (RelArrangement *self, const char *collection);
RelArrangement *rel_arrangement_put (RelArrangement *self, const RelPin *pins, guint n_pins);
RelArrangement *rel_arrangement_take (RelArrangement *self, const char *const *collections);

JsonNode *rel_arrangement_diff (RelArrangement *before, RelArrangement *after);
RelArrangement *rel_arrangement_apply (RelArrangement *self, JsonNode *moves);
char *rel_arrangement_dup_text (RelArrangement *self);
RelArrangement *rel_arrangement_read (const char *text, gsize length_bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelArrangement, rel_arrangement_unref)

G_END_DECLS
