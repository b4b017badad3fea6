/* rel-check.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The check of a schema: it is walked once, and each rule looks at what it is about.
 */

#include "config.h"

#include "rel-check.h"

#include "rel-check-run.h"
#include "rel-edit.h"

/* Mending one thing shows another; no chain of these is longer than a few. */
#define MAX_PASSES 8

static void
look_at_relation (RelCheckRun *run, RelRelation *relation)
{
  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);
      const RelRuleHooks *hooks = rel_rule_get_hooks (rule);

      if (hooks->relation == NULL)
        continue;
      rel_check_run_set_rule (run, rule);
      hooks->relation (run, relation);
    }
}

static void
look_at_field (RelCheckRun *run, RelField *field)
{
  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);
      const RelRuleHooks *hooks = rel_rule_get_hooks (rule);

      if (hooks->field == NULL)
        continue;
      rel_check_run_set_rule (run, rule);
      hooks->field (run, field);
    }
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  return rel_finding_compare (*(RelFinding **) a, *(RelFinding **) b);
}

/**
 * rel_check:
 * @schema: a schema
 *
 * Looks for all that the rules are about. What is Directus' own is not looked at. In a
 * partial schema some rules do not look for all: see [method@Rule.dup_silence].
 *
 * Any thread may call it.
 *
 * Returns: (transfer full) (element-type RelFinding): what was found, what matters most
 *   first, then by place; the same order each time
 */
GPtrArray *
rel_check (RelSchema *schema)
{
  g_autoptr (RelCheckRun) run = rel_check_run_new (schema);
  GPtrArray *findings = rel_check_run_get_findings (run);

  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);

      for (guint r = 0; r < rel_collection_get_n_relations (collection); r++)
        {
          if (!rel_relation_is_system (rel_collection_get_relation (collection, r)))
            look_at_relation (run, rel_collection_get_relation (collection, r));
        }
      for (guint f = 0; f < rel_collection_get_n_fields (collection); f++)
        {
          RelField *field = rel_collection_get_field (collection, f);

          /* One of each name: that which counts. */
          if (!rel_field_is_system (field) &&
              rel_check_run_find_field (run, rel_collection_get_name (collection), rel_field_get_name (field)) == field)
            look_at_field (run, field);
        }
    }

  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);

      rel_check_run_set_rule (run, rule);
      if (rel_rule_get_hooks (rule)->schema != NULL)
        rel_rule_get_hooks (rule)->schema (run);
    }

  g_ptr_array_sort (findings, compare_findings);
  return g_ptr_array_ref (findings);
}

/**
 * rel_check_by_rules:
 * @schema: a schema
 * @rules: (nullable) (element-type RelRule): what to look for; %NULL for all
 *
 * Returns: (transfer full) (element-type RelFinding): what [func@check] finds by these rules
 */
GPtrArray *
rel_check_by_rules (RelSchema *schema, GPtrArray *rules)
{
  GPtrArray *findings = rel_check (schema);

  for (guint i = findings->len; rules != NULL && i-- > 0;)
    {
      if (!g_ptr_array_find (rules, rel_finding_get_rule (g_ptr_array_index (findings, i)), NULL))
        g_ptr_array_remove_index (findings, i);
    }
  return findings;
}

/* Fixes what was not refused yet. A fix may also fail because one before it mended the same
 * place; then it is not found again. */
static gboolean
fix_once (RelSchema **schema, GPtrArray *rules, GHashTable *refused)
{
  g_autoptr (GPtrArray) findings = rel_check_by_rules (*schema, rules);
  gboolean has_fixed = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);
      const char *id = rel_finding_get_id (finding);
      g_autoptr (GError) error = NULL;
      g_autoptr (RelSchema) next = NULL;

      if (!rel_finding_is_fixable (finding) || g_hash_table_contains (refused, id))
        continue;
      next = rel_finding_fix (finding, *schema, &error);
      if (next == NULL)
        g_hash_table_insert (refused, g_strdup (id), g_strdup (error->message));
      else if (next != *schema)
        {
          has_fixed = TRUE;
          rel_edit_take (schema, g_steal_pointer (&next));
        }
    }
  return has_fixed;
}

/**
 * rel_check_fix_all:
 * @schema: a schema
 * @rules: (nullable) (element-type RelRule): whose findings to fix; %NULL for all
 * @refusals: (nullable) (element-type utf8 utf8): gets, by the id of a finding, why it was not
 *   fixed; its keys and values are freed by it
 *
 * Fixes all that can be, and what shows only then.
 *
 * Returns: (transfer full): the next schema
 */
RelSchema *
rel_check_fix_all (RelSchema *schema, GPtrArray *rules, GHashTable *refusals)
{
  g_autoptr (GHashTable) refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) left = NULL;
  RelSchema *next = rel_schema_ref (schema);

  for (guint i = 0; i < MAX_PASSES && fix_once (&next, rules, refused); i++)
    ;

  left = rel_check_by_rules (next, rules);
  for (guint i = 0; refusals != NULL && i < left->len; i++)
    {
      const char *id = rel_finding_get_id (g_ptr_array_index (left, i));
      const char *message = g_hash_table_lookup (refused, id);

      if (message != NULL)
        g_hash_table_insert (refusals, g_strdup (id), g_strdup (message));
    }
  return next;
}
