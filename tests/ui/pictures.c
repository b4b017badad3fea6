/* pictures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws every view of a project to PNG files, light and dark, narrow and wide, so that
 * people can look: `pictures TARGET FOLDER [NAME]`, where NAME is how the names of those begin
 * that are wanted. What it edits is a draft that is not kept. TARGET is a project; `crowd`, one
 * as full as they get; or `all`, for the sample and the crowd, each from left to right, from
 * right to left, and with texts half as large again and twice as large, in folders of their own.
 * The token for a server is taken from RELATIONS_TOKEN. With PICTURES_RTL set all is as for
 * people who read from right to left, PICTURES_TEXT_SCALE is how large texts are, in %, and
 * PICTURES_HEIGHT how high the windows, in pixels. For a crowd G_TEST_SRCDIR is `tests`.
 */

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "camera.h"
#include "crowd.h"
#include "drawn.h"
#include "pictures-saved.h"
#include "pictures-served.h"
#include "rel-bulk-bar.h"
#include "rel-creation-dialog.h"
#include "rel-creation.h"
#include "rel-deletion-button.h"
#include "rel-diagram-output.h"
#include "rel-field-addition.h"
#include "rel-field-list.h"
#include "rel-field-row.h"
#include "rel-finder.h"
#include "rel-relations-page.h"
#include "rel-requests-row.h"

/* What something is called in what is drawn, that is so called in the magazine. */
typedef const char *(*Naming) (const char *name);

/* The first link of each kind. */
static void
shoot_kinds (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  RelSchema *draft = rel_workspace_get_draft (rel_project_view_get_workspace (view));
  gboolean shot[REL_KIND_BROKEN + 1] = { FALSE };

  for (guint i = 0; i < rel_schema_get_n_collections (draft); i++)
    {
      RelCollection *collection = rel_schema_get_collection (draft, i);
      g_autoptr (GPtrArray) links = rel_link_list (draft, rel_collection_get_name (collection));

      for (guint n = 0; n < links->len && !rel_collection_is_system (collection); n++)
        {
          RelLink *link = g_ptr_array_index (links, n);
          RelKind kind = rel_link_get_kind (link);
          g_autoptr (RelPlace) place = rel_place_new_link (draft, link);
          g_autofree char *name = g_strdup_printf ("relation-%s", rel_kind_get_id (kind));

          if (shot[kind])
            continue;
          shot[kind] = TRUE;
          rel_project_view_go (view, place);
          camera_shoot (GTK_WINDOW (window), folder, name);
        }
    }
}

/* Makes up to three edits, each of another relation. */
static void
edit (RelWorkspace *workspace)
{
  g_autoptr (RelSchema) draft = rel_schema_ref (rel_workspace_get_draft (workspace));
  guint n_edits = 0;

  for (guint i = 0; i < rel_schema_get_n_collections (draft) && n_edits < 3; i++)
    {
      RelCollection *collection = rel_schema_get_collection (draft, i);

      for (guint n = 0; n < rel_collection_get_n_relations (collection) && n_edits < 3; n++)
        {
          RelRelation *relation = rel_collection_get_relation (collection, n);
          const char *action = g_strcmp0 (rel_relation_get_on_delete (relation), "CASCADE") == 0 ? "RESTRICT"
                                                                                                 : "CASCADE";
          g_autoptr (JsonNode) value = rel_json_new_string (action);

          if (rel_workspace_set_member (workspace, rel_collection_get_name (collection),
                                        rel_relation_get_field (relation),
                                        rel_collection_get_nth (collection, relation), "schema.on_delete", value, NULL))
            n_edits++;
        }
    }
}

static void
shoot_changes (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  g_autoptr (RelPlace) changes = rel_place_new (REL_PLACE_CHANGES);
  g_autoptr (RelPlace) changed = NULL;

  edit (workspace);
  if (rel_workspace_get_changes (workspace)->len > 0)
    {
      RelChange *first = g_ptr_array_index (rel_workspace_get_changes (workspace), 0);

      changed = rel_place_new_relation (rel_change_get_collection (first), rel_change_get_field (first), 0);
      rel_project_view_go (view, changed);
      camera_shoot (GTK_WINDOW (window), folder, "relation-changed");
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (stage_find (GTK_WIDGET (view), REL_TYPE_REQUESTS_ROW, NULL)),
                                     TRUE);
      camera_shoot (GTK_WINDOW (window), folder, "relation-request");
    }
  rel_project_view_go (view, changes);
  camera_shoot (GTK_WINDOW (window), folder, "changes");
  rel_workspace_discard_all (workspace);
  camera_shoot (GTK_WINDOW (window), folder, "changes-none");
}

