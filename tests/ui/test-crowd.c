/* test-crowd.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A project as full as they get, in a window as narrow as they get: no page is wider than the
 * window, names are not cut without a way to read them, and no hyphen is put into one.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "crowd.h"
#include "rel-bulk-bar.h"
#include "rel-creation-dialog.h"
#include "rel-profile-dialog.h"
#include "rel-profiles.h"
#include "rel-relations-page.h"
#include "served.h"

#define WIDTH_PX     360
#define INDENT_PX    50 /* between the edges of a window and of what is in a list */
#define LEAST_PX     60
#define NAME_PX      160
#define PART_CHARS   12 /* what has room in that, however large */
#define LONG_CHARS   40
#define LONGEST_WORD "andmorewithoutanend"

typedef struct
{
  char *path; /* (owned) */
  RelWindow *window;
  RelProjectView *view;
  RelWorkspace *workspace; /* (unowned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->path = crowd_write ();
  self->window = stage_open (self->path);
  self->view = rel_window_get_view (self->window);
  self->workspace = rel_project_view_get_workspace (self->view);
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH_PX, 720);
  stage_settle (GTK_WIDGET (self->window));
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  rel_workspace_discard_all (self->workspace);
  stage_close (self->window);
  g_remove (self->path);
  g_free (self->path);
}

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (; widget != NULL && !GTK_IS_ROOT (widget); widget = gtk_widget_get_parent (widget))
    {
      if (gtk_widget_get_has_tooltip (widget))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_no_hyphens (GtkLabel *label)
{
  PangoAttrList *attributes = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrIterator) iter = attributes != NULL ? pango_attr_list_get_iterator (attributes) : NULL;
  PangoAttribute *found = iter != NULL ? pango_attr_iterator_get (iter, PANGO_ATTR_INSERT_HYPHENS) : NULL;

  return found != NULL && ((PangoAttrInt *) found)->value == FALSE;
}

static gboolean
has_long_name (const char *text)
{
  return strstr (text, "_and_more_words_and_") != NULL || strstr (text, LONGEST_WORD) != NULL;
}

static void
say (const char *where, const char *what, const char *text)
{
  g_test_message ("%s: %s: %s", where, what, text);
  g_test_fail ();
}

/* More lines than words: a word without need is on several. */
static gboolean
is_broken_in_a_word (GtkLabel *label)
{
  g_auto (GStrv) words = g_strsplit_set (gtk_label_get_text (label), " \n", -1);

  return pango_layout_get_line_count (gtk_label_get_layout (label)) > (int) MAX (g_strv_length (words), 1);
}

/* A short part of a name, as “words” in and_more_words, is on two lines. */
static gboolean
is_broken_in_a_part (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = pango_layout_get_text (layout);

  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    {
      int start = pango_layout_line_get_start_index (pango_layout_get_line_readonly (layout, i));
      int n_before = 0;

      while (n_before < start && g_ascii_isalnum (text[start - n_before - 1]))
        n_before++;
      if (n_before > 0 && g_ascii_isalnum (text[start]) && n_before + strcspn (text + start, "_. \n") <= PART_CHARS)
        return TRUE;
    }
  return FALSE;
}

static void
check_label (GtkLabel *label, const char *where)
{
  const char *text = gtk_label_get_text (label);

  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)) && !has_tooltip (GTK_WIDGET (label)))
    say (where, "cut, and no tooltip", text);
  if (gtk_label_get_wrap (label) && has_long_name (text) && !has_no_hyphens (label))
    say (where, "hyphens", text);
  if (gtk_label_get_wrap (label) && strlen (text) > LONG_CHARS && gtk_widget_get_width (GTK_WIDGET (label)) < LEAST_PX)
    say (where, "a column of letters", text);
  if (gtk_label_get_wrap (label) && gtk_widget_get_width (GTK_WIDGET (label)) > NAME_PX && is_broken_in_a_part (label))
    say (where, "broken in a part of a name", text);
  /* Names of the API have no place where a word ends; what buttons say has. */
  if (gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_BUTTON) != NULL && !has_long_name (text) &&
      is_broken_in_a_word (label))
    say (where, "broken in a word", text);
}

static void
check_labels (GtkWidget *root, const char *where)
{
  /* What stands in an entry that is empty goes as one types. */
  if (!gtk_widget_get_mapped (root) || GTK_IS_TEXT (root))
    return;
  if (GTK_IS_LABEL (root))
    check_label (GTK_LABEL (root), where);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_labels (child, where);
}

/* Names the innermost widgets that need so much room. */
static void
say_widest (GtkWidget *root, const char *where)
{
  gboolean is_innermost = TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least_px;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_px, NULL, NULL, NULL);
      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child) || least_px < WIDTH_PX - INDENT_PX)
        continue;
      is_innermost = FALSE;
      say_widest (child, where);
    }
  if (is_innermost)
    g_test_message ("%s: because of a %s in a %s", where, G_OBJECT_TYPE_NAME (root),
                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (root)));
}

