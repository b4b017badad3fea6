/* rel-compare-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-compare-page.h"

#include <glib/gi18n.h>

#include "rel-certificate-question.h"
#include "rel-comparing.h"
#include "rel-counterpart-list.h"
#include "rel-error.h"
#include "rel-notice.h"
#include "rel-sign-in-dialog.h"
#include "rel-wrap.h"

/**
 * RelComparePage:
 *
 * Compares the draft with another project, with a file, or with itself in the past: what would
 * make it like that, member by member, any part of which can be taken over into the draft.
 *
 * What is read is kept, and compared anew whenever the draft is another; comparing and taking
 * run in a thread.
 */
struct _RelComparePage
{
  GtkBox parent_instance;

  RelNotice *notice;
  GtkStack *stack;
  RelCounterpartList *counterparts;
  GtkSpinner *spinner;
  GtkLabel *working_label;
  GtkWidget *cancel;
  GtkLabel *heading;
  RelDifferenceList *list;
  AdwStatusPage *equal;
  GtkRevealer *bar;
  GtkWidget *another;
  GtkCheckButton *all;
  GtkWidget *take;

  RelWorkspace *workspace;     /* (owned) (nullable) */
  RelCounterpart *counterpart; /* (owned) (nullable): what one compares with */
  RelSchema *there;            /* (owned) (nullable): as it was read */
  RelSchema *compared;         /* (owned) (nullable): the draft that is compared with it, or was last */
  RelComparison *comparison;   /* (owned) (nullable): what is shown */
  GCancellable *cancellable;   /* (owned) (nullable): of what runs */
  gboolean updating;           /* the program moves a tick */
  int focus_position;          /* of the row where one goes on when what was taken over is gone; -1 for none */
};

G_DEFINE_FINAL_TYPE (RelComparePage, rel_compare_page, GTK_TYPE_BOX)

static void
show_stack (RelComparePage *self, const char *name)
{
  gboolean working = g_str_equal (name, "working");
  gboolean done = g_str_equal (name, "differences");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_revealer_set_reveal_child (self->bar, done);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.cancel", working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.choose", !working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.read-again", done || g_str_equal (name, "equal"));
}

static void
show_working (RelComparePage *self, const char *text)
{
  gtk_label_set_label (self->working_label, text);
  show_stack (self, "working");
}

static void
update_bar (RelComparePage *self)
{
  guint n_all = self->comparison != NULL ? rel_comparison_get_changes (self->comparison)->len : 0;
  guint n_ticked = rel_difference_list_get_n_ticked (self->list);
  guint n_whole = rel_difference_list_get_n_whole (self->list);
  g_autofree char *text =
    /* Translators: how many differences are ticked, and how many there are. */
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u difference", "%u of %u differences", n_all), n_ticked,
                     n_all);

  self->updating = TRUE;
  gtk_check_button_set_label (self->all, text);
  rel_wrap_names (GTK_WIDGET (self->all));
  gtk_check_button_set_active (self->all, n_all > 0 && n_whole == n_all);
  gtk_check_button_set_inconsistent (self->all, n_ticked > 0 && n_whole < n_all);
  self->updating = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "compare.take", n_ticked > 0 && self->cancellable == NULL);
}

static void
ticked_cb (RelComparePage *self)
{
  if (!self->updating)
    update_bar (self);
}

static void
all_toggled_cb (RelComparePage *self)
{
  if (self->updating)
    return;
  self->updating = TRUE;
  rel_difference_list_tick_all (self->list, gtk_check_button_get_active (self->all));
  self->updating = FALSE;
  update_bar (self);
}

static void
clear_result (RelComparePage *self)
{
  self->focus_position = -1;
  g_clear_object (&self->counterpart);
  g_clear_pointer (&self->there, rel_schema_unref);
  g_clear_pointer (&self->compared, rel_schema_unref);
  g_clear_pointer (&self->comparison, rel_comparison_unref);
}

static void
choose (RelComparePage *self)
{
  clear_result (self);
  rel_counterpart_list_show (self->counterparts, self->workspace);
  show_stack (self, "choose");
}