/* The table: all of it, and some selected after a change. */
static void
shoot_relations (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  g_autoptr (RelPlace) place = rel_place_new (REL_PLACE_RELATIONS);
  RelRelationsPage *page = REL_RELATIONS_PAGE (rel_pages_get (rel_project_view_get_pages (view), REL_PLACE_RELATIONS));

  rel_project_view_go (view, place);
  camera_shoot (GTK_WINDOW (window), folder, "relations");
  rel_relations_page_set_filter (page, "to:directus_*");
  gtk_selection_model_select_all (rel_relations_page_get_rows (page));
  gtk_widget_activate_action (stage_find (GTK_WIDGET (page), REL_TYPE_BULK_BAR, NULL), "bulk.set", "(ss)",
                              "schema.on_delete", "RESTRICT");
  camera_shoot (GTK_WINDOW (window), folder, "relations-set");
  rel_relations_page_set_filter (page, "to:directus_users kind:any");
  camera_shoot (GTK_WINDOW (window), folder, "relations-mistake");
  rel_relations_page_set_filter (page, "nothing at all");
  camera_shoot (GTK_WINDOW (window), folder, "relations-none");
  rel_workspace_discard_all (rel_project_view_get_workspace (view));
}

static void
shoot_finder (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  GtkWidget *finder =
    rel_finder_new (rel_project_view_get_workspace (view), rel_project_view_get_actions (view), FALSE);

  gtk_window_set_transient_for (GTK_WINDOW (finder), GTK_WINDOW (window));
  gtk_window_set_application (GTK_WINDOW (finder), gtk_window_get_application (GTK_WINDOW (window)));
  gtk_window_present (GTK_WINDOW (finder));
  rel_finder_search (REL_FINDER (finder), "a");
  camera_shoot (GTK_WINDOW (finder), folder, "finder");
  rel_finder_search (REL_FINDER (finder), "nothing of that name");
  camera_shoot (GTK_WINDOW (finder), folder, "finder-nothing");
  gtk_window_destroy (GTK_WINDOW (finder));
}

/* A field and what adds one, unfolded, with a name that is taken. */
static void
shoot_fields (RelWindow *window, const char *folder)
{
  GtkWidget *row = stage_find (GTK_WIDGET (window), REL_TYPE_FIELD_ROW, NULL);
  GtkWidget *list = gtk_widget_get_ancestor (row, REL_TYPE_FIELD_LIST);
  GtkWidget *addition;

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  rel_field_row_choose (REL_FIELD_ROW (row), "status");
  gtk_widget_activate (
    gtk_widget_get_ancestor (stage_find (list, GTK_TYPE_LABEL, _ ("Add Field")), ADW_TYPE_ACTION_ROW));
  addition = stage_find (list, REL_TYPE_FIELD_ADDITION, NULL);
  stage_settle (GTK_WIDGET (window));
  gtk_editable_set_text (GTK_EDITABLE (stage_find (addition, ADW_TYPE_ENTRY_ROW, NULL)), "id");
  gtk_widget_grab_focus (stage_find (addition, ADW_TYPE_COMBO_ROW, NULL));
  camera_shoot (GTK_WINDOW (window), folder, "collection-fields");
}

static void
shoot_collections (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  RelSchema *draft = rel_workspace_get_draft (rel_project_view_get_workspace (view));
  const char *busiest = NULL;
  guint most = 0;

  camera_shoot (GTK_WINDOW (window), folder, "begin");
  for (guint i = 0; i < rel_schema_get_n_collections (draft); i++)
    {
      const char *name = rel_collection_get_name (rel_schema_get_collection (draft, i));
      g_autoptr (GPtrArray) links = rel_link_list (draft, name);

      if (links->len > most && !rel_is_system_name (name))
        {
          busiest = name;
          most = links->len;
        }
    }
  if (busiest != NULL)
    {
      g_autoptr (RelPlace) place = rel_place_new_collection (busiest);

      rel_project_view_go (view, place);
      camera_shoot (GTK_WINDOW (window), folder, "collection");
      shoot_fields (window, folder);
    }
}

