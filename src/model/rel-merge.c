/* rel-merge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A draft on a schema that has moved on. What only one side changed is taken from it; of
 * what clashes nothing is lost: mine stays in the draft, theirs is held back until a person
 * has decided.
 */

#include "config.h"

#include "rel-merge.h"

#include <string.h>

#include "rel-merge-private.h"

/**
 * RelMerger:
 *
 * Merges drafts with one schema of the server. Drafts of one history differ in little from one
 * another: what they have in common is merged once, and the merged ones share it too.
 *
 * Use it from one thread at a time.
 */
struct _RelMerger
{
  RelSchema *theirs;      /* (owned) */
  GHashTable *merged;     /* (owned) (element-type Merged Merged): what became of which collections */
  RelSchema *last_base;   /* (owned) (nullable): of the draft that was merged last */
  gboolean is_known;      /* whether it was found out what follows */
  gboolean touches_needs; /* see rel_merge_touches_needs(), of that and @theirs */
};

/* Two collections of one name, and what became of them beside that of the server. */
typedef struct
{
  RelCollection *was;   /* (owned) (nullable) */
  RelCollection *mine;  /* (owned) (nullable) */
  RelCollection *base;  /* (owned) (nullable) */
  RelCollection *draft; /* (owned) (nullable) */
  GPtrArray *conflicts; /* (owned) (element-type RelConflict) */
} Merged;

static void
unref_collection (gpointer collection)
{
  g_clear_pointer ((RelCollection **) &collection, rel_collection_unref);
}

static guint
merged_hash (gconstpointer data)
{
  const Merged *merged = data;

  return g_direct_hash (merged->was) * 31 + g_direct_hash (merged->mine);
}

static gboolean
merged_equal (gconstpointer a, gconstpointer b)
{
  const Merged *merged = a;
  const Merged *other = b;

  return merged->was == other->was && merged->mine == other->mine;
}

static void
merged_free (gpointer data)
{
  Merged *merged = data;

  unref_collection (merged->was);
  unref_collection (merged->mine);
  unref_collection (merged->base);
  unref_collection (merged->draft);
  g_ptr_array_unref (merged->conflicts);
  g_free (merged);
}

/* What becomes of two collections; the conflicts in it are noted. */
static const Merged *
merge_once (RelMerge *self, GHashTable *all_merged, const char *name, RelCollection *was, RelCollection *mine)
{
  RelCollection *collections[] = { was, mine, rel_schema_find_collection (self->theirs, name) };
  Merged *merged = g_hash_table_lookup (all_merged, &(Merged){ .was = was, .mine = mine });

  if (merged == NULL)
    {
      RelMerge own = { .theirs = self->theirs };

      merged = g_new0 (Merged, 1);
      merged->was = was != NULL ? rel_collection_ref (was) : NULL;
      merged->mine = mine != NULL ? rel_collection_ref (mine) : NULL;
      own.conflicts = merged->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_conflict_unref);
      rel_merge_collection (&own, name, collections, &merged->base, &merged->draft);
      g_hash_table_add (all_merged, merged);
    }
  for (guint i = 0; i < merged->conflicts->len; i++)
    g_ptr_array_add (self->conflicts, rel_conflict_ref (g_ptr_array_index (merged->conflicts, i)));
  return merged;
}

/* The next collection by name of two schemas. */
static const char *
next_name (RelMerge *self, guint *b, guint *d, RelCollection **was, RelCollection **mine)
{
  int order;

  *was = *b < rel_schema_get_n_collections (self->base) ? rel_schema_get_collection (self->base, *b) : NULL;
  *mine = *d < rel_schema_get_n_collections (self->draft) ? rel_schema_get_collection (self->draft, *d) : NULL;
  if (*was == NULL && *mine == NULL)
    return NULL;

  if (*was == *mine)
    order = 0;
  else if (*was == NULL || *mine == NULL)
    order = *was == NULL ? 1 : -1;
  else
    order = strcmp (rel_collection_get_name (*was), rel_collection_get_name (*mine));
  if (order <= 0)
    (*b)++;
  else
    *was = NULL;
  if (order >= 0)
    (*d)++;
  else
    *mine = NULL;
  return rel_collection_get_name (*was != NULL ? *was : *mine);
}

