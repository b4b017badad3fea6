/* rel-checks-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-checks-page.h"

#include <glib/gi18n.h>

#include "rel-finding-row.h"
#include "rel-link.h"
#include "rel-wrap.h"

/**
 * RelChecksPage:
 *
 * What is wrong with a schema: a group for each rule, with why it matters, and a row for each
 * place where it was found, with its fix if there is one.
 */
struct _RelChecksPage
{
  GtkBox parent_instance;

  GtkStack *stack;
  GtkLabel *silence;
  AdwStatusPage *nothing;
  GtkBox *groups;

  GPtrArray *shown;    /* (owned) (element-type RelFinding) (nullable): as they were given */
  GPtrArray *findings; /* (owned) (element-type RelFinding) (nullable): those of a rule together */
  RelSchema *schema;   /* (owned) (nullable): where it was found */
  GPtrArray *rows;     /* (owned) (element-type GtkWidget) (elements unowned): by finding; %NULL if not made yet */
};

G_DEFINE_FINAL_TYPE (RelChecksPage, rel_checks_page, GTK_TYPE_BOX)

/* More rows than a person reads are not made before they are asked for. */
#define FIRST_ROWS 50

static char *
dup_place (RelFinding *finding)
{
  const char *field = rel_finding_get_field (finding);

  return field != NULL ? g_strdup_printf ("%s.%s", rel_finding_get_collection (finding), field)
                       : g_strdup (rel_finding_get_collection (finding));
}

static gboolean
has_link (RelSchema *schema, const char *collection, const char *field)
{
  g_autoptr (GPtrArray) links = rel_link_list (schema, collection);

  for (guint i = 0; i < links->len; i++)
    {
      if (g_str_equal (rel_link_get_field (g_ptr_array_index (links, i)), field))
        return TRUE;
    }
  return FALSE;
}

static void
set_place (RelChecksPage *self, GtkWidget *row, RelFinding *finding)
{
  const char *collection = rel_finding_get_collection (finding);
  const char *field = rel_finding_get_field (finding);

  if (field != NULL && has_link (self->schema, collection, field))
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ssu)", collection, field, 0);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "project.show-relation");
    }
  else if (rel_schema_find_collection (self->schema, collection) != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", collection);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "project.show-collection");
    }
}

static GtkWidget *
make_row (RelChecksPage *self, RelFinding *finding)
{
  g_autofree char *place = dup_place (finding);
  GtkWidget *row = rel_finding_row_new (finding, place);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_place (self, row, finding);
  return row;
}

static void add_rows (RelChecksPage *self, AdwPreferencesGroup *group, guint first, guint end);

static void
more_cb (GtkWidget *button, gpointer user_data)
{
  RelChecksPage *self = REL_CHECKS_PAGE (user_data);
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP));
  guint first = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "first"));
  guint end = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "end"));

  adw_preferences_group_remove (group, row);
  add_rows (self, group, first, end);
}

static void
add_more_row (RelChecksPage *self, AdwPreferencesGroup *group, guint first, guint end)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Show _More"));
  guint n_more = end - first;
  g_autofree char *title =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more place", "%u more places", n_more), n_more);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data (G_OBJECT (row), "first", GUINT_TO_POINTER (first));
  g_object_set_data (G_OBJECT (row), "end", GUINT_TO_POINTER (end));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (more_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

/* Adds the rows of the findings from @first to before @end, which are of one rule. */
static void
add_rows (RelChecksPage *self, AdwPreferencesGroup *group, guint first, guint end)
{
  guint shown = MIN (first + FIRST_ROWS, end);

  for (guint i = first; i < shown; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (self->findings, i));

      adw_preferences_group_add (group, row);
      g_ptr_array_index (self->rows, i) = row;
    }
  if (shown < end)
    add_more_row (self, group, shown, end);
}

static guint
count_fixable (RelChecksPage *self, guint first, guint end)
{
  guint count = 0;

  for (guint i = first; i < end; i++)
    count += rel_finding_is_fixable (g_ptr_array_index (self->findings, i)) ? 1 : 0;
  return count;
}

static void
add_group (RelChecksPage *self, guint first, guint end)
{
  const RelRule *rule = rel_finding_get_rule (g_ptr_array_index (self->findings, first));
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_markup_escape_text (rel_rule_get_title (rule), -1);
  g_autofree char *why = g_markup_escape_text (rel_rule_get_why (rule), -1);

  rel_wrap_names (group);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), why);
  if (count_fixable (self, first, end) > 1)
    {
      GtkWidget *fix =
        rel_finding_row_make_fix (_ ("Fix All"), "project.fix-rule", g_variant_new_string (rel_rule_get_id (rule)));

      gtk_widget_set_margin_start (fix, 12);
      adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), fix);
    }
  add_rows (self, ADW_PREFERENCES_GROUP (group), first, end);
  gtk_box_append (self->groups, group);
}