static void
check_width (GtkWidget *window, const char *where)
{
  int least_px;

  stage_settle (window);
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &least_px, NULL, NULL, NULL);
  if (least_px > WIDTH_PX)
    {
      g_test_message ("%s needs %d px", where, least_px);
      say_widest (window, where);
      g_test_fail ();
    }
}

static void
check (GtkWidget *window, const char *where)
{
  check_width (window, where);
  check_labels (window, where);
}

static void
go (Fixture *self, RelPlace *place, const char *where)
{
  rel_project_view_go (self->view, place);
  check (GTK_WIDGET (self->window), where);
}

/* The first relation of each kind, as it is and changed. */
static void
check_relations (Fixture *self)
{
  RelSchema *draft = rel_workspace_get_draft (self->workspace);
  gboolean shown[REL_KIND_BROKEN + 1] = { FALSE };

  for (guint i = 0; i < rel_schema_get_n_collections (draft); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (draft, i));
      g_autoptr (GPtrArray) links = rel_link_list (draft, name);

      for (guint n = 0; n < links->len; n++)
        {
          RelKind kind = rel_link_get_kind (g_ptr_array_index (links, n));
          g_autoptr (RelPlace) place = NULL;

          if (shown[kind])
            continue;
          shown[kind] = TRUE;
          place = rel_place_new_link (draft, g_ptr_array_index (links, n));
          go (self, place, rel_kind_get_id (kind));
        }
    }
  for (RelKind kind = REL_KIND_M2O; kind <= REL_KIND_BROKEN; kind++)
    g_assert_true (shown[kind]);
}

static void
edit (Fixture *self, const char *collection, const char *field, const char *value)
{
  g_autoptr (JsonNode) node = rel_json_new_string (value);
  g_autoptr (GError) error = NULL;

  rel_workspace_set_member (self->workspace, crowd_name (collection), crowd_name (field), 0, "schema.on_delete", node,
                            &error);
  g_assert_no_error (error);
}

static void
check_places (Fixture *self)
{
  static const char *const names[] = {
    [REL_PLACE_RELATIONS] = "relations", [REL_PLACE_DIAGRAM] = "diagram", [REL_PLACE_CHECKS] = "checks",
    [REL_PLACE_CHANGES] = "changes",     [REL_PLACE_HISTORY] = "history", [REL_PLACE_COMPARE] = "compare"
  };
  g_autoptr (RelPlace) collection = rel_place_new_collection (crowd_name ("articles"));

  go (self, collection, "collection");
  for (RelPlaceKind kind = REL_PLACE_RELATIONS; kind < REL_PLACE_N_KINDS; kind++)
    {
      g_autoptr (RelPlace) place = rel_place_new (kind);

      go (self, place, names[kind]);
    }
  rel_split_set_show_content (rel_project_view_get_split (self->view), FALSE);
  check (GTK_WIDGET (self->window), "the sidebar");
}

static void
test_fits (Fixture *self, gconstpointer unused)
{
  check_places (self);
  check_relations (self);
}

static void
test_fits_with_changes (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelPlace) place = rel_place_new_relation (crowd_name ("articles"), crowd_name ("author"), 0);

  edit (self, "articles", "author", "CASCADE");
  edit (self, "chapters", "article", "SET NULL");
  go (self, place, "changed");
  check_places (self);
}

static void
check_many_selected (Fixture *self)
{
  g_autoptr (RelPlace) place = rel_place_new (REL_PLACE_RELATIONS);
  GtkWidget *page = rel_pages_get (rel_project_view_get_pages (self->view), REL_PLACE_RELATIONS);

  go (self, place, "relations");
  gtk_selection_model_select_all (rel_relations_page_get_rows (REL_RELATIONS_PAGE (page)));
  check (GTK_WIDGET (self->window), "all selected");
}

static void
test_fits_with_many_selected (Fixture *self, gconstpointer unused)
{
  check_many_selected (self);
}

static void
check_assistant (Fixture *self)
{
  for (RelKind kind = REL_KIND_M2O; kind <= REL_KIND_TREE; kind++)
    {
      GtkWidget *dialog = rel_creation_dialog_new (self->workspace, crowd_name ("articles"));
      RelCreationForm *form = rel_creation_dialog_get_form (REL_CREATION_DIALOG (dialog));
      const char *others[] = { crowd_name ("authors"), crowd_name ("tags"), NULL };
      RelCreationRow *row;

      gtk_window_set_default_size (GTK_WINDOW (dialog), WIDTH_PX, 720);
      gtk_window_present (GTK_WINDOW (dialog));
      rel_kind_list_choose (rel_creation_dialog_get_kinds (REL_CREATION_DIALOG (dialog)), kind);
      row = rel_creation_form_find_row (form, kind == REL_KIND_M2A ? "allowed" : "related");
      if (kind == REL_KIND_M2A)
        g_signal_emit_by_name (row, "chosen-many", others);
      else if (kind == REL_KIND_M2O || kind == REL_KIND_O2M || kind == REL_KIND_M2M)
        g_signal_emit_by_name (row, "chosen", others[0]);
      check (dialog, rel_kind_get_id (kind));
      g_signal_emit_by_name (rel_creation_dialog_get_next (REL_CREATION_DIALOG (dialog)), "clicked");
      check (dialog, "its review");
      stage_destroy (GTK_WINDOW (dialog));
    }
}

