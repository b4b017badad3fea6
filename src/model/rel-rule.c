/* rel-rule.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for in a schema: each rule is one entry. The user guide has a paragraph on
 * each (data/guide/checks.md).
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rel-check-rules.h"

/* How far a rule reasons from what is not there, which proves nothing in a partial schema. */
typedef enum
{
  ABSENCE_NOT_USED,
  ABSENCE_IN_PART,
  ABSENCE_ALONE,
} Absence;

/**
 * RelRule:
 *
 * One thing that can be wrong with a schema: what it is called, why it matters, and how it
 * is found. The rules are constant data.
 */
struct _RelRule
{
  const char *id;
  RelSeverity severity;
  const char *title;
  const char *why;
  Absence absence;
  RelRuleHooks hooks;
};

static const struct
{
  const char *id;
  const char *label;
} severities[] = {
  [REL_SEVERITY_ERROR] = { "error", N_ ("Errors") },
  [REL_SEVERITY_WARNING] = { "warning", N_ ("Warnings") },
};

static const RelRule rules[] = {
  { "duplicate-pair",
    REL_SEVERITY_ERROR,
    N_ ("Two relations of one field"),
    N_ ("Directus takes the first one that it finds, and a change or a deletion meant for one of them hits all."),
    ABSENCE_NOT_USED,
    { .relation = rel_check_duplicate_pair } },
  { "half-junction",
    REL_SEVERITY_ERROR,
    N_ ("Junction whose halves do not name each other"),
    N_ ("Directus takes two relations for a junction only if each names the other. Until then the list shows the rows "
        "of the junction, or nothing."),
    ABSENCE_NOT_USED,
    { .relation = rel_check_half_junction } },
  { "m2a-collections",
    REL_SEVERITY_ERROR,
    N_ ("Many to any with a list of collections that does not fit"),
    N_ ("One collection in the list that does not exist makes GraphQL fail for the whole project, and with an empty "
        "list nothing can be chosen."),
    ABSENCE_IN_PART,
    { .relation = rel_check_any } },
  { "one-field",
    REL_SEVERITY_ERROR,
    N_ ("List that is not there, or is claimed twice"),
    N_ ("The API offers a list under this name. If there is none, or if it belongs to several relations, asking for it "
        "fails or shows the wrong items."),
    ABSENCE_IN_PART,
    { .relation = rel_check_one_field } },
  { "key-type",
    REL_SEVERITY_ERROR,
    N_ ("Column that cannot hold the key"),
    N_ ("No value of the column can ever match a key of the other collection, so that items cannot be linked, or not "
        "be found again."),
    ABSENCE_NOT_USED,
    { .relation = rel_check_key_type } },
  { "set-null-required",
    REL_SEVERITY_ERROR,
    N_ ("SET NULL on a required column"),
    N_ ("The database is told to empty the column and forbidden to. Deleting an item that is referred to fails with an "
        "error of the database."),
    ABSENCE_NOT_USED,
    { .relation = rel_check_set_null } },
  { "sort-field",
    REL_SEVERITY_ERROR,
    N_ ("Sort field that cannot sort"),
    N_ ("Directus asks for this field whenever it reads the list. If it does not exist, all that is answered is that "
        "one may not; if it is no number, items cannot be put in order."),
    ABSENCE_IN_PART,
    { .relation = rel_check_sort_field } },
  { "ghost-row",
    REL_SEVERITY_WARNING,
    N_ ("Relation of a field that does not exist"),
    N_ (
      "It was left when a table or a column was deleted. It can be neither changed nor deleted in the Data Studio, and "
      "it stands in the way when a field of that name is made again."),
    ABSENCE_ALONE,
    { .relation = rel_check_ghost_row } },
  { "dead-junction",
    REL_SEVERITY_WARNING,
    N_ ("Junction with a half that is gone"),
    N_ ("Items are linked through two relations, and one is missing, so that only the rows in between are left to be "
        "seen."),
    ABSENCE_ALONE,
    { .relation = rel_check_dead_junction } },
  { "bare-key",
    REL_SEVERITY_WARNING,
    N_ ("Foreign key that Directus does not know"),
    N_ ("The database links the two, but in the Data Studio the field is a bare value, there is no list on the other "
        "side, and schema files of newer versions leave the link out."),
    ABSENCE_ALONE,
    { .relation = rel_check_bare_key } },
  { "missing-key",
    REL_SEVERITY_WARNING,
    N_ ("Relation without a foreign key"),
    N_ ("The database does not watch over it: values may point at items that do not exist, and nothing happens to them "
        "when an item is deleted."),
    ABSENCE_ALONE,
    { .relation = rel_check_missing_key } },
  { "orphan-alias",
    REL_SEVERITY_WARNING,
    N_ ("List without a relation"),
    N_ ("It has nothing to list. The Data Studio shows a warning in its place, and asking for it fails."),
    ABSENCE_ALONE,
    { .field = rel_check_orphan_alias } },
  { "cascade-cycle",
    REL_SEVERITY_WARNING,
    N_ ("Deletes that run in a circle"),
    N_ ("Deleting one item can delete far more than anybody expects, and some databases refuse such keys."),
    ABSENCE_NOT_USED,
    { .schema = rel_check_cascade_cycle } },
  { "special-flags",
    REL_SEVERITY_WARNING,
    N_ ("Field flagged as what it is not"),
    N_ ("The Data Studio chooses by the flag how a field is shown and edited. One that does not fit the relations "
        "shows the wrong thing, or a warning."),
    ABSENCE_ALONE,
    { .field = rel_check_special_flags } },
};

