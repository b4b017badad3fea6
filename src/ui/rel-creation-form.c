/* rel-creation-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-creation-form.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-creation-words.h"
#include "rel-end-choices.h"
#include "rel-error.h"
#include "rel-member.h"
#include "rel-naming.h"
#include "rel-wrap.h"

/**
 * RelCreationForm:
 *
 * The sides, names and actions of a relation that is to be made.
 *
 * What a person says is kept by its name; all else is proposed anew after each letter, so
 * that names follow the collections until they are said. The relation is tried at once: a
 * mistake stands at its row, unless nobody has touched that yet.
 */
struct _RelCreationForm
{
  GtkBox parent_instance;

  GtkWidget *remark_box;
  AdwPreferencesGroup *own_group;
  AdwPreferencesGroup *other_group;
  AdwPreferencesGroup *junction_group;
  AdwPreferencesGroup *action_group;

  GPtrArray *rows;   /* (element-type RelCreationRow) (owned) (elements unowned) */
  RelSchema *schema; /* (owned) (nullable): where it is made */
  RelKind kind;
  GHashTable *said;    /* (element-type utf8 utf8) (owned): by the name of the member */
  GStrv allowed;       /* (owned) (nullable): said too */
  RelCreation *wanted; /* (owned) (nullable): what was said and proposed */
  RelSchema *result;   /* (owned) (nullable): with the relation; %NULL if it cannot be made */
  GError *mistake;     /* (owned) (nullable): why not */
};

G_DEFINE_FINAL_TYPE (RelCreationForm, rel_creation_form, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  GROUP_OWN,
  GROUP_OTHER,
  GROUP_JUNCTION,
  GROUP_ACTIONS,
  N_GROUPS,
} Group;

/* In the order of the rows. */
static const struct
{
  const char *member;
  Group group;
} places[] = {
  { "collection", GROUP_OWN },
  { "related", GROUP_OWN },
  { "allowed", GROUP_OWN },
  { "field", GROUP_OWN },
  { "related_field", GROUP_OTHER },
  { "sort_field", GROUP_OTHER },
  { "junction", GROUP_JUNCTION },
  { "junction_field", GROUP_JUNCTION },
  { "junction_related_field", GROUP_JUNCTION },
  { "collection_field", GROUP_JUNCTION },
  { "on_delete", GROUP_ACTIONS },
  { "related_on_delete", GROUP_ACTIONS },
  { "deselect_action", GROUP_ACTIONS },
};

static const RelMember *
find_action (const char *member)
{
  return rel_member_find (strcmp (member, "deselect_action") == 0 ? "meta.one_deselect_action" : "schema.on_delete");
}

static gboolean
is_action (const char *member)
{
  return g_str_has_suffix (member, "on_delete") || strcmp (member, "deselect_action") == 0;
}

/* --- What is said, and what comes of it --- */

static void
try (RelCreationForm *self)
{
  GHashTableIter iter;
  gpointer member;
  gpointer value;

  g_clear_pointer (&self->wanted, rel_creation_free);
  g_clear_pointer (&self->result, rel_schema_unref);
  g_clear_error (&self->mistake);

  self->wanted = rel_creation_new (self->kind, g_hash_table_lookup (self->said, "collection"),
                                   g_hash_table_lookup (self->said, "field"));
  self->wanted->allowed = g_strdupv (self->allowed);
  g_hash_table_iter_init (&iter, self->said);
  while (g_hash_table_iter_next (&iter, &member, &value))
    {
      /* What this kind does not have was said of another one. */
      if (rel_creation_words_has (self->wanted, member))
        rel_creation_set (self->wanted, member, value, NULL);
    }
  rel_creation_propose (self->wanted, self->schema);
  self->result = rel_creation_apply (self->wanted, self->schema, &self->mistake);
}

static void
show_text (RelCreationForm *self, RelCreationRow *row)
{
  const char *member = rel_creation_row_get_member (row);
  const char *value = rel_creation_words_get (self->wanted, member);
  g_autofree char *list = NULL;

  if (strcmp (member, "allowed") == 0 && self->allowed != NULL && self->allowed[0] != NULL)
    value = list = g_strjoinv (", ", self->allowed);
  else if (is_action (member) && value != NULL)
    value = rel_member_get_choice_label (find_action (member), value);
  rel_creation_row_set_text (row, value);
}

static gboolean
is_touched (RelCreationForm *self, const char *member)
{
  return strcmp (member, "allowed") == 0 ? self->allowed != NULL : g_hash_table_contains (self->said, member);
}

