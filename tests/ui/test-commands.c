/* test-commands.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every command is an action: what menus and buttons do has a name, the finder (Ctrl+K) offers
 * it, and the help says its keys. It happens at once for those who want nothing to move.
 */

#include "config.h"

#include <string.h>

#include "rel-finder-item.h"
#include "rel-finder.h"
#include "served.h"

#define FOLDER "/org/example/Relations/ui"

/* One widget of the interface files, as far as it is read. */
typedef struct
{
  char *class_name;
  char *id; /* (nullable) */
  char *title;
  char *action_name;
} Object;

/* What the interface files say. */
typedef struct
{
  GPtrArray *open;      /* (element-type Object) (owned): those that are being read, the innermost last */
  GHashTable *menus;    /* (element-type utf8) (owned): the actions of menu items */
  GHashTable *help;     /* (element-type utf8 utf8) (owned): the actions of the help, and their titles */
  GPtrArray *nameless;  /* (element-type utf8) (owned): buttons that name no action, as file:id */
  const char *file;     /* that is read */
  const char *property; /* that is read; %NULL if it does not matter */
} Interface;

static void
object_free (gpointer data)
{
  Object *object = data;

  g_free (object->class_name);
  g_free (object->id);
  g_free (object->title);
  g_free (object->action_name);
  g_free (object);
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  static const char *const wanted[] = { "action", "action-name", "title", NULL };
  Interface *interface = user_data;
  const char *name = NULL;
  const char *class_name = NULL;
  const char *id = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], "name"))
        name = values[i];
      else if (g_str_equal (names[i], "class"))
        class_name = values[i];
      else if (g_str_equal (names[i], "id"))
        id = values[i];
    }
  interface->property = NULL;
  if (g_str_equal (element, "object") || g_str_equal (element, "template"))
    {
      Object *object = g_new0 (Object, 1);

      object->class_name = g_strdup (class_name);
      object->id = g_strdup (id);
      g_ptr_array_add (interface->open, object);
    }
  for (guint i = 0; name != NULL && wanted[i] != NULL; i++)
    {
      if (g_str_equal (name, wanted[i]))
        interface->property = wanted[i];
    }
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Interface *interface = user_data;
  Object *object = interface->open->len > 0 ? g_ptr_array_index (interface->open, interface->open->len - 1) : NULL;

  if (g_strcmp0 (interface->property, "action") == 0)
    g_hash_table_add (interface->menus, g_strdup (text));
  else if (g_strcmp0 (interface->property, "action-name") == 0)
    object->action_name = g_strdup (text);
  else if (g_strcmp0 (interface->property, "title") == 0 && object != NULL)
    object->title = g_strdup (text);
  interface->property = NULL;
}

static void
end_element_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Interface *interface = user_data;
  Object *object;

  if (!g_str_equal (element, "object") && !g_str_equal (element, "template"))
    return;
  object = g_ptr_array_index (interface->open, interface->open->len - 1);
  if (g_str_equal (object->class_name, "GtkShortcutsShortcut") && object->action_name != NULL)
    g_hash_table_insert (interface->help, g_strdup (object->action_name), g_strdup (object->title));
  else if (g_str_equal (object->class_name, "GtkButton") && object->action_name == NULL)
    g_ptr_array_add (interface->nameless, g_strdup_printf ("%s:%s", interface->file, object->id));
  g_ptr_array_set_size (interface->open, interface->open->len - 1);
}

static void
read_interface (Interface *interface)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) files = g_resources_enumerate_children (FOLDER, 0, &error);

  g_assert_no_error (error);
  interface->open = g_ptr_array_new_with_free_func (object_free);
  interface->menus = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  interface->help = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  interface->nameless = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", FOLDER, files[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, &error);
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, interface, NULL);

      g_assert_no_error (error);
      interface->file = files[i];
      g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (g_hash_table_size (interface->menus), >, 5);
  g_assert_cmpuint (g_hash_table_size (interface->help), >, 5);
}

static void
clear_interface (Interface *interface)
{
  g_ptr_array_unref (interface->open);
  g_hash_table_unref (interface->menus);
  g_hash_table_unref (interface->help);
  g_ptr_array_unref (interface->nameless);
}

/* Each button names an action, in its file or, where it is about a row of a list, in code;
 * except those that are a part of a form, and do something to it alone. */
