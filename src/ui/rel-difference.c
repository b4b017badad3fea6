/* rel-difference.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-difference.h"

/**
 * RelDifference:
 *
 * A row of a comparison: the heading of all changes of a collection, one of them, or one of the
 * parts of a change that can be made by themselves. What has others below it is ticked as they
 * are.
 *
 * It emits [signal@Difference::ticked] when that is another.
 */
struct _RelDifference
{
  GObject parent_instance;

  char *collection;     /* (owned) */
  RelChange *change;    /* (owned) (nullable): %NULL for a heading */
  GPtrArray *members;   /* (owned) (nullable) (element-type RelMemberChange): of a part, @change owns them */
  RelDifference *above; /* (unowned) (nullable): it is alive as long as what is below it is shown */
  GPtrArray *below;     /* (owned) (element-type RelDifference) */
  guint n_least;        /* of what cannot be divided any more, in it; 1 for such a one itself */
  guint n_ticked;       /* of these */
};

G_DEFINE_FINAL_TYPE (RelDifference, rel_difference, G_TYPE_OBJECT)

enum
{
  SIGNAL_TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rel_difference_dispose (GObject *object)
{
  RelDifference *self = REL_DIFFERENCE (object);

  for (guint i = 0; i < self->below->len; i++)
    REL_DIFFERENCE (g_ptr_array_index (self->below, i))->above = NULL;
  g_ptr_array_set_size (self->below, 0);

  G_OBJECT_CLASS (rel_difference_parent_class)->dispose (object);
}

static void
rel_difference_finalize (GObject *object)
{
  RelDifference *self = REL_DIFFERENCE (object);

  g_free (self->collection);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->change, rel_change_unref);
  g_ptr_array_unref (self->below);

  G_OBJECT_CLASS (rel_difference_parent_class)->finalize (object);
}

static void
rel_difference_class_init (RelDifferenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rel_difference_dispose;
  object_class->finalize = rel_difference_finalize;

  /**
   * RelDifference::ticked:
   * @self: a difference
   *
   * Emitted when it is ticked or no more.
   */
  signals[SIGNAL_TICKED] =
    g_signal_new ("ticked", REL_TYPE_DIFFERENCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_difference_init (RelDifference *self)
{
  self->below = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rel_difference_new_collection:
 * @collection: a name
 *
 * Returns: (transfer full): the heading of a collection, with nothing under it yet
 */
RelDifference *
rel_difference_new_collection (const char *collection)
{
  RelDifference *self = g_object_new (REL_TYPE_DIFFERENCE, NULL);

  self->collection = g_strdup (collection);
  return self;
}

static RelDifference *
new_below (RelDifference *above, RelChange *change)
{
  RelDifference *self = g_object_new (REL_TYPE_DIFFERENCE, NULL);
  /* What gets its first part is no more what cannot be divided. */
  gboolean is_more = above->change == NULL || above->below->len > 0;

  self->collection = g_strdup (above->collection);
  self->change = rel_change_ref (change);
  self->above = above;
  self->n_least = 1;
  g_ptr_array_add (above->below, g_object_ref (self));
  for (RelDifference *each = above; is_more && each != NULL; each = each->above)
    each->n_least++;
  return self;
}

/**
 * rel_difference_new_change:
 * @heading: what it stands under
 * @change: a change
 *
 * Returns: (transfer full): a row for it, not ticked
 */
RelDifference *
rel_difference_new_change (RelDifference *heading, RelChange *change)
{
  return new_below (heading, change);
}

/**
 * rel_difference_new_part:
 * @whole: the row of a change, of which nothing is ticked
 * @members: (element-type RelMemberChange): some of its members
 *
 * Returns: (transfer full): a row for these, not ticked
 */
RelDifference *
rel_difference_new_part (RelDifference *whole, GPtrArray *members)
{
  RelDifference *self = new_below (whole, whole->change);

  self->members = g_ptr_array_ref (members);
  return self;
}

/**
 * rel_difference_get_collection:
 * @self: a difference
 *
 * Returns: (transfer none): the collection that it is about
 */
const char *
rel_difference_get_collection (RelDifference *self)
{
  return self->collection;
}

/**
 * rel_difference_get_change:
 * @self: a difference
 *
 * Returns: (transfer none) (nullable): the change, of a part that of which it is one; %NULL for a
 *   heading
 */
RelChange *
rel_difference_get_change (RelDifference *self)
{
  return self->change;
}

/**
 * rel_difference_get_members:
 * @self: a difference
 *
 * Returns: (transfer none) (nullable) (element-type RelMemberChange): what a part changes; %NULL
 *   for what is no part
 */
GPtrArray *
rel_difference_get_members (RelDifference *self)
{
  return self->members;
}

/**
 * rel_difference_get_below:
 * @self: a difference
 *
 * Returns: (transfer none) (element-type RelDifference): the changes under a heading, or the
 *   parts of a change
 */
GPtrArray *
rel_difference_get_below (RelDifference *self)
{
  return self->below;
}

/**
 * rel_difference_dup_id:
 * @self: a change or a part of one
 *
 * Returns: (transfer full): a text that is the same for what is about the same
 */
char *
rel_difference_dup_id (RelDifference *self)
{
  g_autofree char *id = rel_change_dup_id (self->change);

  if (self->members == NULL)
    return g_steal_pointer (&id);
  return g_strconcat (id, "/", ((RelMemberChange *) g_ptr_array_index (self->members, 0))->path, NULL);
}

/**
 * rel_difference_get_ticked:
 * @self: a difference
 *
 * Returns: how much of it is ticked
 */
RelTicked
rel_difference_get_ticked (RelDifference *self)
{
  if (self->n_ticked == 0)
    return REL_TICKED_NONE;
  return self->n_ticked < self->n_least ? REL_TICKED_SOME : REL_TICKED_ALL;
}

/* Ticks what cannot be divided in it, and counts that in all that is above. */
static void
tick (RelDifference *self, gboolean ticked)
{
  for (guint i = 0; i < self->below->len; i++)
    tick (g_ptr_array_index (self->below, i), ticked);
  if (self->below->len == 0 && self->n_least > 0 && (self->n_ticked > 0) != ticked)
    {
      for (RelDifference *each = self; each != NULL; each = each->above)
        each->n_ticked += ticked ? 1 : -1;
    }
  g_signal_emit (self, signals[SIGNAL_TICKED], 0);
}

/**
 * rel_difference_set_ticked:
 * @self: a difference
 * @ticked: whether it is chosen
 *
 * Ticks a change, a part of it, or all that stands below.
 */
void
rel_difference_set_ticked (RelDifference *self, gboolean ticked)
{
  tick (self, ticked);
  for (RelDifference *each = self->above; each != NULL; each = each->above)
    g_signal_emit (each, signals[SIGNAL_TICKED], 0);
}