static void
show_row (RelCreationForm *self, RelCreationRow *row)
{
  const char *member = rel_creation_row_get_member (row);
  gboolean has = rel_creation_words_has (self->wanted, member);
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;
  gboolean wrong = FALSE;

  gtk_widget_set_visible (GTK_WIDGET (row), has);
  if (!has)
    return;
  title = rel_creation_words_dup_title (self->wanted, member);
  /* What a choice leads to is not known while a name is wrong; the form is not to jump then. */
  note = self->result == NULL && is_action (member)
           ? g_strdup (rel_creation_row_get_note (row))
           : rel_creation_words_dup_note (self->wanted, self->schema, self->result, member);
  rel_creation_row_set_type (row, rel_creation_words_get_type (self->wanted, member));
  show_text (self, row);
  rel_creation_row_set_words (row, title, note);
  if (self->mistake != NULL && g_strcmp0 (rel_error_get_field (self->mistake), member) == 0)
    wrong = is_touched (self, member) || rel_creation_words_get (self->wanted, member) != NULL;
  rel_creation_row_set_mistake (row, wrong ? self->mistake->message : NULL);
}

static void
show_groups (RelCreationForm *self)
{
  AdwPreferencesGroup *groups[N_GROUPS] = { self->own_group, self->other_group, self->junction_group,
                                            self->action_group };
  gboolean any[N_GROUPS] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    any[places[i].group] |= gtk_widget_get_visible (g_ptr_array_index (self->rows, i));
  for (guint g = 0; g < N_GROUPS; g++)
    gtk_widget_set_visible (GTK_WIDGET (groups[g]), any[g]);
  adw_preferences_group_set_title (self->other_group, rel_creation_words_has (self->wanted, "related_field")
                                                        ? _ ("The Other Side")
                                                        : _ ("Order"));
}

static void
update (RelCreationForm *self)
{
  if (self->schema == NULL || self->kind == REL_KIND_NONE)
    return;
  try (self);
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, g_ptr_array_index (self->rows, i));
  show_groups (self);
  gtk_widget_set_visible (self->remark_box, rel_schema_is_partial (self->schema));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
say (RelCreationForm *self, const char *member, const char *value)
{
  if (value != NULL)
    g_hash_table_replace (self->said, g_strdup (member), g_strdup (value));
  else
    g_hash_table_remove (self->said, member);
}

/* --- Rows --- */

static void
row_named_cb (RelCreationForm *self, const char *name, RelCreationRow *row)
{
  const char *member = rel_creation_row_get_member (row);
  gboolean turned_on = name != NULL && *name == '\0' && rel_creation_words_get (self->wanted, member) == NULL;
  g_autofree char *proposal = turned_on ? rel_creation_words_dup_proposal (self->wanted, self->schema, member) : NULL;

  say (self, member, proposal != NULL ? proposal : name);
  update (self);
}

static void
row_chosen_cb (RelCreationForm *self, const char *value, RelCreationRow *row)
{
  say (self, rel_creation_row_get_member (row), value);
  update (self);
}

static void
row_chosen_many_cb (RelCreationForm *self, GStrv values, RelCreationRow *row)
{
  g_strfreev (self->allowed);
  self->allowed = g_strdupv (values);
  update (self);
}

static GPtrArray *
list_collections (RelCreationForm *self, const char *member)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->kind == REL_KIND_TRANSLATIONS && strcmp (member, "related") == 0 &&
      !rel_schema_has_collection (self->schema, "languages"))
    g_ptr_array_add (choices, rel_choice_new ("languages", "languages", _ ("is made")));
  rel_end_choices_add (choices, self->schema);
  return choices;
}

static GPtrArray *
list_actions (const char *member)
{
  const RelMember *action = find_action (member);
  g_auto (GStrv) values = rel_member_dup_choices (action, NULL, NULL);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; values[i] != NULL; i++)
    g_ptr_array_add (choices, rel_choice_new (values[i], rel_member_get_choice_label (action, values[i]), values[i]));
  return choices;
}

static void
row_opening_cb (RelCreationForm *self, RelCreationRow *row)
{
  RelChooser *chooser = rel_creation_row_get_chooser (row);
  const char *member = rel_creation_row_get_member (row);
  const char *value[] = { rel_creation_words_get (self->wanted, member), NULL };
  gboolean many = strcmp (member, "allowed") == 0;

  rel_chooser_take_choices (chooser, is_action (member) ? list_actions (member) : list_collections (self, member));
  rel_chooser_select (chooser, many ? (const char *const *) self->allowed : value);
}

