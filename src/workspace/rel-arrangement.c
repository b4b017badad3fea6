/* rel-arrangement.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-arrangement.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rel-error.h"
#include "rel-json.h"

#define FORMAT  "relations-arrangement"
#define VERSION 1

/**
 * RelArrangement:
 *
 * Where a person put cards of a project's diagram: a pin for each of them, in the order of
 * their names. What has no pin stands where the diagram puts it. A pin stays when its
 * collection is gone, so that the card is at its place if the collection comes back.
 *
 * It is immutable, and the same arrangement is the same text, which may be kept with the
 * project: each card is a line of it.
 */
struct _RelArrangement
{
  gatomicrefcount ref_count;
  GArray *pins; /* (owned) (element-type RelPin): in the order of their names, which are owned */
};

static void
clear_pin (gpointer data)
{
  g_free ((char *) ((RelPin *) data)->collection);
}

/**
 * rel_pin_round:
 * @place: a place in a diagram
 *
 * Returns: the nearest place of a pin
 */
int
rel_pin_round (double place)
{
  return (int) CLAMP (place < 0 ? place - 0.5 : place + 0.5, -REL_PIN_MOST, REL_PIN_MOST);
}

/**
 * rel_arrangement_new:
 *
 * Returns: (transfer full): an arrangement without pins
 */