static void
test_buttons_name_actions (void)
{
  static const char *const excepted[] = {
    /* Named in code, with what they are about. */
    "rel-change-row.ui:discard",
    "rel-change-row.ui:go",
    "rel-member-row.ui:go",
    "rel-notice.ui:button",
    "rel-relation-page.ui:up",
    /* They take back, or fill in, the row that they stand in. */
    "rel-collection-settings.ui:folder_revert",
    "rel-collection-settings.ui:hidden_revert",
    "rel-collection-settings.ui:note_revert",
    "rel-field-addition.ui:add",
    "rel-member-row.ui:revert",
    "rel-name-offer.ui:button",
    /* They answer for the form over them, as Enter does. */
    "rel-connect-form.ui:connect",
    "rel-creation-dialog.ui:back",
    "rel-creation-dialog.ui:next",
    "rel-profile-dialog.ui:save",
    "rel-sign-in-dialog.ui:sign_in",
    /* They are about what they stand beside. */
    "rel-code.ui:copy",
    "rel-notice.ui:close_button",
    "rel-relation-form.ui:adopt",
    NULL,
  };
  Interface interface = { 0 };

  read_interface (&interface);
  for (guint i = 0; i < interface.nameless->len; i++)
    {
      if (!g_strv_contains (excepted, g_ptr_array_index (interface.nameless, i)))
        g_error ("%s names no action", (char *) g_ptr_array_index (interface.nameless, i));
    }
  for (guint i = 0; excepted[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (interface.nameless, excepted[i], g_str_equal, NULL))
        g_error ("%s is no exception", excepted[i]);
    }
  clear_interface (&interface);
}

static GActionGroup *
get_group (Served *self, const char *prefix)
{
  return g_str_equal (prefix, "app") ? G_ACTION_GROUP (stage_get_app ()) : rel_project_view_get_actions (self->view);
}

static gboolean
has_action (Served *self, const char *action_name)
{
  g_auto (GStrv) parts = g_strsplit (action_name, ".", 2);

  if (g_str_equal (parts[0], "app") || g_str_equal (parts[0], "project"))
    return g_action_group_has_action (get_group (self, parts[0]), parts[1]);
  return TRUE;
}

static void
test_menus_name_what_there_is (Served *self, gconstpointer unused)
{
  Interface interface = { 0 };
  GHashTableIter iter;
  gpointer name;

  read_interface (&interface);
  g_hash_table_iter_init (&iter, interface.menus);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (!has_action (self, name))
        g_error ("A menu names %s, which is not there", (char *) name);
    }
  clear_interface (&interface);
}

/* The letters that items of the menus that are being read are reached by, the innermost menu last. */
typedef struct
{
  GPtrArray *open; /* (element-type GHashTable) (owned) */
  gboolean is_label;
  gboolean is_submenu; /* whose label is an item of the menu around it */
} Letters;

static void
start_letters_cb (GMarkupParseContext *context,
                  const char *element,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);
  Letters *letters = user_data;

  letters->is_label = g_str_equal (element, "attribute") && g_strcmp0 (values[0], "label") == 0;
  letters->is_submenu = letters->is_label && g_str_equal (stack->next->data, "submenu");
  if (g_str_equal (element, "menu") || g_str_equal (element, "submenu"))
    g_ptr_array_add (letters->open, g_hash_table_new (NULL, NULL));
}

static void
end_letters_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Letters *letters = user_data;

  letters->is_label = FALSE;
  if (g_str_equal (element, "menu") || g_str_equal (element, "submenu"))
    g_ptr_array_set_size (letters->open, letters->open->len - 1);
}

static void
letter_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Letters *letters = user_data;
  const char *mark = letters->is_label ? strchr (text, '_') : NULL;
  guint menu = letters->open->len - (letters->is_submenu ? 2 : 1);

  if (mark != NULL && !g_hash_table_add (g_ptr_array_index (letters->open, menu),
                                         GUINT_TO_POINTER (g_unichar_tolower (g_utf8_get_char (mark + 1)))))
    g_error ("The letter of “%s” is that of another item of the menu", text);
}

/* Else it goes to one of two, and one more key is needed to open it. */
static void
test_letters_of_a_menu_differ (void)
{
  static const GMarkupParser parser = { start_letters_cb, end_letters_cb, letter_cb, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) files = g_resources_enumerate_children (FOLDER, 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; files[i] != NULL; i++)
    {
      Letters letters = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref), FALSE, FALSE };
      g_autofree char *path = g_build_path ("/", FOLDER, files[i], NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, &error);
      g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &letters, NULL);

      g_assert_no_error (error);
      g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
      g_ptr_array_unref (letters.open);
    }
}