static gboolean
is_filtered (gpointer user_data)
{
  return !rel_sidebar_is_filtering (REL_SIDEBAR (user_data));
}

static void
shoot_filter (RelWindow *window, const char *folder)
{
  static const char *const filters[][2] = {
    { "a", "filter" },
    { "no such thing", "filter-nothing" },
    { "kind:m2m", "filter-kind" },
    { "kind:nothing", "filter-mistake" },
  };
  RelProjectView *view = rel_window_get_view (window);
  RelSidebar *sidebar = rel_project_view_get_sidebar (view);

  rel_split_set_show_content (rel_project_view_get_split (view), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      rel_sidebar_set_filter (sidebar, filters[i][0]);
      stage_wait_until (is_filtered, sidebar);
      camera_shoot (GTK_WINDOW (window), folder, filters[i][1]);
    }
  rel_sidebar_set_filter (sidebar, "");
}

static RelCreationDialog *
open_dialog (RelWindow *window, const char *collection)
{
  RelWorkspace *workspace = rel_project_view_get_workspace (rel_window_get_view (window));
  GtkWidget *dialog = rel_creation_dialog_new (workspace, collection);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
  return REL_CREATION_DIALOG (dialog);
}

static void
choose (RelCreationDialog *dialog, const char *member, const char *value)
{
  RelCreationRow *row = rel_creation_form_find_row (rel_creation_dialog_get_form (dialog), member);

  if (g_str_equal (member, "allowed"))
    {
      const char *values[] = { value, "directus_files", NULL };

      g_signal_emit_by_name (row, "chosen-many", values);
    }
  else
    g_signal_emit_by_name (row, "chosen", value);
}