RelArrangement *
rel_arrangement_new (void)
{
  RelArrangement *self = g_new0 (RelArrangement, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->pins = g_array_new (FALSE, FALSE, sizeof (RelPin));
  g_array_set_clear_func (self->pins, clear_pin);
  return self;
}

/**
 * rel_arrangement_ref:
 * @self: an arrangement
 *
 * Returns: (transfer full): the same
 */
RelArrangement *
rel_arrangement_ref (RelArrangement *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_arrangement_unref:
 * @self: (transfer full): an arrangement
 *
 * Lets go of it.
 */
void
rel_arrangement_unref (RelArrangement *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->pins);
  g_free (self);
}

/**
 * rel_arrangement_get_n_pins:
 * @self: an arrangement
 *
 * Returns: how many cards were put somewhere
 */
guint
rel_arrangement_get_n_pins (RelArrangement *self)
{
  return self->pins->len;
}

/**
 * rel_arrangement_get_pin:
 * @self: an arrangement
 * @nth: which one, in the order of their names
 *
 * Returns: (transfer none): a pin
 */
const RelPin *
rel_arrangement_get_pin (RelArrangement *self, guint nth)
{
  g_return_val_if_fail (nth < self->pins->len, NULL);

  return &g_array_index (self->pins, RelPin, nth);
}

/* Where the pin of a collection is or would be; whether it is there. */
static gboolean
find_index (RelArrangement *self, const char *collection, guint *index)
{
  guint low = 0;
  guint high = self->pins->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (g_array_index (self->pins, RelPin, middle).collection, collection);

      if (order == 0)
        {
          *index = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return FALSE;
}

/**
 * rel_arrangement_find:
 * @self: an arrangement
 * @collection: the name of a collection
 *
 * Returns: (transfer none) (nullable): where its card was put; %NULL if nobody put it anywhere
 */
const RelPin *
rel_arrangement_find (RelArrangement *self, const char *collection)
{
  guint index;

  return find_index (self, collection, &index) ? &g_array_index (self->pins, RelPin, index) : NULL;
}

static RelArrangement *
copy (RelArrangement *self)
{
  RelArrangement *other = rel_arrangement_new ();

  for (guint i = 0; i < self->pins->len; i++)
    {
      RelPin pin = g_array_index (self->pins, RelPin, i);

      pin.collection = g_strdup (pin.collection);
      g_array_append_val (other->pins, pin);
    }
  return other;
}

/* Puts a pin into an arrangement that is being made. */
static void
put (RelArrangement *self, const char *collection, double x, double y)
{
  RelPin pin = { collection, rel_pin_round (x), rel_pin_round (y) };
  guint index;

  if (find_index (self, collection, &index))
    {
      RelPin *old = &g_array_index (self->pins, RelPin, index);

      old->x = pin.x;
      old->y = pin.y;
      return;
    }
  pin.collection = g_strdup (collection);
  g_array_insert_val (self->pins, index, pin);
}

static void
take (RelArrangement *self, const char *collection)
{
  guint index;

  if (find_index (self, collection, &index))
    g_array_remove_index (self->pins, index);
}

/**
 * rel_arrangement_put:
 * @self: an arrangement
 * @pins: (array length=n_pins): where cards are to be
 * @n_pins: how many
 *
 * Returns: (transfer full): an arrangement that has the cards there
 */
RelArrangement *
rel_arrangement_put (RelArrangement *self, const RelPin *pins, guint n_pins)
{
  RelArrangement *next = copy (self);

  for (guint i = 0; i < n_pins; i++)
    put (next, pins[i].collection, pins[i].x, pins[i].y);
  return next;
}

/**
 * rel_arrangement_take:
 * @self: an arrangement
 * @collections: (array zero-terminated=1): names of collections
 *
 * Returns: (transfer full): an arrangement that leaves their cards to the diagram
 */
RelArrangement *
rel_arrangement_take (RelArrangement *self, const char *const *collections)
{
  RelArrangement *next = copy (self);

  for (guint i = 0; collections[i] != NULL; i++)
    take (next, collections[i]);
  return next;
}

static void
set_place (JsonObject *moves, const RelPin *pin)
{
  JsonArray *place = json_array_new ();

  json_array_add_int_element (place, pin->x);
  json_array_add_int_element (place, pin->y);
  json_object_set_array_member (moves, pin->collection, place);
}

/**
 * rel_arrangement_diff:
 * @before: an arrangement
 * @after: another one
 *
 * Finds what leads from one arrangement to the other: where cards are put, and which have no
 * pin any more.
 *
 * Returns: (transfer full) (nullable): it as a value, which is immutable; %NULL if both are the
 *   same
 */
JsonNode *
rel_arrangement_diff (RelArrangement *before, RelArrangement *after)
{
  g_autoptr (JsonObject) moves = json_object_new ();
  JsonNode *node;

  for (guint i = 0; i < after->pins->len; i++)
    {
      const RelPin *pin = rel_arrangement_get_pin (after, i);
      const RelPin *old = rel_arrangement_find (before, pin->collection);

      if (old == NULL || old->x != pin->x || old->y != pin->y)
        set_place (moves, pin);
    }
  for (guint i = 0; i < before->pins->len; i++)
    {
      const RelPin *pin = rel_arrangement_get_pin (before, i);

      if (rel_arrangement_find (after, pin->collection) == NULL)
        json_object_set_null_member (moves, pin->collection);
    }
  if (json_object_get_size (moves) == 0)
    return NULL;
  node = json_node_init_object (json_node_alloc (), moves);
  json_node_seal (node);
  return node;
}

static gboolean
is_coordinate (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE) &&
         fabs (json_node_get_double (node)) <= REL_PIN_MOST;
}

/**
 * rel_arrangement_apply:
 * @self: an arrangement
 * @moves: what leads from one arrangement to another one, as [func@Arrangement.diff] finds it;
 *   of anything else is taken what makes sense
 *
 * Returns: (transfer full): the arrangement after them
 */
RelArrangement *
rel_arrangement_apply (RelArrangement *self, JsonNode *moves)
{
  RelArrangement *next = copy (self);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (moves))
    return next;
  json_object_iter_init (&iter, json_node_get_object (moves));
  while (json_object_iter_next (&iter, &name, &member))
    {
      JsonArray *place = JSON_NODE_HOLDS_ARRAY (member) ? json_node_get_array (member) : NULL;

      if (rel_json_is_null (member))
        take (next, name);
      else if (place != NULL && json_array_get_length (place) == 2 &&
               is_coordinate (json_array_get_element (place, 0)) && is_coordinate (json_array_get_element (place, 1)))
        put (next, name, json_array_get_double_element (place, 0), json_array_get_double_element (place, 1));
    }
  return next;
}

/**
 * rel_arrangement_dup_text:
 * @self: an arrangement
 *
 * Writes an arrangement as JSON: a line for each card, in the order of their names, so that a
 * card that is moved is one line of difference.
 *
 * Returns: (transfer full): the text of a file
 */