/* Merges the collections that are not the same in the draft as before; all others are theirs. */
static void
merge_collections (RelMerge *self, GHashTable *all_merged)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) base = g_ptr_array_new ();
  g_autoptr (GPtrArray) draft = g_ptr_array_new ();
  RelCollection *was;
  RelCollection *mine;
  const char *name;
  guint b = 0;
  guint d = 0;
  gboolean holds_back = FALSE;

  while ((name = next_name (self, &b, &d, &was, &mine)) != NULL)
    {
      const Merged *merged;

      if (was == mine)
        continue;
      merged = merge_once (self, all_merged, name, was, mine);
      holds_back = holds_back || merged->base != rel_schema_find_collection (self->theirs, name);
      g_ptr_array_add (names, (gpointer) name);
      g_ptr_array_add (base, merged->base);
      g_ptr_array_add (draft, merged->draft);
    }

  self->next_base = holds_back ? rel_schema_with_collections (self->theirs, names, base)
                               : rel_schema_ref (self->theirs);
  self->next_draft = names->len > 0 ? rel_schema_with_collections (self->theirs, names, draft)
                                    : rel_schema_ref (self->theirs);
}

/**
 * rel_merger_new:
 * @theirs: what the server has now
 *
 * Returns: (transfer full): what merges drafts with it
 */
RelMerger *
rel_merger_new (RelSchema *theirs)
{
  RelMerger *self = g_new0 (RelMerger, 1);

  self->theirs = rel_schema_ref (theirs);
  self->merged = g_hash_table_new_full (merged_hash, merged_equal, merged_free, NULL);
  return self;
}

/**
 * rel_merger_free:
 * @self: (transfer full): a merger
 *
 * Frees it.
 */
void
rel_merger_free (RelMerger *self)
{
  rel_schema_unref (self->theirs);
  g_hash_table_unref (self->merged);
  g_clear_pointer (&self->last_base, rel_schema_unref);
  g_free (self);
}

/* Whether a change of theirs may stand against one of mine that is of another object. Of the
 * first draft of a base it is assumed: to find out takes longer than to look at one. */
static gboolean
may_touch_needs (RelMerger *self, RelSchema *base)
{
  if (self->last_base != base)
    {
      g_clear_pointer (&self->last_base, rel_schema_unref);
      self->last_base = rel_schema_ref (base);
      self->is_known = FALSE;
      return TRUE;
    }
  if (!self->is_known)
    self->touches_needs = rel_merge_touches_needs (base, self->theirs);
  self->is_known = TRUE;
  return self->touches_needs;
}

/**
 * rel_merger_merge:
 * @self: a merger
 * @base: what both began with
 * @draft: what was made of it here
 * @next_base: (out) (optional) (transfer full): as with [func@merge]
 * @conflicts: (out) (optional) (transfer full) (element-type RelConflict): likewise
 *
 * Does what [func@merge] does, for one of many drafts.
 *
 * Returns: (transfer full): the next draft
 */
RelSchema *
rel_merger_merge (RelMerger *self, RelSchema *base, RelSchema *draft, RelSchema **next_base, GPtrArray **conflicts)
{
  RelMerge merge = { base, draft, self->theirs, NULL, NULL, NULL };

  merge.conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_conflict_unref);
  merge_collections (&merge, self->merged);
  if (may_touch_needs (self, base))
    rel_merge_keep_needs (&merge);
  if (next_base != NULL)
    *next_base = g_steal_pointer (&merge.next_base);
  if (conflicts != NULL)
    *conflicts = g_steal_pointer (&merge.conflicts);
  g_clear_pointer (&merge.next_base, rel_schema_unref);
  g_clear_pointer (&merge.conflicts, g_ptr_array_unref);
  return merge.next_draft;
}

/**
 * rel_merge:
 * @base: what both began with
 * @draft: what was made of it here
 * @theirs: what the server has now
 * @next_base: (out) (optional) (transfer full): @theirs, but at each conflict what it was
 * @conflicts: (out) (optional) (transfer full) (element-type RelConflict): what a person must
 *   decide
 *
 * Merges object by object and member by member what was changed here and by others. What only
 * one side changed is taken from it. Where both changed the same, the draft keeps what is
 * here and @next_base what it was: the changes from @next_base to the draft are what is to be
 * published, with the values that were, and merging them with @theirs again gives the same
 * conflicts.
 *
 * In a partial schema absence proves nothing: what @theirs does not show counts as unchanged.
 *
 * Returns: (transfer full): the next draft
 */
RelSchema *
rel_merge (RelSchema *base, RelSchema *draft, RelSchema *theirs, RelSchema **next_base, GPtrArray **conflicts)
{
  g_autoptr (RelMerger) merger = rel_merger_new (theirs);

  return rel_merger_merge (merger, base, draft, next_base, conflicts);
}
