/* rel-member-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-member-row.h"

#include <glib/gi18n.h>

#include "rel-kind.h"

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
};

G_DEFINE_FINAL_TYPE (RelMemberRow, rel_member_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_CHOSEN,
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

/* What stands beside a choice in small type: its type, or its name in the API. */
static char *
dup_choice_detail (RelMemberRow *self, const char *choice)
{
  RelField *field;
  RelCollection *collection;
  const char *related;

  switch (rel_member_get_type (self->member))
    {
    case REL_MEMBER_ACTION:
    case REL_MEMBER_DESELECT:
      return g_strdup (choice);
    case REL_MEMBER_OWN_FIELD:
      field = rel_schema_find_field (self->schema, rel_relation_get_collection (self->relation), choice);
      return g_strdup (field != NULL ? rel_field_get_data_type (field) : NULL);
    case REL_MEMBER_RELATED_ALIAS:
      related = rel_relation_get_related_collection (self->relation);
      return g_strdup (rel_kind_get_label (rel_kind_of_field (self->schema, related, choice, NULL, NULL)));
    case REL_MEMBER_COLLECTIONS:
      collection = rel_schema_find_collection (self->schema, choice);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u field", "%u fields",
                                           rel_collection_get_n_fields (collection)),
                              rel_collection_get_n_fields (collection));
    case REL_MEMBER_TEXT:
    case REL_MEMBER_NUMBER:
    default:
      return NULL;
    }
}

static GStrv
dup_selected (RelMemberRow *self)
{
  JsonNode *value = rel_relation_get_member (self->relation, rel_member_get_path (self->member));
  g_autofree char *text = NULL;

  if (rel_json_is_null (value))
    return NULL;
  if (rel_member_get_type (self->member) == REL_MEMBER_COLLECTIONS)
    return g_strdupv ((char **) rel_relation_get_one_allowed_collections (self->relation));
  text = rel_member_dup_text (value);
  return g_strdupv ((char *[]){ text, NULL });
}

/* A value that is there already but does not fit is a choice too, else it could not be seen. */
static void
add_odd_values (GPtrArray *choices, const char *const *known, GStrv selected)
{
  for (guint i = 0; selected != NULL && selected[i] != NULL; i++)
    {
      if (!g_strv_contains (known, selected[i]))
        g_ptr_array_add (choices, rel_choice_new (selected[i], selected[i], _ ("does not fit")));
    }
}

static void
chooser_opening_cb (RelMemberRow *self)
{
  g_auto (GStrv) values = rel_member_dup_choices (self->member, self->schema, self->relation);
  g_auto (GStrv) selected = dup_selected (self);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean many = rel_member_get_type (self->member) == REL_MEMBER_COLLECTIONS;

  if (rel_member_may_be_null (self->member) && !many)
    g_ptr_array_add (choices, rel_choice_new (NULL, _ ("None"), NULL));
  add_odd_values (choices, (const char *const *) values, selected);
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *detail = dup_choice_detail (self, values[i]);

      g_ptr_array_add (choices,
                       rel_choice_new (values[i], rel_member_get_choice_label (self->member, values[i]), detail));
    }
  rel_chooser_take_choices (self->chooser, choices);
  rel_chooser_select (self->chooser, (const char *const *) selected);
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

static void
values_chosen_cb (RelMemberRow *self, char **values)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_node_take_array (node, array);
  json_node_seal (node);
  emit_chosen (self, node);
}

static void
revert_clicked_cb (RelMemberRow *self)
{
  g_autoptr (JsonNode) value = self->before != NULL ? json_node_ref (self->before) : rel_json_new_string (NULL);

  emit_chosen (self, value);
}

static char *
dup_misfit (RelMemberRow *self)
{
  g_auto (GStrv) selected = dup_selected (self);
  g_auto (GStrv) values = NULL;

  if (selected == NULL)
    return NULL;
  values = rel_member_dup_choices (self->member, self->schema, self->relation);
  for (guint i = 0; values != NULL && selected[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) values, selected[i]))
        return g_strdup_printf (_ ("“%s” does not exist, or does not fit here"), selected[i]);
    }
  return NULL;
}

static gboolean
is_editable (RelMemberRow *self)
{
  return rel_member_is_writable (self->member) && !rel_relation_is_system (self->relation) &&
         !rel_schema_is_ghost (self->schema, self->relation) && rel_member_applies (self->member, self->relation);
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
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "s", json_node_get_string (value));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "project.show-collection");
}

static void
list_row_activated_cb (RelMemberRow *self, GtkListBoxRow *row)
{
  if (row == GTK_LIST_BOX_ROW (self))
    rel_chooser_open (self->chooser);
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
  widget_class->root = rel_member_row_root;
  widget_class->unroot = rel_member_row_unroot;

  /**
   * RelMemberRow::chosen:
   * @self: a row
   * @value: what the member shall be
   *
   * Emitted when a person chooses a value or takes one back.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", REL_TYPE_MEMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, JSON_TYPE_NODE | G_SIGNAL_TYPE_STATIC_SCOPE);

  g_type_ensure (REL_TYPE_CHOOSER);
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
  gtk_widget_class_bind_template_callback (widget_class, revert_clicked_cb);
}

static void
rel_member_row_init (RelMemberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
  editable = is_editable (self);
  gtk_label_set_label (self->value, text);
  rel_chooser_set_label (self->chooser, text);
  rel_chooser_set_name (self->chooser, rel_member_get_label (self->member));
  gtk_widget_set_visible (GTK_WIDGET (self->value), !editable);
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), editable);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), editable);
  show_change (self, before != NULL && !rel_json_equal (value, was));
  show_go (self, value);

  misfit = editable ? dup_misfit (self) : NULL;
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