/* It is said over the choice, where another one can be made, or the same again. */
static void
fail (RelComparePage *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* Translators: the name of a project or of a file, and why. */
    text = g_strdup_printf (_ ("The draft cannot be compared with “%s”. %s"),
                            rel_counterpart_get_name (self->counterpart), error->message);
  choose (self);
  if (text != NULL)
    rel_notice_show (self->notice, REL_NOTICE_BAD, text);
}

/* Stops what runs, if any; whatever comes of it is not heard any more. */
static void
stop (RelComparePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Whether a result is that of what runs now, and not of what was stopped. */
static gboolean
is_awaited (RelComparePage *self, GAsyncResult *result)
{
  return self->cancellable != NULL && g_task_get_cancellable (G_TASK (result)) == self->cancellable;
}

/* --- Comparing --- */

/* The button that was pressed has nothing more to do, and its row is gone. */
static void
focus_what_is_left (RelComparePage *self, guint n_rows)
{
  if (self->focus_position < 0)
    return;
  if (n_rows > 0)
    rel_difference_list_focus (self->list, self->focus_position);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->equal), GTK_DIR_TAB_FORWARD);
  self->focus_position = -1;
}

static void
show_result (RelComparePage *self, RelComparison *comparison, GPtrArray *rows)
{
  const char *name = rel_counterpart_get_name (self->counterpart);
  /* Translators: the name of a project or of a file. */
  g_autofree char *heading = g_strdup_printf (_ ("Differences From “%s”"), name);
  g_autofree char *equal = g_markup_printf_escaped (_ ("Your draft is the same as “%s”."), name);

  g_clear_pointer (&self->comparison, rel_comparison_unref);
  self->comparison = rel_comparison_ref (comparison);
  gtk_label_set_label (self->heading, heading);
  adw_status_page_set_description (self->equal, equal);
  rel_difference_list_show (self->list, rows);
  show_stack (self, rows->len > 0 ? "differences" : "equal");
  update_bar (self);
  focus_what_is_left (self, rows->len);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelComparePage *self = REL_COMPARE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RelComparison) comparison = rel_comparing_compare_finish (source, result, &rows, &error);

  if (!is_awaited (self, result))
    return;
  g_clear_object (&self->cancellable);
  if (comparison != NULL)
    show_result (self, comparison, rows);
  else
    fail (self, error);
}

static void
compare (RelComparePage *self)
{
  RelSchema *draft = rel_workspace_get_draft (self->workspace);

  stop (self);
  g_clear_pointer (&self->compared, rel_schema_unref);
  self->compared = rel_schema_ref (draft);
  self->cancellable = g_cancellable_new ();
  rel_comparing_compare_async (G_OBJECT (self), draft, self->there, self->cancellable, compared_cb, NULL);
}

/* --- Reading --- */

static void
ask_cb (RelQuestion *question, gpointer user_data)
{
  RelComparePage *self = REL_COMPARE_PAGE (user_data);

  rel_sign_in_dialog_ask (GTK_WIDGET (self), question, rel_counterpart_get_target (self->counterpart));
}

static void
trust_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelComparePage *self = REL_COMPARE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelTarget) target = rel_certificate_question_ask_finish (GTK_WIDGET (source), result, &error);
  g_autoptr (RelCounterpart) counterpart = NULL;

  /* The page may be gone, or something else be asked for meanwhile. */
  if (self->workspace == NULL || self->counterpart != NULL)
    return;
  if (target != NULL)
    {
      counterpart = rel_counterpart_new_target (target);
      rel_compare_page_compare (self, counterpart);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rel_notice_show (self->notice, REL_NOTICE_BAD, error->message);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelComparePage) self = REL_COMPARE_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) there = rel_counterpart_read_finish (REL_COUNTERPART (source), result, &error);

  if (!is_awaited (self, result))
    return;
  g_clear_object (&self->cancellable);
  if (there == NULL)
    {
      fail (self, error);
      if (rel_error_get_certificate (error) != NULL)
        rel_certificate_question_ask_async (GTK_WIDGET (self), rel_error_get_certificate (error),
                                            rel_counterpart_get_target (REL_COUNTERPART (source)), trust_answered_cb,
                                            NULL);
      return;
    }
  g_clear_pointer (&self->there, rel_schema_unref);
  self->there = g_steal_pointer (&there);
  compare (self);
}