/**
 * rel_severity_get_id:
 * @severity: a severity
 *
 * Returns: (transfer none): its name for programs: `error`
 */
const char *
rel_severity_get_id (RelSeverity severity)
{
  return severities[severity].id;
}

/**
 * rel_severity_get_label:
 * @severity: a severity
 *
 * Returns: (transfer none): the heading over findings of it, in the person's language
 */
const char *
rel_severity_get_label (RelSeverity severity)
{
  return g_dgettext (GETTEXT_PACKAGE, severities[severity].label);
}

/**
 * rel_rule_get_count:
 *
 * Returns: how many rules there are
 */
guint
rel_rule_get_count (void)
{
  return G_N_ELEMENTS (rules);
}

/**
 * rel_rule_get_nth:
 * @index: less than [func@Rule.get_count]
 *
 * Returns: (transfer none): a rule; what matters most comes first
 */
const RelRule *
rel_rule_get_nth (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (rules), NULL);
  return &rules[index];
}

/**
 * rel_rule_find:
 * @id: a name: `ghost-row`
 *
 * Returns: (transfer none) (nullable): the rule of that name
 */
const RelRule *
rel_rule_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strcmp (rules[i].id, id) == 0)
        return &rules[i];
    }
  return NULL;
}

/**
 * rel_rule_get_id:
 * @self: a rule
 *
 * Returns: (transfer none): its name for programs, which never changes
 */
const char *
rel_rule_get_id (const RelRule *self)
{
  return self->id;
}

/**
 * rel_rule_get_severity:
 * @self: a rule
 *
 * Returns: how much what it finds matters
 */
RelSeverity
rel_rule_get_severity (const RelRule *self)
{
  return self->severity;
}

/**
 * rel_rule_get_title:
 * @self: a rule
 *
 * Returns: (transfer none): what it finds, in a few words in the person's language
 */
const char *
rel_rule_get_title (const RelRule *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->title);
}

/**
 * rel_rule_get_why:
 * @self: a rule
 *
 * Returns: (transfer none): why that matters, in the person's language
 */
const char *
rel_rule_get_why (const RelRule *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->why);
}

/**
 * rel_rule_dup_silence:
 * @self: a rule
 * @schema: the schema that was checked
 *
 * Says what the rule did not look for: in a partial schema what is absent may only be hidden.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL if it looked for all
 */
char *
rel_rule_dup_silence (const RelRule *self, RelSchema *schema)
{
  if (!rel_schema_is_partial (schema) || self->absence == ABSENCE_NOT_USED)
    return NULL;
  if (self->absence == ABSENCE_IN_PART)
    /* Translators: the title of a rule. */
    return g_strdup_printf (_ ("“%s” was looked for only in part: you are shown only some of the schema, so that what "
                               "you do not see may well exist."),
                            rel_rule_get_title (self));
  /* Translators: the title of a rule. */
  return g_strdup_printf (
    _ ("“%s” was not looked for: you are shown only some of the schema, so that what you do not see may well "
       "exist."),
    rel_rule_get_title (self));
}

/**
 * rel_rule_get_hooks:
 * @self: a rule
 *
 * Returns: (transfer none): how it finds what it is about
 */
const RelRuleHooks *
rel_rule_get_hooks (const RelRule *self)
{
  return &self->hooks;
}
