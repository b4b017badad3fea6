/* rel-comparison.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-comparison.h"

#include <glib/gi18n-lib.h>

#include "rel-diff.h"
#include "rel-error.h"
#include "rel-plan.h"
#include "rel-snapshot.h"
#include "rel-take.h"
#include "rel-unsaid.h"

/**
 * RelComparison:
 *
 * What has to be changed in one schema to make it like another: a project like another one,
 * like a file, or like itself in the past.
 *
 * What a file cannot have is not missing from it: what is Directus' own, and what a newer
 * Directus leaves out. So each is compared as what a snapshot like the other would be of it.
 *
 * It is immutable.
 */
struct _RelComparison
{
  gatomicrefcount ref_count;
  RelSchema *here;    /* (owned): as it was given */
  RelSchema *from;    /* (owned): of @here, what can be compared */
  RelSchema *to;      /* (owned): what @from is to become */
  GPtrArray *changes; /* (owned) (element-type RelChange) */
};

G_DEFINE_BOXED_TYPE (RelComparison, rel_comparison, rel_comparison_ref, rel_comparison_unref)

/**
 * rel_comparison_new:
 * @here: a schema
 * @there: another
 * @error: (out) (optional): where to put a failure
 *
 * Finds out what has to be changed in @here to get @there. It may run in any thread.
 *
 * Errors: `REL_ERROR_FORBIDDEN` if one of them is partial.
 *
 * Returns: (transfer full) (nullable): the comparison, or %NULL on error
 */
RelComparison *
rel_comparison_new (RelSchema *here, RelSchema *there, GError **error)
{
  g_autoptr (RelSchema) to = NULL;
  RelComparison *self;

  if (rel_schema_is_partial (here) || rel_schema_is_partial (there))
    {
      g_set_error_literal (error, REL_ERROR, REL_ERROR_FORBIDDEN,
                           _ ("What is not shown cannot be told from what is not there: compare as an administrator, "
                              "and with a whole snapshot"));
      return NULL;
    }
  self = g_new0 (RelComparison, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->here = rel_schema_ref (here);
  self->from = rel_snapshot_of (here, rel_schema_get_header (there));
  to = rel_snapshot_of (there, rel_schema_get_header (here));
  self->to = rel_unsaid_fill (to, self->from);
  self->changes = rel_diff (self->from, self->to);
  return self;
}

/**
 * rel_comparison_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self
 */
RelComparison *
rel_comparison_ref (RelComparison *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_comparison_unref:
 * @self: (transfer full): a comparison
 *
 * Gives a reference back; the last one frees.
 */
void
rel_comparison_unref (RelComparison *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  rel_schema_unref (self->here);
  rel_schema_unref (self->from);
  rel_schema_unref (self->to);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/**
 * rel_comparison_get_here:
 * @self: a comparison
 *
 * Returns: (transfer none): the schema that would be changed
 */
RelSchema *
rel_comparison_get_here (RelComparison *self)
{
  return self->here;
}

/**
 * rel_comparison_get_changes:
 * @self: a comparison
 *
 * Returns: (transfer none) (element-type RelChange): what makes one like the other; empty if
 *   they are equal
 */
GPtrArray *
rel_comparison_get_changes (RelComparison *self)
{
  return self->changes;
}

/**
 * rel_comparison_list_steps:
 * @self: a comparison
 *
 * Returns: (transfer full) (element-type RelChange): the same as changes that a server makes,
 *   one after the other
 */
GPtrArray *
rel_comparison_list_steps (RelComparison *self)
{
  return rel_diff_in_steps (self->from, self->to);
}

/**
 * rel_comparison_complete:
 * @self: a comparison
 * @chosen: (element-type RelChange): some of its changes
 *
 * Returns: (transfer full) (element-type RelChange): these, and what they need
 */
GPtrArray *
rel_comparison_complete (RelComparison *self, GPtrArray *chosen)
{
  return rel_take_complete (chosen, self->changes, self->from, self->to);
}

/**
 * rel_comparison_take:
 * @self: a comparison
 * @changes: (element-type RelChange): what [method@Comparison.complete] says
 * @error: (out) (optional): where to put a failure
 *
 * Makes some of the changes. It may run in any thread.
 *
 * Errors: those of [func@plan_apply].
 *
 * Returns: (transfer full) (nullable): the schema with the changes in it, or %NULL on error
 */
RelSchema *
rel_comparison_take (RelComparison *self, GPtrArray *changes, GError **error)
{
  return rel_plan_apply (changes, self->here, error);
}