/* The actions that the finder offers when all of them have something to do. */
static GHashTable *
list_offered (Served *self)
{
  GActionGroup *commands = rel_project_view_get_actions (self->view);
  g_auto (GStrv) names = g_action_group_list_actions (commands);
  GHashTable *offered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *matches;
  GtkWidget *finder;

  for (guint i = 0; names[i] != NULL; i++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (commands), names[i]);

      if (G_IS_SIMPLE_ACTION (action))
        g_simple_action_set_enabled (G_SIMPLE_ACTION (action), TRUE);
    }
  finder = rel_finder_new (rel_project_view_get_workspace (self->view), commands, FALSE);
  matches = rel_finder_list_matches (REL_FINDER (finder));
  for (guint i = 0; i < g_list_model_get_n_items (matches); i++)
    {
      g_autoptr (RelFinderItem) item = g_list_model_get_item (matches, i);

      g_hash_table_add (offered, g_strdup (rel_finder_item_get_action_name (item)));
    }
  gtk_window_destroy (GTK_WINDOW (finder));
  return offered;
}

/* What needs nothing to be told can be done from there. */
static void
test_finder_offers_each_command (Served *self, gconstpointer unused)
{
  /* They move the focus, and the finder has it. */
  static const char *const excepted[] = { "project.finder", "project.focus-page", "project.switch-pane", NULL };
  static const char *const prefixes[] = { "app", "project" };
  g_autoptr (GHashTable) offered = list_offered (self);

  for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
    {
      g_auto (GStrv) names = g_action_group_list_actions (get_group (self, prefixes[p]));

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *name = g_strdup_printf ("%s.%s", prefixes[p], names[i]);

          if (g_action_group_get_action_parameter_type (get_group (self, prefixes[p]), names[i]) == NULL &&
              !g_strv_contains (excepted, name) && !g_hash_table_contains (offered, name))
            g_error ("The finder does not offer %s", name);
        }
    }
}

/* Each with words of its own. */
static void
test_help_says_the_keys (Served *self, gconstpointer unused)
{
  g_auto (GStrv) with_keys = gtk_application_list_action_descriptions (GTK_APPLICATION (stage_get_app ()));
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);
  Interface interface = { 0 };
  GHashTableIter iter;
  gpointer name;
  gpointer title;

  read_interface (&interface);
  for (guint i = 0; with_keys[i] != NULL; i++)
    {
      if (!g_hash_table_contains (interface.help, with_keys[i]))
        g_error ("The help does not say the keys of %s", with_keys[i]);
    }
  g_hash_table_iter_init (&iter, interface.help);
  while (g_hash_table_iter_next (&iter, &name, &title))
    {
      g_auto (GStrv) keys =
        gtk_application_get_accels_for_action (GTK_APPLICATION (stage_get_app ()), (const char *) name);

      if (keys[0] == NULL)
        g_error ("The help names %s, which has no keys", (char *) name);
      if (!has_action (self, name))
        g_error ("The help names %s, which is not there", (char *) name);
      if (!g_hash_table_add (titles, title))
        g_error ("The help says “%s” twice", (char *) title);
    }
  clear_interface (&interface);
}

/* Returns: how many revealers are still on their way */
static guint
count_moving (GtkWidget *widget)
{
  guint count = GTK_IS_REVEALER (widget) && gtk_widget_get_mapped (widget) &&
                gtk_revealer_get_reveal_child (GTK_REVEALER (widget)) !=
                  gtk_revealer_get_child_revealed (GTK_REVEALER (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_STACK (child))
        count += gtk_stack_get_transition_running (GTK_STACK (child));
      count += count_moving (child);
    }
  return count;
}

static gboolean
settles (gpointer user_data)
{
  return count_moving (user_data) == 0;
}

/* An edit lets the bar at the foot come in, going to the changes lets it go. */
static guint
move (Served *self)
{
  guint n_moving;

  served_go (self, "articles", "author");
  stage_settle (GTK_WIDGET (self->window));
  served_choose (self, "schema.on_delete", "Cascade");
  n_moving = count_moving (GTK_WIDGET (self->window));
  rel_lasting_warn (rel_project_view_get_lasting (self->view), "Something went wrong");
  n_moving += count_moving (GTK_WIDGET (self->window));
  served_do (self, "project.show-changes", NULL);
  n_moving += count_moving (GTK_WIDGET (self->window));
  stage_wait_until (settles, self->window);
  return n_moving;
}

static void
test_nothing_moves (Served *self, gconstpointer unused)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  g_assert_cmpuint (move (self), >, 0);
  rel_workspace_discard_all (self->workspace);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_assert_cmpuint (move (self), ==, 0);
}

#define ADD(path, func) g_test_add ("/ui/commands/" path, Served, NULL, served_set_up, func, served_tear_down)

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  g_test_add_func ("/ui/commands/buttons-name-actions", test_buttons_name_actions);
  g_test_add_func ("/ui/commands/letters-of-a-menu-differ", test_letters_of_a_menu_differ);
  ADD ("menus-name-what-there-is", test_menus_name_what_there_is);
  ADD ("finder-offers-each-command", test_finder_offers_each_command);
  ADD ("help-says-the-keys", test_help_says_the_keys);
  ADD ("nothing-moves", test_nothing_moves);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
