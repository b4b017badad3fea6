/* rel-member-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-member-row.h"

#include <glib/gi18n.h>

#include "rel-flow.h"
#include "rel-member-edit.h"
#include "rel-title-layout.h"
#include "rel-wrap.h"

/**
 * RelMemberRow:
 *
 * A row of a form: one member of a relation, by its name for people and its name in the
 * API, with a chooser if it can be set.
 *
 * It changes nothing itself: it says by [signal@MemberRow::chosen] what a person wants. A
 * value that is not published has a dot, what it was before and a button to take it back.
 */
struct _RelMemberRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *title;
  GtkWidget *dot;
  GtkLabel *path;
  GtkLabel *was;
  GtkLabel *mistake;
  GtkWidget *revert;
  GtkLabel *value;
  RelChooser *chooser;
  GtkWidget *go;

  const RelMember *member;
  RelSchema *schema;     /* (owned) (nullable) */
  RelRelation *relation; /* (owned) (nullable) */
  JsonNode *before;      /* (owned) (nullable): the published value; %NULL if absent */
  guint n_frames;        /* since it was to open its list */
};

G_DEFINE_FINAL_TYPE (RelMemberRow, rel_member_row, ADW_TYPE_PREFERENCES_ROW)

/* More than a page needs to come to a row; one that is higher than the page never does. */
#define MAX_FRAMES 90

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_NAMED,
  SIGNAL_TAKEN_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_value_text (RelMemberRow *self, JsonNode *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    return g_strdup ("—");
  if (rel_json_is_null (value))
    return g_strdup (_ ("None"));
  text = rel_member_dup_text (value);
  if (*text == '\0')
    return g_strdup (_ ("None"));
  return g_strdup (rel_member_get_choice_label (self->member, text));
}

static void
chooser_opening_cb (RelMemberRow *self)
{
  g_auto (GStrv) selected = rel_member_edit_dup_selected (self->member, self->relation);

  rel_chooser_take_choices (self->chooser, rel_member_edit_list_choices (self->member, self->schema, self->relation));
  rel_chooser_select (self->chooser, (const char *const *) selected);
}

static char *
judge_name_cb (const char *name, char **mistake, gpointer user_data)
{
  RelMemberRow *self = REL_MEMBER_ROW (user_data);

  return rel_member_edit_judge_name (self->member, self->schema, self->relation, name, mistake);
}

static void
emit_chosen (RelMemberRow *self, JsonNode *value)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, value);
}

static void
value_chosen_cb (RelMemberRow *self, const char *value)
{
  g_autoptr (JsonNode) node = rel_json_new_string (value);

  emit_chosen (self, node);
}

/* What stays keeps its order, which is that of the menu that Directus offers; what is new comes after it. */
static void
values_chosen_cb (RelMemberRow *self, char **values)
{
  g_auto (GStrv) before = rel_member_edit_dup_selected (self->member, self->relation);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; before != NULL && before[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) values, before[i]))
        json_array_add_string_element (array, before[i]);
    }
  for (guint i = 0; values[i] != NULL; i++)
    {
      if (before == NULL || !g_strv_contains ((const char *const *) before, values[i]))
        json_array_add_string_element (array, values[i]);
    }
  json_node_take_array (node, array);
  json_node_seal (node);
  emit_chosen (self, node);
}

static void
name_accepted_cb (RelMemberRow *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_NAMED], 0, name);
}

static void
revert_clicked_cb (RelMemberRow *self)
{
  g_signal_emit (self, signals[SIGNAL_TAKEN_BACK], 0);
}

static void
show_change (RelMemberRow *self, gboolean changed)
{
  g_autofree char *text = NULL;
  g_autofree char *was = NULL;
  g_autofree char *revert = NULL;

  gtk_widget_set_visible (self->dot, changed);
  gtk_widget_set_visible (GTK_WIDGET (self->was), changed);
  gtk_widget_set_visible (self->revert, changed);
  if (!changed)
    return;

  text = dup_value_text (self, self->before);
  /* Translators: the value that is published, as "Set to null". */
  was = g_strdup_printf (_ ("Was: %s"), text);
  revert = g_strdup_printf (_ ("Take Back to “%s”"), text);
  gtk_label_set_label (self->was, was);
  gtk_widget_set_tooltip_text (self->revert, revert);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->revert), GTK_ACCESSIBLE_PROPERTY_LABEL, revert, -1);
}

