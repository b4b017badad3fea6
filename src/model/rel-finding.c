/* rel-finding.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-finding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-error.h"

/**
 * RelFinding:
 *
 * Something that a rule found wrong at one place of a schema: a relation, a field or a
 * collection.
 *
 * It is immutable once [func@check] has given it out, and holds no part of the schema: it
 * can be kept while the draft goes on, and told by its id from those of a later check. Any
 * thread may read it.
 */
struct _RelFinding
{
  gatomicrefcount ref_count;
  const RelRule *rule;
  char *id;         /* (owned) */
  char *collection; /* (owned) */
  char *field;      /* (owned) (nullable): of a whole collection there is none */
  guint nth;
  char *detail;     /* (owned) (nullable) */
  char *sentence;   /* (owned) */
  char *fix_label;  /* (owned) (nullable) */
  RelMendFunc mend; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (RelFinding, rel_finding, rel_finding_ref, rel_finding_unref)

static char *
dup_id (RelFinding *self)
{
  GString *id = g_string_new (rel_rule_get_id (self->rule));

  g_string_append_printf (id, ":%s", self->collection);
  if (self->field != NULL)
    g_string_append_printf (id, ".%s", self->field);
  if (self->nth > 0)
    g_string_append_printf (id, "#%u", self->nth);
  if (self->detail != NULL)
    g_string_append_printf (id, ":%s", self->detail);
  return g_string_free (id, FALSE);
}

/**
 * rel_finding_new:
 * @rule: the rule that finds it
 * @collection: where it is
 * @field: (nullable): the field there; %NULL if it is about the whole collection
 * @nth: which relation of those with both names, from 0
 * @detail: (nullable): what tells it from others that the rule finds at the same place
 * @sentence: what is wrong, in the person's language
 *
 * Makes a finding that cannot be fixed; see [method@Finding.set_mend].
 *
 * Returns: (transfer full): the finding
 */
RelFinding *
rel_finding_new (const RelRule *rule,
                 const char *collection,
                 const char *field,
                 guint nth,
                 const char *detail,
                 const char *sentence)
{
  RelFinding *self = g_new0 (RelFinding, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rule = rule;
  self->collection = g_strdup (collection);
  self->field = g_strdup (field);
  self->nth = nth;
  self->detail = g_strdup (detail);
  self->sentence = g_strdup (sentence);
  self->id = dup_id (self);
  return self;
}

/**
 * rel_finding_ref:
 * @self: a finding
 *
 * Returns: (transfer full): @self
 */
RelFinding *
rel_finding_ref (RelFinding *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_finding_unref:
 * @self: (transfer full): a finding
 *
 * Gives a reference back; the last one frees.
 */
void
rel_finding_unref (RelFinding *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->collection);
  g_free (self->field);
  g_free (self->detail);
  g_free (self->sentence);
  g_free (self->fix_label);
  g_free (self);
}

/**
 * rel_finding_set_mend:
 * @self: a finding that was not given out yet
 * @label: what is done, for a button, in the person's language
 * @mend: does it
 *
 * Says how it can be fixed.
 */
void
rel_finding_set_mend (RelFinding *self, const char *label, RelMendFunc mend)
{
  g_free (self->fix_label);
  self->fix_label = g_strdup (label);
  self->mend = mend;
}

/**
 * rel_finding_get_rule:
 * @self: a finding
 *
 * Returns: (transfer none): the rule that found it: its title and why it matters
 */
const RelRule *
rel_finding_get_rule (RelFinding *self)
{
  return self->rule;
}

/**
 * rel_finding_get_id:
 * @self: a finding
 *
 * Returns: (transfer none): its name, the same in each check as long as the fault is there:
 *   `sort-field:chapters.article`
 */
const char *
rel_finding_get_id (RelFinding *self)
{
  return self->id;
}

/**
 * rel_finding_get_collection:
 * @self: a finding
 *
 * Returns: (transfer none): the collection it is about
 */
const char *
rel_finding_get_collection (RelFinding *self)
{
  return self->collection;
}

/**
 * rel_finding_get_field:
 * @self: a finding
 *
 * Returns: (transfer none) (nullable): the field; of a relation the one that holds the key
 */
const char *
rel_finding_get_field (RelFinding *self)
{
  return self->field;
}

/**
 * rel_finding_get_nth:
 * @self: a finding
 *
 * Returns: which relation of those with the same collection and field, from 0
 */
guint
rel_finding_get_nth (RelFinding *self)
{
  return self->nth;
}

/**
 * rel_finding_get_sentence:
 * @self: a finding
 *
 * Returns: (transfer none): what is wrong, as a sentence
 */
const char *
rel_finding_get_sentence (RelFinding *self)
{
  return self->sentence;
}

/**
 * rel_finding_is_fixable:
 * @self: a finding
 *
 * Returns: whether there is a fix that loses nothing but what is named in its label
 */
gboolean
rel_finding_is_fixable (RelFinding *self)
{
  return self->mend != NULL;
}

/**
 * rel_finding_get_fix_label:
 * @self: a finding
 *
 * Returns: (transfer none) (nullable): what the fix does, for a button; %NULL without one
 */
const char *
rel_finding_get_fix_label (RelFinding *self)
{
  return self->fix_label;
}

/**
 * rel_finding_fix:
 * @self: a finding
 * @schema: the schema it was found in, or a later draft
 * @error: (out) (optional): where to put a failure
 *
 * Fixes what was found: an edit like all others.
 *
 * Errors: `REL_ERROR_INVALID` if it cannot be fixed, else those of the edit;
 * `REL_ERROR_NOT_FOUND` if a later draft has no such place any more.
 *
 * Returns: (transfer full) (nullable): the next schema, or %NULL on error
 */
RelSchema *
rel_finding_fix (RelFinding *self, RelSchema *schema, GError **error)
{
  if (self->mend != NULL)
    return self->mend (self, schema, error);

  g_set_error (error, REL_ERROR, REL_ERROR_INVALID, _ ("There is no one right way to fix this: %s"), self->sentence);
  return NULL;
}

/**
 * rel_finding_compare:
 * @a: a finding
 * @b: another
 *
 * Returns: the order to list them in: what matters most first, then by place
 */
int
rel_finding_compare (RelFinding *a, RelFinding *b)
{
  RelSeverity a_severity = rel_rule_get_severity (a->rule);
  RelSeverity b_severity = rel_rule_get_severity (b->rule);
  int order;

  if (a_severity != b_severity)
    return a_severity < b_severity ? -1 : 1;
  order = strcmp (a->collection, b->collection);
  if (order == 0)
    order = g_strcmp0 (a->field, b->field);
  if (order == 0 && a->rule != b->rule)
    order = a->rule < b->rule ? -1 : 1;
  if (order == 0 && a->nth != b->nth)
    order = a->nth < b->nth ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (a->detail, b->detail);
}