static void
chosen_cb (RelComparePage *self, RelCounterpart *counterpart)
{
  rel_compare_page_compare (self, counterpart);
}

static void
failed_cb (RelComparePage *self, const char *text)
{
  rel_notice_show (self->notice, REL_NOTICE_BAD, text);
}

static void
choose_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  RelComparePage *self = REL_COMPARE_PAGE (widget);

  stop (self);
  choose (self);
  gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
read_again_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  RelComparePage *self = REL_COMPARE_PAGE (widget);
  g_autoptr (RelCounterpart) counterpart = g_object_ref (self->counterpart);

  rel_compare_page_compare (self, counterpart);
}

/* --- Taking over --- */

static void
say_taken (RelComparePage *self, guint n_taken, guint n_chosen)
{
  g_autofree char *text = NULL;

  if (n_taken == n_chosen)
    text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Took over %u difference", "Took over %u differences", n_taken),
                       n_taken);
  else
    /* Translators: how many differences, and how many of them were ticked. */
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Took over %u difference: %u ticked, and what that needs",
                                         "Took over %u differences: %u ticked, and what that needs", n_taken),
                            n_taken, n_chosen);
  gtk_widget_activate_action (GTK_WIDGET (self), "project.say-done", "s", text);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RelComparePage *self = REL_COMPARE_PAGE (source);
  g_autoptr (GError) error = NULL;
  guint n_taken = 0;
  guint n_chosen = 0;
  g_autoptr (RelSchema) draft = rel_comparing_take_finish (source, result, &n_taken, &error);
  g_autofree char *name = NULL;

  if (!is_awaited (self, result))
    return;
  g_clear_object (&self->cancellable);
  if (draft == NULL)
    {
      update_bar (self);
      rel_notice_show (self->notice, REL_NOTICE_BAD, error->message);
      return;
    }
  /* The draft has become another meanwhile, which would be lost. */
  if (rel_workspace_get_draft (self->workspace) != self->compared)
    {
      compare (self);
      return;
    }
  /* Translators: the name of a project or a file. */
  name = g_strdup_printf (_ ("Take over from %s"), rel_counterpart_get_name (self->counterpart));
  n_chosen = rel_difference_list_get_n_ticked (self->list);
  self->focus_position = (int) rel_difference_list_get_first_ticked (self->list);
  rel_workspace_set_draft (self->workspace, draft, name);
  say_taken (self, n_taken, n_chosen);
}

static void
take_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  RelComparePage *self = REL_COMPARE_PAGE (widget);
  g_autoptr (GPtrArray) chosen = NULL;

  if (self->comparison == NULL || self->cancellable != NULL)
    return;
  chosen = rel_difference_list_list_ticked (self->list);
  rel_notice_dismiss (self->notice);
  self->cancellable = g_cancellable_new ();
  update_bar (self);
  rel_comparing_take_async (G_OBJECT (self), self->comparison, chosen, self->cancellable, taken_cb, NULL);
}

/* --- The page --- */

static void
rel_compare_page_dispose (GObject *object)
{
  RelComparePage *self = REL_COMPARE_PAGE (object);

  stop (self);
  clear_result (self);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_COMPARE_PAGE);

  G_OBJECT_CLASS (rel_compare_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, notice);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, counterparts);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, working_label);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, cancel);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, heading);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, list);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, equal);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, bar);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, another);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, all);
  gtk_widget_class_bind_template_child (widget_class, RelComparePage, take);
}