/* Collections can be gone to. */
static void
show_go (RelMemberRow *self, JsonNode *value)
{
  static const char *const paths[] = { "related_collection", "collection", NULL };
  gboolean can_go = g_strv_contains (paths, rel_member_get_path (self->member)) && !rel_json_is_null (value) &&
                    rel_schema_has_collection (self->schema, json_node_get_string (value));
  g_autofree char *tooltip = NULL;

  gtk_widget_set_visible (self->go, can_go);
  if (!can_go)
    return;
  tooltip = g_strdup_printf (_ ("Go to “%s”"), json_node_get_string (value));
  gtk_widget_set_tooltip_text (self->go, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "s", json_node_get_string (value));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "project.show-collection");
}

static void
list_row_activated_cb (RelMemberRow *self, GtkListBoxRow *row)
{
  if (row == GTK_LIST_BOX_ROW (self))
    rel_chooser_open (self->chooser);
}

static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (scrolled == NULL)
    return TRUE;
  return gtk_widget_compute_bounds (widget, scrolled, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (scrolled);
}

/* The page comes to the row by and by. */
static gboolean
open_in_sight_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RelMemberRow *self = REL_MEMBER_ROW (widget);

  if (is_in_sight (widget))
    rel_chooser_open (self->chooser);
  else if (++self->n_frames < MAX_FRAMES)
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 does not know what to do with a list that opens where no screen is, so that a row out
 * of sight comes into it first. */
static gboolean
rel_member_row_mnemonic_activate (GtkWidget *widget, gboolean group_cycling)
{
  gtk_widget_grab_focus (widget);
  if (group_cycling || !gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget)))
    return TRUE;
  REL_MEMBER_ROW (widget)->n_frames = 0;
  gtk_widget_add_tick_callback (widget, open_in_sight_cb, NULL, NULL);
  return TRUE;
}

/* A list says to itself only that one of its rows is activated. */
static void
rel_member_row_root (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  GTK_WIDGET_CLASS (rel_member_row_parent_class)->root (widget);
  if (GTK_IS_LIST_BOX (parent))
    g_signal_connect_object (parent, "row-activated", G_CALLBACK (list_row_activated_cb), widget, G_CONNECT_SWAPPED);
}

static void
rel_member_row_unroot (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_LIST_BOX (parent))
    g_signal_handlers_disconnect_by_func (parent, list_row_activated_cb, widget);
  GTK_WIDGET_CLASS (rel_member_row_parent_class)->unroot (widget);
}

static void
rel_member_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_MEMBER_ROW);

  G_OBJECT_CLASS (rel_member_row_parent_class)->dispose (object);
}

static void
rel_member_row_finalize (GObject *object)
{
  RelMemberRow *self = REL_MEMBER_ROW (object);

  g_clear_pointer (&self->schema, rel_schema_unref);
  g_clear_pointer (&self->relation, rel_relation_unref);
  g_clear_pointer (&self->before, json_node_unref);

  G_OBJECT_CLASS (rel_member_row_parent_class)->finalize (object);
}

static void
rel_member_row_class_init (RelMemberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_member_row_dispose;
  object_class->finalize = rel_member_row_finalize;
  widget_class->mnemonic_activate = rel_member_row_mnemonic_activate;
  widget_class->root = rel_member_row_root;
  widget_class->unroot = rel_member_row_unroot;

  /**
   * RelMemberRow::chosen:
   * @self: a row
   * @value: what the member shall be
   *
   * Emitted when a person chooses a value.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", REL_TYPE_MEMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, JSON_TYPE_NODE | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * RelMemberRow::named:
   * @self: a row
   * @name: a name
   *
   * Emitted when a person wants something new of that name.
   */
  signals[SIGNAL_NAMED] =
    g_signal_new ("named", REL_TYPE_MEMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RelMemberRow::taken-back:
   * @self: a row
   *
   * Emitted when the value is to be the published one again.
   */
  signals[SIGNAL_TAKEN_BACK] =
    g_signal_new ("taken-back", REL_TYPE_MEMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (REL_TYPE_CHOOSER);
  g_type_ensure (REL_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-member-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, title);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, dot);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, path);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, was);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, revert);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, value);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, chooser);
  gtk_widget_class_bind_template_child (widget_class, RelMemberRow, go);
  gtk_widget_class_bind_template_callback (widget_class, chooser_opening_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, values_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_accepted_cb);
  gtk_widget_class_bind_template_callback (widget_class, revert_clicked_cb);
}

static void
rel_member_row_init (RelMemberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->path));
  rel_wrap_names (GTK_WIDGET (self->value));
  rel_wrap_names (GTK_WIDGET (self->was));
  rel_title_layout_use (GTK_WIDGET (self));
}

/**
 * rel_member_row_new:
 * @member: which member it shows
 *
 * Returns: (transfer floating): a row that shows no relation yet
 */
