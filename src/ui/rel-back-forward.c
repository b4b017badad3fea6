/* rel-back-forward.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-back-forward.h"

/**
 * RelBackForward:
 *
 * The places visited in a window, and which of them is shown, as a web browser has it.
 *
 * Going somewhere new drops what lay ahead. Only the last [const@BACK_FORWARD_MAX] places
 * are kept.
 */
struct _RelBackForward
{
  GPtrArray *places; /* (element-type RelPlace) (owned) */
  guint current;     /* index in @places; meaningless while that is empty */
};

#define BACK_FORWARD_MAX 200

/**
 * rel_back_forward_new:
 *
 * Returns: (transfer full): a list without places
 */
RelBackForward *
rel_back_forward_new (void)
{
  RelBackForward *self = g_new0 (RelBackForward, 1);

  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_place_unref);
  return self;
}

/**
 * rel_back_forward_free:
 * @self: (transfer full): a list
 *
 * Frees it.
 */
void
rel_back_forward_free (RelBackForward *self)
{
  g_ptr_array_unref (self->places);
  g_free (self);
}

/**
 * rel_back_forward_visit:
 * @self: a list
 * @place: where somebody goes
 *
 * Adds a place after the current one and makes it the current one. Going to where one is
 * adds nothing.
 */
void
rel_back_forward_visit (RelBackForward *self, RelPlace *place)
{
  g_return_if_fail (place != NULL);

  if (self->places->len > 0)
    {
      if (rel_place_equal (place, g_ptr_array_index (self->places, self->current)))
        return;
      g_ptr_array_set_size (self->places, (gint) self->current + 1);
    }
  if (self->places->len == BACK_FORWARD_MAX)
    g_ptr_array_remove_index (self->places, 0);

  g_ptr_array_add (self->places, rel_place_ref (place));
  self->current = self->places->len - 1;
}

/**
 * rel_back_forward_get_current:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the current place, %NULL before the first visit
 */
RelPlace *
rel_back_forward_get_current (RelBackForward *self)
{
  return self->places->len > 0 ? g_ptr_array_index (self->places, self->current) : NULL;
}

/**
 * rel_back_forward_can_go_back:
 * @self: a list
 *
 * Returns: whether there is a place before the current one
 */
gboolean
rel_back_forward_can_go_back (RelBackForward *self)
{
  return self->places->len > 0 && self->current > 0;
}

/**
 * rel_back_forward_can_go_forward:
 * @self: a list
 *
 * Returns: whether there is a place after the current one
 */
gboolean
rel_back_forward_can_go_forward (RelBackForward *self)
{
  return self->current + 1 < self->places->len;
}

/**
 * rel_back_forward_go_back:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the place before, which is now the current one
 */
RelPlace *
rel_back_forward_go_back (RelBackForward *self)
{
  if (!rel_back_forward_can_go_back (self))
    return NULL;
  self->current--;
  return rel_back_forward_get_current (self);
}

/**
 * rel_back_forward_go_forward:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the place after, which is now the current one
 */
RelPlace *
rel_back_forward_go_forward (RelBackForward *self)
{
  if (!rel_back_forward_can_go_forward (self))
    return NULL;
  self->current++;
  return rel_back_forward_get_current (self);
}