static void
add_row (RelCreationForm *self, const char *member, Group group)
{
  AdwPreferencesGroup *groups[N_GROUPS] = { self->own_group, self->other_group, self->junction_group,
                                            self->action_group };
  GtkWidget *row = rel_creation_row_new (member);

  g_signal_connect_object (row, "opening", G_CALLBACK (row_opening_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "named", G_CALLBACK (row_named_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "chosen-many", G_CALLBACK (row_chosen_many_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (groups[group], row);
  g_ptr_array_add (self->rows, row);
}

/* The first row that waits for an answer. */
static gboolean
rel_creation_form_grab_focus (GtkWidget *widget)
{
  RelCreationForm *self = REL_CREATION_FORM (widget);
  const char *member = self->mistake != NULL ? rel_error_get_field (self->mistake) : NULL;
  RelCreationRow *row = rel_creation_form_find_row (self, member != NULL ? member : "field");

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
rel_creation_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_CREATION_FORM);

  G_OBJECT_CLASS (rel_creation_form_parent_class)->dispose (object);
}

static void
rel_creation_form_finalize (GObject *object)
{
  RelCreationForm *self = REL_CREATION_FORM (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_hash_table_unref (self->said);
  g_strfreev (self->allowed);
  g_clear_pointer (&self->wanted, rel_creation_free);
  g_clear_pointer (&self->result, rel_schema_unref);
  g_clear_error (&self->mistake);

  G_OBJECT_CLASS (rel_creation_form_parent_class)->finalize (object);
}

static void
rel_creation_form_class_init (RelCreationFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_creation_form_dispose;
  object_class->finalize = rel_creation_form_finalize;
  widget_class->grab_focus = rel_creation_form_grab_focus;

  /**
   * RelCreationForm::changed:
   * @self: a form
   *
   * Emitted when what it asks for has been tried anew.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_CREATION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-creation-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RelCreationForm, remark_box);
  gtk_widget_class_bind_template_child (widget_class, RelCreationForm, own_group);
  gtk_widget_class_bind_template_child (widget_class, RelCreationForm, other_group);
  gtk_widget_class_bind_template_child (widget_class, RelCreationForm, junction_group);
  gtk_widget_class_bind_template_child (widget_class, RelCreationForm, action_group);
}

static void
rel_creation_form_init (RelCreationForm *self)
{
  self->rows = g_ptr_array_new ();
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_heading (self->own_group);
  rel_wrap_heading (self->junction_group);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    add_row (self, places[i].member, places[i].group);
}

/**
 * rel_creation_form_new:
 *
 * Returns: (transfer floating): a form of nothing yet
 */
GtkWidget *
rel_creation_form_new (void)
{
  return g_object_new (REL_TYPE_CREATION_FORM, NULL);
}

/**
 * rel_creation_form_show:
 * @self: a form
 * @schema: the draft that the relation is to be made in
 *
 * Shows what fits there. After each change of the draft this is to be called again; what
 * was said stays.
 */
void
rel_creation_form_show (RelCreationForm *self, RelSchema *schema)
{
  g_return_if_fail (REL_IS_CREATION_FORM (self));

  rel_schema_ref (schema);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = schema;
  update (self);
}

/**
 * rel_creation_form_begin:
 * @self: a form that shows a draft
 * @kind: which kind of relation
 * @collection: (nullable): where its field shall be; %NULL to leave that as it is
 * @related: (nullable): what it shall point at; %NULL to leave that as it is
 *
 * Asks for a relation of that kind. Another kind than before forgets the names that were
 * said, but not the collections.
 */
void
rel_creation_form_begin (RelCreationForm *self, RelKind kind, const char *collection, const char *related)
{
  static const char *const kept[] = { "collection", "related", NULL };
  GHashTableIter iter;
  gpointer member;

  g_return_if_fail (REL_IS_CREATION_FORM (self));

  if (kind != self->kind)
    {
      g_hash_table_iter_init (&iter, self->said);
      while (g_hash_table_iter_next (&iter, &member, NULL))
        {
          if (!g_strv_contains (kept, member))
            g_hash_table_iter_remove (&iter);
        }
    }
  self->kind = kind;
  if (collection != NULL)
    say (self, "collection", collection);
  if (related != NULL)
    say (self, "related", related);
  update (self);
}

/**
 * rel_creation_form_get_wanted:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): what was said and proposed
 */
const RelCreation *
rel_creation_form_get_wanted (RelCreationForm *self)
{
  g_return_val_if_fail (REL_IS_CREATION_FORM (self), NULL);

  return self->wanted;
}

/**
 * rel_creation_form_get_result:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): the draft with the relation; %NULL if it cannot be
 *   made like that
 */
RelSchema *
rel_creation_form_get_result (RelCreationForm *self)
{
  g_return_val_if_fail (REL_IS_CREATION_FORM (self), NULL);

  return self->result;
}

/**
 * rel_creation_form_get_reason:
 * @self: a form
 *
 * Returns: (transfer none) (nullable): why it cannot be made; %NULL if it can
 */
const char *
rel_creation_form_get_reason (RelCreationForm *self)
{
  g_return_val_if_fail (REL_IS_CREATION_FORM (self), NULL);

  return self->mistake != NULL ? self->mistake->message : NULL;
}

/**
 * rel_creation_form_find_row:
 * @self: a form
 * @member: a member of [struct@Creation]
 *
 * Returns: (transfer none) (nullable): its row, shown or not
 */
RelCreationRow *
rel_creation_form_find_row (RelCreationForm *self, const char *member)
{
  g_return_val_if_fail (REL_IS_CREATION_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      RelCreationRow *row = g_ptr_array_index (self->rows, i);

      if (strcmp (rel_creation_row_get_member (row), member) == 0)
        return row;
    }
  return NULL;
}