GtkWidget *
rel_member_row_new (const RelMember *member)
{
  RelMemberRow *self = g_object_new (REL_TYPE_MEMBER_ROW, NULL);

  self->member = member;
  gtk_label_set_label (self->title, rel_member_get_label (member));
  gtk_label_set_label (self->path, rel_member_get_path (member));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), rel_member_get_label (member));
  rel_chooser_set_multiple (self->chooser, rel_member_get_type (member) == REL_MEMBER_COLLECTIONS);
  rel_chooser_set_note (self->chooser, rel_member_edit_get_note (member));
  if (rel_member_edit_can_name (member))
    rel_chooser_set_name_func (self->chooser, judge_name_cb, self);
  return GTK_WIDGET (self);
}

/**
 * rel_member_row_get_member:
 * @self: a row
 *
 * Returns: (transfer none): which member it shows
 */
const RelMember *
rel_member_row_get_member (RelMemberRow *self)
{
  g_return_val_if_fail (REL_IS_MEMBER_ROW (self), NULL);

  return self->member;
}

/**
 * rel_member_row_set_mnemonic:
 * @self: a row
 * @label: its name for people, with an underline before a letter
 *
 * Lets Alt and that letter open its chooser.
 */
void
rel_member_row_set_mnemonic (RelMemberRow *self, const char *label)
{
  g_return_if_fail (REL_IS_MEMBER_ROW (self));

  gtk_label_set_text_with_mnemonic (self->title, label);
  gtk_label_set_mnemonic_widget (self->title, GTK_WIDGET (self));
}

/**
 * rel_member_row_show:
 * @self: a row
 * @schema: a schema
 * @relation: one of its relations
 * @before: (nullable): the same relation as it is published; %NULL if it is not
 *
 * Shows the member of that relation. A mistake said before is forgotten.
 */
void
rel_member_row_show (RelMemberRow *self, RelSchema *schema, RelRelation *relation, RelRelation *before)
{
  const char *path;
  JsonNode *value;
  JsonNode *was;
  g_autofree char *text = NULL;
  g_autofree char *misfit = NULL;
  gboolean editable;

  g_return_if_fail (REL_IS_MEMBER_ROW (self));

  path = rel_member_get_path (self->member);
  rel_schema_ref (schema);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = schema;
  rel_relation_ref (relation);
  g_clear_pointer (&self->relation, rel_relation_unref);
  self->relation = relation;

  value = rel_relation_get_member (relation, path);
  was = before != NULL ? rel_relation_get_member (before, path) : NULL;
  g_clear_pointer (&self->before, json_node_unref);
  self->before = was != NULL ? json_node_ref (was) : NULL;

  text = dup_value_text (self, value);
  editable = rel_member_edit_is_possible (self->member, schema, relation);
  gtk_label_set_label (self->value, text);
  rel_chooser_set_label (self->chooser, text);
  rel_chooser_set_name (self->chooser, rel_member_get_label (self->member));
  gtk_widget_set_visible (GTK_WIDGET (self->value), !editable);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), editable);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), editable);
  show_change (self, before != NULL && !rel_json_equal (value, was));
  show_go (self, value);

  misfit = editable ? rel_member_edit_dup_misfit (self->member, schema, relation) : NULL;
  rel_member_row_set_mistake (self, misfit);
}

/**
 * rel_member_row_set_mistake:
 * @self: a row
 * @mistake: (nullable): what is wrong and what would be right; %NULL if nothing is
 *
 * Says it under the names.
 */
void
rel_member_row_set_mistake (RelMemberRow *self, const char *mistake)
{
  g_return_if_fail (REL_IS_MEMBER_ROW (self));

  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), mistake != NULL);
  rel_chooser_set_mistake (self->chooser, mistake);
}

/**
 * rel_member_row_get_mistake:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the mistake that it says
 */
const char *
rel_member_row_get_mistake (RelMemberRow *self)
{
  g_return_val_if_fail (REL_IS_MEMBER_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->mistake)) ? gtk_label_get_label (self->mistake) : NULL;
}

/**
 * rel_member_row_get_chooser:
 * @self: a row
 *
 * Returns: (transfer none): its chooser, which is hidden if the member cannot be set
 */
RelChooser *
rel_member_row_get_chooser (RelMemberRow *self)
{
  g_return_val_if_fail (REL_IS_MEMBER_ROW (self), NULL);

  return self->chooser;
}

/**
 * rel_member_row_is_changed:
 * @self: a row
 *
 * Returns: whether its value is not published
 */
gboolean
rel_member_row_is_changed (RelMemberRow *self)
{
  g_return_val_if_fail (REL_IS_MEMBER_ROW (self), FALSE);

  return gtk_widget_get_visible (self->dot);
}
