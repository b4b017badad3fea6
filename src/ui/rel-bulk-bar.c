/* rel-bulk-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-bulk-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-action.h"
#include "rel-bulk.h"
#include "rel-edit.h"
#include "rel-member.h"

/**
 * RelBulkBar:
 *
 * How many relations are selected, and what can be set on all of them. It is seen while there
 * are any.
 */
struct _RelBulkBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *selected;
  GtkMenuButton *on_delete;
  GtkMenuButton *on_update;
  GtkMenuButton *deselect;
};

G_DEFINE_FINAL_TYPE (RelBulkBar, rel_bulk_bar, ADW_TYPE_BIN)

enum
{
  SIGNAL_MEMBER_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Each of the values sets a member of what is selected. */
static void
set_menu (GtkMenuButton *button, const char *path, const char *const *values)
{
  const RelMember *member = rel_member_find (path);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (rel_member_get_choice_label (member, values[i]), NULL);

      g_menu_item_set_action_and_target (item, "bulk.set", "(ss)", path, values[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* What is set, and where there is such a setting. */
typedef struct
{
  const RelMember *member;
  JsonNode *value;
} Setting;

static RelSchema *
set_member (RelSchema *schema, const char *collection, const char *field, guint nth, gpointer user_data, GError **error)
{
  Setting *setting = user_data;

  return rel_edit_set_member (schema, collection, field, nth, rel_member_get_path (setting->member), setting->value,
                              error);
}

/* Those that have a member. */
static GPtrArray *
list_with (GPtrArray *relations, const RelMember *member)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);

  for (guint i = 0; i < relations->len; i++)
    {
      if (rel_member_applies (member, g_ptr_array_index (relations, i)))
        g_ptr_array_add (list, rel_relation_ref (g_ptr_array_index (relations, i)));
    }
  return list;
}

/* What was done to those that have it, and how many do not. */
static void
say_set (RelBulkBar *self, const char *name, guint n_set, guint n_selected)
{
  guint n_others = n_selected - n_set;
  g_autofree char *text = NULL;

  if (n_others > 0)
    /* Translators: what was done: Set on delete of 2 relations to “Restrict”; and how many others were selected. */
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s; %u other has no such setting",
                                         "%s; %u others have no such setting", n_others),
                            name, n_others);
  gtk_widget_activate_action (GTK_WIDGET (self), "project.say-done", "s", text != NULL ? text : name);
}

static void
set_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *path;
  const char *text;

  g_variant_get (parameter, "(&s&s)", &path, &text);
  g_signal_emit (widget, signals[SIGNAL_MEMBER_CHOSEN], 0, path, text);
}

static void
rel_bulk_bar_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_bulk_bar_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_BULK_BAR);
}

static void
rel_bulk_bar_class_init (RelBulkBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_bulk_bar_dispose;

  /**
   * RelBulkBar::member-chosen:
   * @self: a bar
   * @path: the path of a member of relations
   * @text: its value
   *
   * The person wants the member to be that on all that is selected: who knows what that is
   * calls [method@BulkBar.set_member].
   */
  signals[SIGNAL_MEMBER_CHOSEN] = g_signal_new ("member-chosen", REL_TYPE_BULK_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "bulk.set", "(ss)", set_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-bulk-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RelBulkBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, RelBulkBar, selected);
  gtk_widget_class_bind_template_child (widget_class, RelBulkBar, on_delete);
  gtk_widget_class_bind_template_child (widget_class, RelBulkBar, on_update);
  gtk_widget_class_bind_template_child (widget_class, RelBulkBar, deselect);
}

static void
rel_bulk_bar_init (RelBulkBar *self)
{
  static const char *const deselect_actions[] = { "nullify", "delete", NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  set_menu (self->on_delete, "schema.on_delete", rel_action_get_ids ());
  set_menu (self->on_update, "schema.on_update", rel_action_get_ids ());
  set_menu (self->deselect, "meta.one_deselect_action", deselect_actions);
}

/**
 * rel_bulk_bar_show_count:
 * @self: a bar
 * @n_relations: how many are selected
 *
 * Shows the bar, or hides it if there are none.
 */
void
rel_bulk_bar_show_count (RelBulkBar *self, guint n_relations)
{
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u relation selected", "%u relations selected", n_relations),
                     n_relations);

  g_return_if_fail (REL_IS_BULK_BAR (self));

  gtk_label_set_label (self->selected, text);
  gtk_revealer_set_reveal_child (self->revealer, n_relations > 0);
}

/**
 * rel_bulk_bar_is_shown:
 * @self: a bar
 *
 * Returns: whether there are relations that can be set
 */
gboolean
rel_bulk_bar_is_shown (RelBulkBar *self)
{
  g_return_val_if_fail (REL_IS_BULK_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

/**
 * rel_bulk_bar_set_member:
 * @self: a bar
 * @workspace: a workspace
 * @relations: (element-type RelRelation): relations of its draft: those that are selected
 * @path: the path of a member
 * @text: its value
 *
 * Sets a member on all relations that have it, or on none, and says what came of it.
 */
void
rel_bulk_bar_set_member (RelBulkBar *self,
                         RelWorkspace *workspace,
                         GPtrArray *relations,
                         const char *path,
                         const char *text)
{
  Setting setting = { .member = rel_member_find (path) };
  g_autoptr (GPtrArray) having = NULL;
  g_autoptr (RelSchema) draft = NULL;
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (REL_IS_BULK_BAR (self));

  setting.value = value = rel_member_parse (setting.member, text);
  having = list_with (relations, setting.member);
  draft = rel_bulk_apply (rel_workspace_get_draft (workspace), having, set_member, &setting, &error);
  if (draft == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "project.warn", "s", error->message);
      return;
    }
  /* Translators: names an edit; a setting (on delete), on how many relations, and the new value. */
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Set %s of %u relation to “%s”",
                                       "Set %s of %u relations to “%s”", having->len),
                          rel_member_get_noun (setting.member), having->len,
                          rel_member_get_choice_label (setting.member, text));
  rel_workspace_set_draft (workspace, draft, name);
  say_set (self, name, having->len, relations->len);
}
