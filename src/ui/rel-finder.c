/* rel-finder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-finder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-finder-row.h"
#include "rel-snippet.h"

/**
 * RelFinder:
 *
 * Goes to any collection or relation, and gives any command, by typing a part of its name.
 *
 * The best match is chosen at once, so that Enter is enough; up and down choose another
 * while one types.
 */
struct _RelFinder
{
  AdwWindow parent_instance;

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkFilterListModel *matches;
  GtkSortListModel *sorted;

  GListStore *items; /* (owned) (element-type RelFinderItem): all there is */
  GStrv words;       /* (owned) (not nullable): what is looked for, casefolded */
};

G_DEFINE_FINAL_TYPE (RelFinder, rel_finder, ADW_TYPE_WINDOW)

static gboolean
is_match (gpointer item, gpointer user_data)
{
  RelFinder *self = user_data;

  return rel_finder_item_rank (REL_FINDER_ITEM (item), (const char *const *) self->words) > 0;
}

/* The best first; of equals the shorter name, which has less that was not asked for. */
static int
compare_matches (gconstpointer a, gconstpointer b, gpointer user_data)
{
  RelFinder *self = user_data;
  guint rank_a;
  guint rank_b;

  if (self->words[0] == NULL)
    return GTK_ORDERING_EQUAL;
  rank_a = rel_finder_item_rank ((RelFinderItem *) a, (const char *const *) self->words);
  rank_b = rel_finder_item_rank ((RelFinderItem *) b, (const char *const *) self->words);
  if (rank_a != rank_b)
    return rank_a > rank_b ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
  return gtk_ordering_from_cmpfunc ((int) strlen (rel_finder_item_get_title ((RelFinderItem *) a)) -
                                    (int) strlen (rel_finder_item_get_title ((RelFinderItem *) b)));
}

static GStrv
split_words (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_strv_builder_add (words, parts[i]);
    }
  return g_strv_builder_end (words);
}

static void
select_item (RelFinder *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static void
move_selection (RelFinder *self, int by)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items > 0)
    select_item (self, (gtk_single_selection_get_selected (self->selection) + n_items + (guint) by) % n_items);
}

static void
search_changed_cb (RelFinder *self)
{
  g_autoptr (GtkSorter) sorter = g_object_ref (gtk_sort_list_model_get_sorter (self->sorted));

  g_strfreev (self->words);
  self->words = split_words (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  /* Else what is found now is sorted into what stands in the order of the words before. */
  gtk_sort_list_model_set_sorter (self->sorted, NULL);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->matches), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sort_list_model_set_sorter (self->sorted, sorter);
  select_item (self, 0);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 ? "list" : "nothing");
}

static void
run (RelFinder *self, RelFinderItem *item)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (RelFinderItem) kept = g_object_ref (item);

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), rel_finder_item_get_action_name (kept),
                                        rel_finder_item_get_target (kept));
  if (parent != NULL && g_str_has_prefix (rel_finder_item_get_action_name (kept), "project.show-"))
    gtk_widget_activate_action (GTK_WIDGET (parent), "project.focus-page", NULL);
}

static void
search_activated_cb (RelFinder *self)
{
  /* What was typed last may not have been looked for yet. */
  search_changed_cb (self);
  rel_finder_activate (self);
}

/* The entry keeps the Escape key from the window. */
static void
search_stopped_cb (RelFinder *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (RelFinder *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  rel_finder_activate (self);
}

static gboolean
key_pressed_cb (RelFinder *self, guint keyval, guint keycode, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_selection (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_selection (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_set_up_cb (RelFinder *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, rel_finder_row_new ());
}

static char *
dup_keys (RelFinder *self, const char *action_name)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_auto (GStrv) accels = application != NULL ? gtk_application_get_accels_for_action (application, action_name) : NULL;
  GdkModifierType modifiers;
  guint key;

  if (accels == NULL || accels[0] == NULL || !gtk_accelerator_parse (accels[0], &key, &modifiers))
    return g_strdup ("");
  return gtk_accelerator_get_label (key, modifiers);
}

static void
row_bound_cb (RelFinder *self, GtkListItem *item)
{
  RelFinderItem *what = gtk_list_item_get_item (item);
  g_autofree char *keys = dup_keys (self, rel_finder_item_get_action_name (what));

  rel_finder_row_show (REL_FINDER_ROW (gtk_list_item_get_child (item)), what, keys);
}

static void
rel_finder_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_FINDER);

  G_OBJECT_CLASS (rel_finder_parent_class)->dispose (object);
}

static void
rel_finder_finalize (GObject *object)
{
  RelFinder *self = REL_FINDER (object);

  g_object_unref (self->items);
  g_strfreev (self->words);

  G_OBJECT_CLASS (rel_finder_parent_class)->finalize (object);
}

static void
rel_finder_class_init (RelFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_finder_dispose;
  object_class->finalize = rel_finder_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, RelFinder, entry);
  gtk_widget_class_bind_template_child (widget_class, RelFinder, stack);
  gtk_widget_class_bind_template_child (widget_class, RelFinder, list);
  gtk_widget_class_bind_template_child (widget_class, RelFinder, selection);
  gtk_widget_class_bind_template_child (widget_class, RelFinder, matches);
  gtk_widget_class_bind_template_child (widget_class, RelFinder, sorted);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bound_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rel_finder_init (RelFinder *self)
{
  g_autoptr (GtkFilter) filter = NULL;
  g_autoptr (GtkSorter) sorter = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->words = g_new0 (char *, 1);
  self->items = g_list_store_new (REL_TYPE_FINDER_ITEM);
  filter = GTK_FILTER (gtk_custom_filter_new (is_match, self, NULL));
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_matches, self, NULL));
  gtk_filter_list_model_set_filter (self->matches, filter);
  gtk_sort_list_model_set_sorter (self->sorted, sorter);
}