static void
show_groups (RelChecksPage *self)
{
  GtkWidget *child;
  guint end;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->rows, (int) self->findings->len);
  for (guint first = 0; first < self->findings->len; first = end)
    {
      const RelRule *rule = rel_finding_get_rule (g_ptr_array_index (self->findings, first));

      end = first + 1;
      while (end < self->findings->len && rel_finding_get_rule (g_ptr_array_index (self->findings, end)) == rule)
        end++;
      add_group (self, first, end);
    }
}

/* --- The focus, while rows are made anew --- */

typedef struct
{
  char *id;       /* (owned) (nullable): of the finding that has it; %NULL if none has */
  guint position; /* of that finding */
  gboolean on_fix;
} Focus;

static gboolean
is_in (GtkWidget *widget, GtkWidget *root)
{
  return widget == root || gtk_widget_is_ancestor (widget, root);
}

/* The button that fixes all of a rule counts as the first of its findings. */
static Focus
find_focus (RelChecksPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *group = widget != NULL ? gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP) : NULL;
  Focus focus = { NULL, 0, FALSE };

  if (group == NULL || !is_in (group, GTK_WIDGET (self->groups)))
    return focus;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (row == NULL || !is_in (row, group) || (focus.id != NULL && !is_in (widget, row)))
        continue;
      g_free (focus.id);
      focus.id = g_strdup (rel_finding_get_id (g_ptr_array_index (self->findings, i)));
      focus.position = i;
      focus.on_fix = widget != row;
    }
  return focus;
}

static guint
find_position (RelChecksPage *self, const Focus *focus)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      if (g_str_equal (rel_finding_get_id (g_ptr_array_index (self->findings, i)), focus->id))
        return i;
    }
  /* What is fixed is gone, and the next one has its position. */
  return MIN (focus->position, self->findings->len - 1);
}

static void
take_focus (RelChecksPage *self, const Focus *focus)
{
  GtkWidget *row;

  if (focus->id == NULL || self->findings->len == 0)
    return;
  row = g_ptr_array_index (self->rows, find_position (self, focus));
  if (row == NULL)
    return;
  gtk_widget_grab_focus (row);
  if (focus->on_fix)
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* In the order of the first of each rule. */
static GPtrArray *
list_by_rule (GPtrArray *findings)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_finding_unref);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const RelRule *rule = rel_finding_get_rule (g_ptr_array_index (findings, i));

      if (!g_hash_table_add (done, (gpointer) rule))
        continue;
      for (guint k = i; k < findings->len; k++)
        {
          if (rel_finding_get_rule (g_ptr_array_index (findings, k)) == rule)
            g_ptr_array_add (sorted, rel_finding_ref (g_ptr_array_index (findings, k)));
        }
    }
  return sorted;
}

/* What is not looked for, as the server shows only a part; empty if all is. */
static char *
dup_silence (RelSchema *schema)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rel_rule_get_count (); i++)
    {
      g_autofree char *silence = rel_rule_dup_silence (rel_rule_get_nth (i), schema);

      if (silence != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", silence);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
rel_checks_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CHECKS_PAGE);

  G_OBJECT_CLASS (rel_checks_page_parent_class)->dispose (object);
}

static void
rel_checks_page_finalize (GObject *object)
{
  RelChecksPage *self = REL_CHECKS_PAGE (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (rel_checks_page_parent_class)->finalize (object);
}

static void
rel_checks_page_class_init (RelChecksPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_checks_page_dispose;
  object_class->finalize = rel_checks_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-checks-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelChecksPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelChecksPage, silence);
  gtk_widget_class_bind_template_child (widget_class, RelChecksPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, RelChecksPage, groups);
}

static void
rel_checks_page_init (RelChecksPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rel_checks_page_new:
 *
 * Returns: (transfer floating): a page on which nothing is shown yet
 */
GtkWidget *
rel_checks_page_new (void)
{
  return g_object_new (REL_TYPE_CHECKS_PAGE, NULL);
}

/**
 * rel_checks_page_show:
 * @self: a page
 * @schema: the draft
 * @findings: (element-type RelFinding): what was found in it, or in the one before
 *
 * Shows what was found. The focus stays on the finding that has it, or goes to the next one if
 * that is fixed.
 */
void
rel_checks_page_show (RelChecksPage *self, RelSchema *schema, GPtrArray *findings)
{
  g_autofree char *silence = dup_silence (schema);
  Focus focus;

  g_return_if_fail (REL_IS_CHECKS_PAGE (self));

  if (self->shown == findings)
    return;
  focus = find_focus (self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->shown = g_ptr_array_ref (findings);
  self->findings = list_by_rule (findings);
  self->schema = rel_schema_ref (schema);

  gtk_label_set_label (self->silence, silence);
  gtk_widget_set_visible (GTK_WIDGET (self->silence), *silence != '\0');
  adw_status_page_set_description (self->nothing,
                                   *silence != '\0' ? silence : _ ("Every rule was looked for, everywhere."));
  show_groups (self);
  gtk_stack_set_visible_child_name (self->stack, findings->len > 0 ? "findings" : "nothing");
  take_focus (self, &focus);
  g_free (focus.id);
}
