/* rel-cli-findings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as they are printed: for people, as JSON, and as SARIF 2.1.0, the form in which
 * tools that check programs tell others what they found.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-cli.h"
#include "rel-finding.h"

#define SARIF_SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* What the rules did not look for, each as a sentence. */
static GPtrArray *
list_silences (RelSchema *schema, GPtrArray *rules)
{
  GPtrArray *silences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);
      char *silence = rel_rule_dup_silence (rule, schema);

      if (silence == NULL)
        continue;
      g_ptr_array_add (silences, silence);
      if (rules != NULL)
        g_ptr_array_add (rules, (gpointer) rule);
    }
  return silences;
}

static char *
dup_place (RelFinding *finding)
{
  const char *field = rel_finding_get_field (finding);

  return field != NULL ? g_strdup_printf ("%s.%s", rel_finding_get_collection (finding), field)
                       : g_strdup (rel_finding_get_collection (finding));
}

/* The findings of one rule, with why it matters said once. */
static void
append_rule (GString *text, GPtrArray *findings, const RelRule *rule)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      if (rel_finding_get_rule (finding) != rule)
        continue;
      if (is_first)
        g_string_append_printf (text, "\n%s (%s)\n%s\n", rel_rule_get_title (rule), rel_rule_get_id (rule),
                                rel_rule_get_why (rule));
      is_first = FALSE;
      g_string_append_printf (text, "  %s\n", rel_finding_get_sentence (finding));
      if (rel_finding_is_fixable (finding))
        /* Translators: what a fix does, as “Make the foreign key”. */
        g_string_append_printf (text, _ ("    Fix: %s\n"), rel_finding_get_fix_label (finding));
    }
}

/**
 * rel_cli_findings_dup_text:
 * @findings: (element-type RelFinding): what a check found
 * @schema: the schema that was checked
 *
 * Returns: (transfer full): it for people: by severity, then by rule
 */