static void
rel_compare_page_class_init (RelComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_compare_page_dispose;

  g_type_ensure (REL_TYPE_COUNTERPART_LIST);
  g_type_ensure (REL_TYPE_DIFFERENCE_LIST);
  g_type_ensure (REL_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-compare-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
  gtk_widget_class_install_action (widget_class, "compare.cancel", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "compare.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "compare.read-again", NULL, read_again_cb);
  gtk_widget_class_install_action (widget_class, "compare.take", NULL, take_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "compare.cancel", NULL);
}

static void
rel_compare_page_init (RelComparePage *self)
{
  self->focus_position = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->heading));
  rel_wrap_names (self->another);
  show_stack (self, "choose");
}

/**
 * rel_compare_page_new:
 *
 * Returns: (transfer floating): a page that compares nothing yet
 */
GtkWidget *
rel_compare_page_new (void)
{
  return g_object_new (REL_TYPE_COMPARE_PAGE, NULL);
}

/**
 * rel_compare_page_show:
 * @self: a page
 * @workspace: a workspace
 *
 * Shows what the draft of a workspace can be compared with, or how it differs from what was
 * chosen. After each change of the workspace this is to be called again.
 */
void
rel_compare_page_show (RelComparePage *self, RelWorkspace *workspace)
{
  g_return_if_fail (REL_IS_COMPARE_PAGE (self));

  g_set_object (&self->workspace, workspace);
  if (self->there != NULL && self->compared != rel_workspace_get_draft (workspace))
    compare (self);
  else if (self->counterpart == NULL)
    rel_counterpart_list_show (self->counterparts, workspace);
}

/**
 * rel_compare_page_compare:
 * @self: a page that shows a workspace
 * @counterpart: what to compare with
 *
 * Reads it and compares.
 */
void
rel_compare_page_compare (RelComparePage *self, RelCounterpart *counterpart)
{
  g_autofree char *text = NULL;

  g_return_if_fail (REL_IS_COMPARE_PAGE (self));
  g_return_if_fail (self->workspace != NULL);

  stop (self);
  clear_result (self);
  self->counterpart = g_object_ref (counterpart);
  self->cancellable = g_cancellable_new ();
  rel_notice_dismiss (self->notice);
  /* Translators: the name of a project or of a file. */
  text = g_strdup_printf (_ ("Reading “%s”…"), rel_counterpart_get_name (counterpart));
  show_working (self, text);
  gtk_widget_grab_focus (self->cancel);
  rel_counterpart_read_async (counterpart, ask_cb, self, self->cancellable, read_cb, g_object_ref (self));
}

/**
 * rel_compare_page_is_working:
 * @self: a page
 *
 * Returns: whether something is being read, compared or taken over
 */
gboolean
rel_compare_page_is_working (RelComparePage *self)
{
  g_return_val_if_fail (REL_IS_COMPARE_PAGE (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * rel_compare_page_get_comparison:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what it shows
 */
RelComparison *
rel_compare_page_get_comparison (RelComparePage *self)
{
  g_return_val_if_fail (REL_IS_COMPARE_PAGE (self), NULL);

  return self->comparison;
}

/**
 * rel_compare_page_get_there:
 * @self: a page
 * @name: (out) (transfer none) (nullable): the name of that
 *
 * Returns: (transfer none) (nullable): what the draft is compared with, as it was read; %NULL if
 *   nothing was read yet
 */
RelSchema *
rel_compare_page_get_there (RelComparePage *self, const char **name)
{
  g_return_val_if_fail (REL_IS_COMPARE_PAGE (self), NULL);

  *name = self->there != NULL ? rel_counterpart_get_name (self->counterpart) : NULL;
  return self->there;
}

/**
 * rel_compare_page_get_list:
 * @self: a page
 *
 * Returns: (transfer none): the differences
 */
RelDifferenceList *
rel_compare_page_get_list (RelComparePage *self)
{
  g_return_val_if_fail (REL_IS_COMPARE_PAGE (self), NULL);

  return self->list;
}

/**
 * rel_compare_page_get_error:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the failure that it says
 */
const char *
rel_compare_page_get_error (RelComparePage *self)
{
  g_return_val_if_fail (REL_IS_COMPARE_PAGE (self), NULL);

  return rel_notice_is_shown (self->notice) ? rel_notice_get_text (self->notice) : NULL;
}
