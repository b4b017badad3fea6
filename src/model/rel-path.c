/* rel-path.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-path.h"

#include <string.h>

/**
 * RelPath:
 *
 * A way from one collection to another that a request can go: along fields, each of which
 * leads to other items.
 *
 * A junction is passed through in one step, from the list of one side to the collection on the
 * other. Against the direction of its key a relation can only be followed where a field lists
 * the items.
 *
 * It is immutable.
 */
struct _RelPath
{
  gatomicrefcount ref_count;
  GPtrArray *steps; /* (owned) (element-type RelPathStep), at least one */
  char *leaf;       /* (owned) */
};

G_DEFINE_BOXED_TYPE (RelPath, rel_path, rel_path_ref, rel_path_unref)

/**
 * rel_path_new:
 * @steps: (transfer full) (element-type RelPathStep): its steps, at least one, each of which
 *   begins where the one before ends
 * @leaf: a field of the collection at its end, which stands for the item there
 *
 * Makes a path; [func@path_find] finds one.
 *
 * Returns: (transfer full): the path
 */
RelPath *
rel_path_new (GPtrArray *steps, const char *leaf)
{
  RelPath *self;

  g_return_val_if_fail (steps->len > 0, NULL);

  self = g_new0 (RelPath, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->steps = steps;
  self->leaf = g_strdup (leaf);
  return self;
}

/**
 * rel_path_ref:
 * @self: a path
 *
 * Returns: (transfer full): @self
 */
RelPath *
rel_path_ref (RelPath *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_path_unref:
 * @self: (transfer full): a path
 *
 * Gives a reference back; the last one frees.
 */
void
rel_path_unref (RelPath *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->steps);
  g_free (self->leaf);
  g_free (self);
}

/**
 * rel_path_get_steps:
 * @self: a path
 *
 * Returns: (transfer none) (element-type RelPathStep): its steps
 */
GPtrArray *
rel_path_get_steps (RelPath *self)
{
  return self->steps;
}

/**
 * rel_path_get_leaf:
 * @self: a path
 *
 * Returns: (transfer none): the field at its end that a request asks for, the primary key
 */
const char *
rel_path_get_leaf (RelPath *self)
{
  return self->leaf;
}

/**
 * rel_path_get_n_levels:
 * @self: a path
 *
 * Returns: how many relations a server follows on it; a step through a junction is two
 */
guint
rel_path_get_n_levels (RelPath *self)
{
  guint n_levels = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const RelPathStep *step = g_ptr_array_index (self->steps, i);

      n_levels += step->second != NULL ? 2 : 1;
    }
  return n_levels;
}

/**
 * rel_path_dup_text:
 * @self: a path
 *
 * Returns: (transfer full): the path in a line: `articles.author → authors.articles → articles`
 */
char *
rel_path_dup_text (RelPath *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const RelPathStep *step = g_ptr_array_index (self->steps, i);

      g_string_append_printf (text, "%s.%s → ", step->from, step->field);
      if (i + 1 == self->steps->len)
        g_string_append (text, step->to);
    }
  return g_string_free (text, FALSE);
}

/**
 * rel_path_step_new:
 * @schema: a schema
 * @from: the collection where it begins
 * @field: the field that is followed
 * @to: the collection where it ends
 * @relation: the relation that is followed
 * @second: (nullable): the other half of the junction that is passed through
 *
 * Returns: (transfer full): a step
 */
RelPathStep *
rel_path_step_new (RelSchema *schema,
                   const char *from,
                   const char *field,
                   const char *to,
                   RelRelation *relation,
                   RelRelation *second)
{
  RelPathStep *self = g_new0 (RelPathStep, 1);

  self->from = g_strdup (from);
  self->field = g_strdup (field);
  self->to = g_strdup (to);
  self->relation = rel_relation_ref (relation);
  self->second = second != NULL ? rel_relation_ref (second) : NULL;
  if (!rel_path_step_is_list (self))
    self->kind = rel_kind_of_relation (schema, relation);
  else
    self->kind = rel_kind_of_field (schema, from, field, NULL, NULL);
  /* Who stops at the junction sees a list of its items. */
  if (rel_path_step_is_list (self) && second == NULL && self->kind != REL_KIND_TREE)
    self->kind = REL_KIND_O2M;
  return self;
}

/**
 * rel_path_step_free:
 * @self: (transfer full): a step
 *
 * Frees a step.
 */
void
rel_path_step_free (RelPathStep *self)
{
  g_free (self->from);
  g_free (self->field);
  g_free (self->to);
  rel_relation_unref (self->relation);
  g_clear_pointer (&self->second, rel_relation_unref);
  g_free (self);
}

/**
 * rel_path_step_is_list:
 * @self: a step
 *
 * Returns: whether it leads to any number of items, and not to one at most
 */
gboolean
rel_path_step_is_list (const RelPathStep *self)
{
  return strcmp (rel_relation_get_collection (self->relation), self->from) != 0 ||
         strcmp (rel_relation_get_field (self->relation), self->field) != 0;
}

/* Of a field that may point at any collection, a request says which one it means. */
static char *
dup_name (const char *field, RelRelation *relation, const char *to)
{
  return rel_relation_is_any (relation) ? g_strdup_printf ("%s:%s", field, to) : g_strdup (field);
}

/**
 * rel_path_step_dup_names:
 * @self: a step
 *
 * Returns: (transfer full): the names that a request goes along: of the field, and of the field
 *   of the junction: `blocks`, `item:block_text`
 */
GStrv
rel_path_step_dup_names (const RelPathStep *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *first = rel_path_step_is_list (self) ? g_strdup (self->field)
                                                        : dup_name (self->field, self->relation, self->to);

  g_strv_builder_add (builder, first);
  if (self->second != NULL)
    {
      g_autofree char *second = dup_name (rel_relation_get_field (self->second), self->second, self->to);

      g_strv_builder_add (builder, second);
    }
  return g_strv_builder_end (builder);
}