/* The last change as a request, once for each form. */
static void
add_copies (GPtrArray *items, GActionGroup *commands)
{
  if (!g_action_group_get_action_enabled (commands, "copy-last-as"))
    return;
  for (RelSnippetForm form = REL_SNIPPET_REST; form <= REL_SNIPPET_SDK; form++)
    {
      /* Translators: REST, cURL, GraphQL or SDK. */
      g_autofree char *title = g_strdup_printf (_ ("Copy the Last Change as %s"), rel_snippet_get_form_label (form));

      g_ptr_array_add (items, rel_finder_item_new_command (title, "project.copy-last-as",
                                                           g_variant_new_string (rel_snippet_get_form_name (form))));
    }
}

static void
add_commands (GPtrArray *items, GActionGroup *commands)
{
  static const struct
  {
    const char *action_name;
    const char *title;
  } table[] = {
    { "project.add-relation", N_ ("Add Relation…") },
    { "project.delete-relation", N_ ("Delete This Relation") },
    { "project.show-relations", N_ ("Show All Relations") },
    { "project.show-diagram", N_ ("Show the Diagram") },
    { "project.show-checks", N_ ("Show What Is Wrong") },
    { "project.show-changes", N_ ("Review the Changes") },
    { "project.show-history", N_ ("Show What Was Published") },
    { "project.show-compare", N_ ("Compare with Another Project or a File") },
    { "project.show-comparison", N_ ("Show What Was Compared in the Diagram") },
    { "project.end-comparison", N_ ("End the Comparison in the Diagram") },
    { "project.publish", N_ ("Publish the Checked Changes") },
    { "project.discard-all", N_ ("Discard All Changes") },
    { "project.undo", N_ ("Undo") },
    { "project.redo", N_ ("Redo") },
    { "project.copy-last", N_ ("Copy the Last Change as a Request") },
    { "project.back", N_ ("Back") },
    { "project.forward", N_ ("Forward") },
    { "project.filter", N_ ("Filter Collections and Relations") },
    { "project.refresh", N_ ("Read the Server Again") },
    { "project.show-system", N_ ("Show or Hide System Collections") },
    { "project.reset", N_ ("Reset the Sample…") },
    { "window.show-shortcuts", N_ ("Keyboard Shortcuts") },
    { "app.new-window", N_ ("New Window") },
    { "app.about", N_ ("About Relations") },
    { "window.close", N_ ("Close the Window") },
    { "app.quit", N_ ("Quit") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const char *name = table[i].action_name;

      if (g_str_has_prefix (name, "project.") &&
          !g_action_group_get_action_enabled (commands, name + strlen ("project.")))
        continue;
      g_ptr_array_add (items, rel_finder_item_new_command (_ (table[i].title), name, NULL));
    }
  add_copies (items, commands);
}

/* Which of the links of its field each link is. */
static guint
count_before (GPtrArray *links, guint index)
{
  const char *field = rel_link_get_field (g_ptr_array_index (links, index));
  guint count = 0;

  for (guint i = 0; i < index; i++)
    {
      if (g_str_equal (rel_link_get_field (g_ptr_array_index (links, i)), field))
        count++;
    }
  return count;
}

static void
add_places (GPtrArray *items, RelSchema *schema, gboolean with_system)
{
  for (guint i = 0; i < rel_schema_get_n_collections (schema); i++)
    {
      RelCollection *collection = rel_schema_get_collection (schema, i);
      g_autoptr (GPtrArray) links = NULL;

      if (!with_system && rel_collection_is_system (collection))
        continue;
      g_ptr_array_add (items, rel_finder_item_new_collection (collection));
      links = rel_link_list (schema, rel_collection_get_name (collection));
      for (guint k = 0; k < links->len; k++)
        g_ptr_array_add (items, rel_finder_item_new_link (g_ptr_array_index (links, k), count_before (links, k)));
    }
}

/**
 * rel_finder_new:
 * @workspace: the project that is open in the window
 * @commands: its commands, the group `project`
 * @with_system: whether what is Directus' own can be gone to
 *
 * Returns: (transfer none): a finder, not shown yet; it is to be transient for the window
 */
GtkWidget *
rel_finder_new (RelWorkspace *workspace, GActionGroup *commands, gboolean with_system)
{
  RelFinder *self = g_object_new (REL_TYPE_FINDER, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  add_places (items, rel_workspace_get_draft (workspace), with_system);
  add_commands (items, commands);
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
  gtk_filter_list_model_set_model (self->matches, G_LIST_MODEL (self->items));
  return GTK_WIDGET (self);
}

/**
 * rel_finder_search:
 * @self: a finder
 * @text: what a person types
 *
 * Looks for it.
 */
void
rel_finder_search (RelFinder *self, const char *text)
{
  g_return_if_fail (REL_IS_FINDER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  search_changed_cb (self);
}

/**
 * rel_finder_list_matches:
 * @self: a finder
 *
 * Returns: (transfer none): what matches ([class@PaletteItem]), the best first
 */
GListModel *
rel_finder_list_matches (RelFinder *self)
{
  g_return_val_if_fail (REL_IS_FINDER (self), NULL);

  return G_LIST_MODEL (self->selection);
}

/**
 * rel_finder_activate:
 * @self: a finder
 *
 * Does what is selected, if anything is, and closes the finder.
 */
void
rel_finder_activate (RelFinder *self)
{
  RelFinderItem *item;

  g_return_if_fail (REL_IS_FINDER (self));

  item = gtk_single_selection_get_selected_item (self->selection);
  if (item != NULL)
    run (self, item);
}