char *
rel_arrangement_dup_text (RelArrangement *self)
{
  GString *text = g_string_new ("{\n  \"format\": \"" FORMAT
                                "\",\n  \"version\": " G_STRINGIFY (VERSION) ",\n"
                                                                             "  \"cards\": [");

  for (guint i = 0; i < self->pins->len; i++)
    {
      const RelPin *pin = rel_arrangement_get_pin (self, i);
      g_autoptr (JsonNode) name = rel_json_new_string (pin->collection);
      g_autofree char *quoted = rel_json_dup_text (name, FALSE);

      g_string_append_printf (text, "%s\n    { \"name\": %s, \"x\": %d, \"y\": %d }", i > 0 ? "," : "", quoted, pin->x,
                              pin->y);
    }
  g_string_append (text, self->pins->len > 0 ? "\n  ]\n}\n" : "]\n}\n");
  return g_string_free (text, FALSE);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, REL_ERROR, REL_ERROR_INVALID, message);
  return FALSE;
}

/* A layout that was exported has cards too, but says no format. */
static gboolean
check_format (JsonObject *members, GError **error)
{
  JsonNode *version = rel_json_get (members, "version");

  if (members == NULL || rel_json_get_array (members, "cards") == NULL)
    return fail (error, _ ("This is not an arrangement of Relations"));
  if (!json_object_has_member (members, "format"))
    return TRUE;
  if (g_strcmp0 (rel_json_get_string (members, "format"), FORMAT) != 0)
    return fail (error, _ ("This is not an arrangement of Relations"));
  if (version == NULL || !JSON_NODE_HOLDS_VALUE (version) || json_node_get_value_type (version) != G_TYPE_INT64 ||
      json_node_get_int (version) != VERSION)
    return fail (error, _ ("This arrangement is of another version of Relations"));
  return TRUE;
}

static gboolean
read_card (RelArrangement *self, JsonNode *card, guint nth, GError **error)
{
  JsonObject *members = JSON_NODE_HOLDS_OBJECT (card) ? json_node_get_object (card) : NULL;
  const char *name = rel_json_get_string (members, "name");
  guint index;

  if (name == NULL || *name == '\0')
    {
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("cards[%u] has no name"), nth);
      return FALSE;
    }
  if (!is_coordinate (rel_json_get (members, "x")) || !is_coordinate (rel_json_get (members, "y")))
    {
      /* Translators: the second is the name of a collection. */
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("cards[%u], %s, has no place"), nth, name);
      return FALSE;
    }
  if (find_index (self, name, &index))
    {
      /* Translators: the second is the name of a collection. */
      g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("cards[%u], %s, is there twice"), nth, name);
      return FALSE;
    }
  put (self, name, json_object_get_double_member (members, "x"), json_object_get_double_member (members, "y"));
  return TRUE;
}

/**
 * rel_arrangement_read:
 * @text: an arrangement as JSON, or a layout that was exported
 * @length_bytes: how long it is
 * @error: (out) (optional): where to put a failure
 *
 * Reads what [method@Arrangement.dup_text] wrote. Of an exported layout each card becomes a
 * pin.
 *
 * Errors: `REL_ERROR_INVALID` if it is neither, or of a later version, and those of
 * [func@json_parse].
 *
 * Returns: (transfer full) (nullable): the arrangement, or %NULL on error
 */
RelArrangement *
rel_arrangement_read (const char *text, gsize length_bytes, GError **error)
{
  g_autoptr (JsonNode) json = rel_json_parse (text, length_bytes, error);
  JsonObject *members = json != NULL && JSON_NODE_HOLDS_OBJECT (json) ? json_node_get_object (json) : NULL;
  g_autoptr (RelArrangement) self = rel_arrangement_new ();
  JsonArray *cards;

  if (json == NULL || !check_format (members, error))
    return NULL;
  cards = rel_json_get_array (members, "cards");
  for (guint i = 0; i < json_array_get_length (cards); i++)
    {
      if (!read_card (self, json_array_get_element (cards, i), i, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