char *
rel_cli_findings_dup_text (GPtrArray *findings, RelSchema *schema)
{
  g_autoptr (GPtrArray) silences = list_silences (schema, NULL);
  GString *text = g_string_new (NULL);

  for (guint severity = REL_SEVERITY_ERROR; severity <= REL_SEVERITY_WARNING; severity++)
    {
      g_autoptr (GString) part = g_string_new (NULL);

      for (guint i = 0; i < rel_rule_get_count (); i++)
        {
          if (rel_rule_get_severity (rel_rule_get_nth (i)) == severity)
            append_rule (part, findings, rel_rule_get_nth (i));
        }
      if (part->len > 0)
        g_string_append_printf (text, "%s%s\n%s", text->len > 0 ? "\n" : "", rel_severity_get_label (severity),
                                part->str);
    }

  if (findings->len == 0)
    g_string_append_printf (text, "%s\n", _ ("Nothing was found."));
  for (guint i = 0; i < silences->len; i++)
    g_string_append_printf (text, "%s%s\n", i == 0 ? "\n" : "", (char *) g_ptr_array_index (silences, i));
  return g_string_free (text, FALSE);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
begin_object (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static char *
end_text (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = rel_json_dup_text (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

static void
add_finding (JsonBuilder *builder, RelFinding *finding)
{
  const RelRule *rule = rel_finding_get_rule (finding);

  json_builder_begin_object (builder);
  add_string (builder, "id", rel_finding_get_id (finding));
  add_string (builder, "rule", rel_rule_get_id (rule));
  add_string (builder, "severity", rel_severity_get_id (rel_rule_get_severity (rule)));
  add_string (builder, "title", rel_rule_get_title (rule));
  add_string (builder, "collection", rel_finding_get_collection (finding));
  add_string (builder, "field", rel_finding_get_field (finding));
  json_builder_set_member_name (builder, "nth");
  json_builder_add_int_value (builder, rel_finding_get_nth (finding));
  add_string (builder, "sentence", rel_finding_get_sentence (finding));
  add_string (builder, "why", rel_rule_get_why (rule));
  add_string (builder, "fix", rel_finding_get_fix_label (finding));
  json_builder_end_object (builder);
}

/**
 * rel_cli_findings_dup_json:
 * @findings: (element-type RelFinding): what a check found
 * @schema: the schema that was checked
 *
 * Returns: (transfer full): it for programs, with what was not looked for
 */
char *
rel_cli_findings_dup_json (GPtrArray *findings, RelSchema *schema)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (GPtrArray) silences = list_silences (schema, rules);

  json_builder_begin_object (builder);
  begin_array (builder, "findings");
  for (guint i = 0; i < findings->len; i++)
    add_finding (builder, g_ptr_array_index (findings, i));
  json_builder_end_array (builder);
  begin_array (builder, "silent");
  for (guint i = 0; i < silences->len; i++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "rule", rel_rule_get_id (g_ptr_array_index (rules, i)));
      add_string (builder, "sentence", g_ptr_array_index (silences, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return end_text (builder);
}

static void
add_message (JsonBuilder *builder, const char *name, const char *text)
{
  begin_object (builder, name);
  add_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
add_driver (JsonBuilder *builder)
{
  begin_object (builder, "tool");
  begin_object (builder, "driver");
  add_string (builder, "name", "relations-cli");
  add_string (builder, "version", PACKAGE_VERSION);
  begin_array (builder, "rules");
  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      const RelRule *rule = rel_rule_get_nth (i);

      json_builder_begin_object (builder);
      add_string (builder, "id", rel_rule_get_id (rule));
      add_message (builder, "shortDescription", rel_rule_get_title (rule));
      add_message (builder, "fullDescription", rel_rule_get_why (rule));
      begin_object (builder, "defaultConfiguration");
      add_string (builder, "level", rel_severity_get_id (rel_rule_get_severity (rule)));
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/* Where a finding is: in the schema, and in the file or at the address that this is of. */
static void
add_location (JsonBuilder *builder, RelFinding *finding, const char *target)
{
  g_autofree char *place = dup_place (finding);
  g_autofree char *uri = g_uri_escape_string (target, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH ":", FALSE);

  begin_array (builder, "locations");
  json_builder_begin_object (builder);
  begin_object (builder, "physicalLocation");
  begin_object (builder, "artifactLocation");
  add_string (builder, "uri", uri);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  begin_array (builder, "logicalLocations");
  json_builder_begin_object (builder);
  add_string (builder, "fullyQualifiedName", place);
  add_string (builder, "kind", rel_finding_get_field (finding) != NULL ? "member" : "type");
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

static void
add_result (JsonBuilder *builder, RelFinding *finding, const char *target)
{
  const RelRule *rule = rel_finding_get_rule (finding);

  json_builder_begin_object (builder);
  add_string (builder, "ruleId", rel_rule_get_id (rule));
  add_string (builder, "level", rel_severity_get_id (rel_rule_get_severity (rule)));
  add_message (builder, "message", rel_finding_get_sentence (finding));
  add_location (builder, finding, target);
  begin_object (builder, "partialFingerprints");
  add_string (builder, "finding/v1", rel_finding_get_id (finding));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_invocation (JsonBuilder *builder, RelSchema *schema)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (GPtrArray) silences = list_silences (schema, rules);

  begin_array (builder, "invocations");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "executionSuccessful");
  json_builder_add_boolean_value (builder, TRUE);
  begin_array (builder, "toolExecutionNotifications");
  for (guint i = 0; i < silences->len; i++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "level", "note");
      add_message (builder, "message", g_ptr_array_index (silences, i));
      begin_object (builder, "associatedRule");
      add_string (builder, "id", rel_rule_get_id (g_ptr_array_index (rules, i)));
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/**
 * rel_cli_findings_dup_sarif:
 * @findings: (element-type RelFinding): what a check found
 * @schema: the schema that was checked
 * @target: what it is of, as typed
 *
 * Returns: (transfer full): it as a SARIF log; what was not looked for is in the invocation
 */
char *
rel_cli_findings_dup_sarif (GPtrArray *findings, RelSchema *schema, const char *target)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "$schema", SARIF_SCHEMA);
  add_string (builder, "version", "2.1.0");
  begin_array (builder, "runs");
  json_builder_begin_object (builder);
  add_driver (builder);
  add_invocation (builder, schema);
  begin_array (builder, "results");
  for (guint i = 0; i < findings->len; i++)
    add_result (builder, g_ptr_array_index (findings, i), target);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return end_text (builder);
}
