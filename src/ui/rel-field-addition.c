/* rel-field-addition.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-field-addition.h"

#include <glib/gi18n.h>

#include "rel-addition.h"

/**
 * RelFieldAddition:
 *
 * A row that unfolds to make a field: its name and its type. A name that it cannot have is
 * said as it is typed.
 */
struct _RelFieldAddition
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *name;
  AdwComboRow *type;
  GtkWidget *mistake_row;
  GtkLabel *mistake;
  GtkWidget *add;

  RelWorkspace *workspace; /* (owned) (nullable) */
  char *collection;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RelFieldAddition, rel_field_addition, ADW_TYPE_EXPANDER_ROW)

/* Returns: (transfer full) (nullable): the draft with the field */
static RelSchema *
try (RelFieldAddition *self, GError **error)
{
  GtkStringObject *type = adw_combo_row_get_selected_item (self->type);
  RelAddition wanted = { .collection = self->collection,
                         .field = gtk_editable_get_text (GTK_EDITABLE (self->name)),
                         .type = gtk_string_object_get_string (type) };

  return rel_addition_make_field (rel_workspace_get_draft (self->workspace), &wanted, error);
}

static void
judge (RelFieldAddition *self)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->name)) == '\0';
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = try (self, &error);
  /* Nobody has done anything wrong yet. */
  const char *mistake = error != NULL && !empty ? error->message : NULL;

  gtk_widget_set_sensitive (self->add, next != NULL);
  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (self->mistake_row, mistake != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_STATE_INVALID,
                               mistake != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (mistake != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
}

static void
changed_cb (RelFieldAddition *self)
{
  if (self->workspace != NULL)
    judge (self);
}

static void
add_cb (RelFieldAddition *self)
{
  g_autoptr (RelSchema) next = try (self, NULL);
  /* Translators: names an edit; a collection and its new field, as articles.author. */
  g_autofree char *edit =
    g_strdup_printf (_ ("Add %s.%s"), self->collection, gtk_editable_get_text (GTK_EDITABLE (self->name)));

  if (next == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  rel_workspace_set_draft (self->workspace, next, edit);
  gtk_widget_activate_action (GTK_WIDGET (self), "project.say-done", "s", edit);
  /* So that the next one can be typed at once. */
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
rel_field_addition_dispose (GObject *object)
{
  g_clear_object (&REL_FIELD_ADDITION (object)->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_FIELD_ADDITION);

  G_OBJECT_CLASS (rel_field_addition_parent_class)->dispose (object);
}

static void
rel_field_addition_finalize (GObject *object)
{
  g_free (REL_FIELD_ADDITION (object)->collection);

  G_OBJECT_CLASS (rel_field_addition_parent_class)->finalize (object);
}

static void
rel_field_addition_class_init (RelFieldAdditionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_field_addition_dispose;
  object_class->finalize = rel_field_addition_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-field-addition.ui");
  gtk_widget_class_bind_template_child (widget_class, RelFieldAddition, name);
  gtk_widget_class_bind_template_child (widget_class, RelFieldAddition, type);
  gtk_widget_class_bind_template_child (widget_class, RelFieldAddition, mistake_row);
  gtk_widget_class_bind_template_child (widget_class, RelFieldAddition, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelFieldAddition, add);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
rel_field_addition_init (RelFieldAddition *self)
{
  g_auto (GStrv) types = rel_addition_dup_field_types ();
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) types);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->type, G_LIST_MODEL (list));
}

/**
 * rel_field_addition_new:
 *
 * Returns: (transfer floating): a row for no collection yet
 */
GtkWidget *
rel_field_addition_new (void)
{
  return g_object_new (REL_TYPE_FIELD_ADDITION, NULL);
}

/**
 * rel_field_addition_show:
 * @self: a row
 * @workspace: a project
 * @collection: a collection of its draft
 *
 * Lets a person add a field to that collection. After each change of the workspace this is to
 * be called again.
 */
void
rel_field_addition_show (RelFieldAddition *self, RelWorkspace *workspace, const char *collection)
{
  g_return_if_fail (REL_IS_FIELD_ADDITION (self));

  g_set_object (&self->workspace, workspace);
  if (g_strcmp0 (collection, self->collection) != 0)
    {
      g_free (self->collection);
      self->collection = g_strdup (collection);
      gtk_editable_set_text (GTK_EDITABLE (self->name), "");
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
    }
  judge (self);
}