static void
test_assistant_fits (Fixture *self, gconstpointer unused)
{
  check_assistant (self);
}

static void
enlarge (double factor)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", (int) (dpi * factor), NULL);
}

/* For people who need texts twice as large. */
static void
test_fits_in_large (Fixture *self, gconstpointer unused)
{
  enlarge (2);
  check_many_selected (self);
  check_assistant (self);
  edit (self, "articles", "author", "CASCADE");
  check_places (self);
  check_relations (self);
  enlarge (0.5);
  stage_settle (GTK_WIDGET (self->window));
}

/* That people work with a project is said in the header too. */
static void
test_production_fits_in_large (void)
{
  ServerFixture server = { 0 };
  RelProfile *profile;
  RelWindow *window;
  GtkWidget *dialog;
  g_autoptr (GError) error = NULL;

  server_fixture_init_sample (&server, NULL);
  profile = rel_profile_new ("Magazine", rel_server_get_url (server.server));
  profile->kind = REL_PROFILE_KIND_PRODUCTION;
  profile->colour = REL_PROFILE_COLOUR_RED;
  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  enlarge (2);
  window = stage_open_with_token (profile->name, rel_server_get_token (server.server));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH_PX, 720);
  rel_split_set_show_content (rel_project_view_get_split (rel_window_get_view (window)), TRUE);
  check (GTK_WIDGET (window), "production");
  stage_close (window);
  dialog = rel_profile_dialog_new (profile);
  gtk_window_set_default_size (GTK_WINDOW (dialog), WIDTH_PX, 720);
  gtk_window_present (GTK_WINDOW (dialog));
  check_width (dialog, "what is saved");
  stage_destroy (GTK_WINDOW (dialog));
  enlarge (0.5);
  rel_profiles_remove (profile->id, NULL);
  rel_profile_free (profile);
  server_fixture_clear (&server, NULL);
}

static void
assert_over (GtkWidget *upper, GtkWidget *lower)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (upper));
  graphene_rect_t above;
  graphene_rect_t below;

  g_assert_true (gtk_widget_compute_bounds (upper, root, &above));
  g_assert_true (gtk_widget_compute_bounds (lower, root, &below));
  g_assert_cmpfloat (above.origin.y + above.size.height, <, below.origin.y);
}

/* A toast does not lie over the buttons at the foot, be they the window's or those of a page. */
static void
test_toast_is_over_the_foot (Fixture *self, gconstpointer unused)
{
  g_autoptr (RelPlace) collection = rel_place_new_collection (crowd_name ("articles"));
  g_autoptr (RelPlace) changes = rel_place_new (REL_PLACE_CHANGES);
  GtkWidget *toast;

  edit (self, "articles", "author", "CASCADE");
  rel_project_view_go (self->view, collection);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "project.say-done", "s", "Done");
  stage_settle (GTK_WIDGET (self->window));
  toast = gtk_widget_get_ancestor (stage_find (GTK_WIDGET (self->view), GTK_TYPE_LABEL, "Done"),
                                   g_type_from_name ("AdwToastWidget"));
  assert_over (toast, stage_find (GTK_WIDGET (self->view), GTK_TYPE_BUTTON, "Re_view"));
  rel_project_view_go (self->view, changes);
  stage_settle (GTK_WIDGET (self->window));
  assert_over (toast, stage_find (GTK_WIDGET (self->view), GTK_TYPE_BUTTON, "_Publish 1 Change"));
}

#define ADD(path, func) g_test_add ("/ui/crowd/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  int result;

  stage_set_up (&argc, &argv);
  ADD ("fits", test_fits);
  ADD ("fits-with-changes", test_fits_with_changes);
  ADD ("fits-with-many-selected", test_fits_with_many_selected);
  ADD ("fits-in-large", test_fits_in_large);
  ADD ("assistant-fits", test_assistant_fits);
  g_test_add_func ("/ui/crowd/production-fits-in-large", test_production_fits_in_large);
  ADD ("toast-is-over-the-foot", test_toast_is_over_the_foot);
  result = g_test_run ();
  stage_tear_down ();
  return result;
}