/* The steps of making each kind, between the first two collections that fit. */
static void
shoot_creation (RelWindow *window, const char *folder, const char *collection, const char *other)
{
  for (RelKind kind = REL_KIND_M2O; kind <= REL_KIND_TREE; kind++)
    {
      RelCreationDialog *dialog = open_dialog (window, collection);
      RelCreationForm *form = rel_creation_dialog_get_form (dialog);
      g_autofree char *form_name = g_strdup_printf ("create-%s", rel_kind_get_id (kind));
      g_autofree char *review_name = g_strdup_printf ("create-%s-review", rel_kind_get_id (kind));

      if (kind == REL_KIND_M2O)
        camera_shoot (GTK_WINDOW (dialog), folder, "create");
      rel_kind_list_choose (rel_creation_dialog_get_kinds (dialog), kind);
      if (kind == REL_KIND_M2O)
        camera_shoot (GTK_WINDOW (dialog), folder, "create-m2o-begin");
      if (kind != REL_KIND_TRANSLATIONS)
        choose (dialog, kind == REL_KIND_M2A ? "allowed" : "related", other);
      if (kind == REL_KIND_M2M)
        gtk_switch_set_active (rel_creation_row_get_switch (rel_creation_form_find_row (form, "sort_field")), TRUE);
      camera_shoot (GTK_WINDOW (dialog), folder, form_name);
      if (kind == REL_KIND_M2O)
        {
          gtk_editable_set_text (rel_creation_row_get_entry (rel_creation_form_find_row (form, "field")), "a/b");
          camera_shoot (GTK_WINDOW (dialog), folder, "create-mistake");
          gtk_editable_set_text (rel_creation_row_get_entry (rel_creation_form_find_row (form, "field")),
                                 "a_name_that_is_as_long_as_it_may_be_and_has_sixty_three_letters");
        }
      g_signal_emit_by_name (rel_creation_dialog_get_next (dialog), "clicked");
      camera_shoot (GTK_WINDOW (dialog), folder, review_name);
      if (kind == REL_KIND_M2M || kind == REL_KIND_M2O)
        g_signal_emit_by_name (rel_creation_dialog_get_next (dialog), "clicked");
      else
        gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

/* What was made, what is deleted, and both among the changes. */
static void
shoot_made (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  RelSchema *base = rel_workspace_get_base (rel_project_view_get_workspace (view));
  RelWorkspace *workspace = rel_project_view_get_workspace (view);
  g_autoptr (RelPlace) changes = rel_place_new (REL_PLACE_CHANGES);
  g_autoptr (RelPlace) made = NULL;

  for (guint i = 0; i < rel_workspace_get_changes (workspace)->len; i++)
    {
      RelChange *change = g_ptr_array_index (rel_workspace_get_changes (workspace), i);

      if (made == NULL && rel_change_get_object (change) == REL_OBJECT_RELATION)
        made = rel_place_new_collection (rel_change_get_collection (change));
    }
  rel_project_view_go (view, made);
  camera_shoot (GTK_WINDOW (window), folder, "created");
  for (guint i = 0; i < rel_schema_get_n_collections (base); i++)
    {
      RelCollection *collection = rel_schema_get_collection (base, i);
      g_autoptr (GPtrArray) links = rel_link_list (base, rel_collection_get_name (collection));
      g_autoptr (RelPlace) place = NULL;

      if (rel_collection_is_system (collection) || links->len == 0 ||
          rel_link_get_kind (g_ptr_array_index (links, 0)) != REL_KIND_M2O)
        continue;
      place = rel_place_new_link (base, g_ptr_array_index (links, 0));
      rel_project_view_go (view, place);
      gtk_widget_activate_action (GTK_WIDGET (window), "project.delete-relation-with", "u",
                                  (guint) REL_DELETION_COLUMN);
      break;
    }
  rel_project_view_go (view, changes);
  camera_shoot (GTK_WINDOW (window), folder, "changes-created");
  rel_workspace_discard_all (workspace);
}

/* The diagram, with what was deleted, compared with the project as it is. */
static void
shoot_comparison (Drawn *drawn, const char *folder, Naming name)
{
  g_autoptr (RelCreation) creation = rel_creation_new (REL_KIND_M2O, name ("tags"), "owner");
  g_autoptr (RelSchema) draft = NULL;

  rel_creation_set (creation, "related", name ("authors"), NULL);
  rel_creation_propose (creation, rel_workspace_get_draft (drawn->workspace));
  draft = rel_creation_apply (creation, rel_workspace_get_draft (drawn->workspace), NULL);
  rel_workspace_set_draft (drawn->workspace, draft, "New");
  rel_diagram_page_compare (drawn->page, "Staging", rel_workspace_get_base (drawn->workspace));
  drawn_await (drawn);
  camera_shoot (GTK_WINDOW (drawn->window), folder, "diagram-compared");
  rel_diagram_page_compare (drawn->page, NULL, NULL);
}

/* The diagram: with several that are chosen, while it is exported, and after a deletion. */
static void
shoot_diagram (RelWindow *window, const char *folder, Naming name)
{
  Drawn drawn = { .window = window, .view = rel_window_get_view (window) };
  GtkWidget *output;

  drawn.workspace = rel_project_view_get_workspace (drawn.view);
  drawn.page = REL_DIAGRAM_PAGE (rel_pages_get (rel_project_view_get_pages (drawn.view), REL_PLACE_DIAGRAM));
  drawn.canvas = rel_diagram_page_get_canvas (drawn.page);
  gtk_widget_activate_action (GTK_WIDGET (window), "project.show-diagram", NULL);
  drawn_await (&drawn);
  drawn_choose (&drawn, name ("articles"), name ("author"), FALSE);
  camera_shoot (GTK_WINDOW (window), folder, "diagram-chosen");
  drawn_choose (&drawn, name ("articles"), name ("translations"), TRUE);
  drawn_choose (&drawn, name ("tags"), name ("articles"), TRUE);
  camera_shoot (GTK_WINDOW (window), folder, "diagram-several");
  output = gtk_widget_get_parent (stage_find (GTK_WIDGET (drawn.page), REL_TYPE_CANVAS, NULL));
  output = gtk_widget_get_last_child (output);
  while (!REL_IS_DIAGRAM_OUTPUT (output))
    output = gtk_widget_get_prev_sibling (output);
  gtk_widget_set_visible (output, TRUE);
  camera_shoot (GTK_WINDOW (window), folder, "diagram-output");
  gtk_widget_set_visible (output, FALSE);
  drawn_do (&drawn, "diagram-page.delete");
  camera_shoot (GTK_WINDOW (window), folder, "diagram-deleted");
  shoot_comparison (&drawn, folder, name);
  rel_workspace_discard_all (drawn.workspace);
}

static void
shoot_start (const char *folder)
{
  RelWindow *window = stage_open (NULL);

  camera_shoot (GTK_WINDOW (window), folder, "start");
  rel_start_page_open (rel_window_get_start_page (window), "http://not an address", NULL);
  camera_shoot (GTK_WINDOW (window), folder, "start-mistake");
  stage_close (window);
}

static void
shoot_project (const char *target, const char *token, const char *folder, Naming name)
{
  RelWindow *window = stage_open_with_token (target, token);

  shoot_relations (window, folder);
  shoot_finder (window, folder);
  shoot_collections (window, folder);
  shoot_filter (window, folder);
  shoot_kinds (window, folder);
  shoot_changes (window, folder);
  if (name != NULL)
    {
      shoot_creation (window, folder, name ("articles"), name ("authors"));
      shoot_made (window, folder);
      shoot_diagram (window, folder, name);
    }
  stage_close (window);
}

static void
shoot_all (const char *text, const char *token, const char *folder)
{
  gboolean is_crowd = g_str_equal (text, "crowd");
  gboolean is_sample = g_str_equal (text, "sample");
  g_autofree char *target = is_crowd                                    ? crowd_write ()
                            : is_sample || strstr (text, "://") != NULL ? g_strdup (text)
                                                                        : g_canonicalize_filename (text, NULL);

  g_mkdir_with_parents (folder, 0755);
  shoot_start (folder);
  shoot_project (target, token, folder, is_crowd ? crowd_name : is_sample ? g_intern_string : NULL);
  pictures_saved (folder, is_crowd);
  pictures_served (folder, is_crowd);
}

/* How the person reads: which way, and how large. */
static void
set_reading (gboolean to_left, double percent)
{
  static int dpi = 0;

  if (dpi == 0)
    g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (dpi * percent / 100), NULL);
  gtk_widget_set_default_direction (to_left ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
}

static void
shoot_readings (const char *folder)
{
  static const char *const targets[] = { "sample", "crowd" };
  static const struct
  {
    const char *name;
    gboolean to_left;
    double percent;
  } readings[] = {
    { "usual", FALSE, 100 },
    { "to-left", TRUE, 100 },
    { "large", FALSE, 150 },
    { "twice", FALSE, 200 },
  };

  for (guint t = 0; t < G_N_ELEMENTS (targets); t++)
    {
      for (guint r = 0; r < G_N_ELEMENTS (readings); r++)
        {
          g_autofree char *name = g_strconcat (targets[t], "-", readings[r].name, NULL);
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_print ("%s:\n", name);
          set_reading (readings[r].to_left, readings[r].percent);
          shoot_all (targets[t], NULL, path);
        }
    }
}

static void
set_language (void)
{
  const char *locales = g_getenv ("PICTURES_LOCALES");

  if (locales == NULL)
    return;
  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *token = g_strdup (g_getenv ("RELATIONS_TOKEN"));
  const char *percent = g_getenv ("PICTURES_TEXT_SCALE");

  if (argc != 3 && argc != 4)
    {
      g_printerr ("pictures TARGET FOLDER [NAME]\n");
      return 1;
    }
  if (argc == 4)
    camera_set_wanted (argv[3]);
  stage_set_up (&argc, &argv);
  set_language ();
  set_reading (g_getenv ("PICTURES_RTL") != NULL, percent != NULL ? g_ascii_strtod (percent, NULL) : 100);
  if (g_str_equal (argv[1], "all"))
    shoot_readings (argv[2]);
  else
    shoot_all (argv[1], token, argv[2]);
  stage_tear_down ();
  return 0;
}
