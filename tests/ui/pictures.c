/* pictures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws every view of a project to PNG files, light and dark, narrow and wide, so that
 * people can look: `pictures TARGET FOLDER`. What it edits is a draft that is not kept.
 * The token for a server is taken from RELATIONS_TOKEN. With PICTURES_RTL set all is as for
 * people who read from right to left, and PICTURES_TEXT_SCALE is how large texts are, in %.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rel-creation-dialog.h"
#include "rel-profiles.h"
#include "rel-sign-in-dialog.h"
#include "server-fixture.h"
#include "stage.h"

static const int widths_px[] = { 360, 900, 1600 };

static void
save (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

/* Without a compositor the frame of a window takes some of its width. */
static void
resize (GtkWindow *window, int width_px)
{
  int height_px = width_px < 600 ? 720 : 860;
  int frame_px;

  gtk_window_set_default_size (window, width_px, height_px);
  stage_settle (GTK_WIDGET (window));
  frame_px = width_px - gtk_widget_get_width (GTK_WIDGET (window));
  if (frame_px == 0)
    return;
  gtk_window_set_default_size (window, width_px + frame_px, height_px + frame_px);
  stage_settle (GTK_WIDGET (window));
  if (gtk_widget_get_width (GTK_WIDGET (window)) != width_px)
    g_printerr ("%d px wide where %d were wanted\n", gtk_widget_get_width (GTK_WIDGET (window)), width_px);
}

static void
shoot (GtkWindow *window, const char *folder, const char *name)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };

  for (guint s = 0; s < G_N_ELEMENTS (schemes); s++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[s]);
      for (guint i = 0; i < G_N_ELEMENTS (widths_px); i++)
        {
          g_autofree char *file = g_strdup_printf ("%s-%s-%d.png", name, s == 0 ? "light" : "dark", widths_px[i]);
          g_autofree char *path = g_build_filename (folder, file, NULL);

          resize (window, widths_px[i]);
          save (GTK_WIDGET (window), path);
        }
    }
  g_print ("%s\n", name);
}

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
          shoot (GTK_WINDOW (window), folder, name);
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
  g_autoptr (RelPlace) changes = rel_place_new_changes ();
  g_autoptr (RelPlace) changed = NULL;

  edit (workspace);
  if (rel_workspace_get_changes (workspace)->len > 0)
    {
      RelChange *first = g_ptr_array_index (rel_workspace_get_changes (workspace), 0);

      changed = rel_place_new_relation (rel_change_get_collection (first), rel_change_get_field (first), 0);
      rel_project_view_go (view, changed);
      shoot (GTK_WINDOW (window), folder, "relation-changed");
    }
  rel_project_view_go (view, changes);
  shoot (GTK_WINDOW (window), folder, "changes");
  rel_workspace_discard_all (workspace);
  shoot (GTK_WINDOW (window), folder, "changes-none");
}

static void
shoot_collections (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);
  RelSchema *draft = rel_workspace_get_draft (rel_project_view_get_workspace (view));
  const char *busiest = NULL;
  guint most = 0;

  shoot (GTK_WINDOW (window), folder, "begin");
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
      shoot (GTK_WINDOW (window), folder, "collection");
    }
}

static void
shoot_filter (RelWindow *window, const char *folder)
{
  RelProjectView *view = rel_window_get_view (window);

  rel_split_set_show_content (rel_project_view_get_split (view), FALSE);
  rel_sidebar_set_filter (rel_project_view_get_sidebar (view), "a");
  shoot (GTK_WINDOW (window), folder, "filter");
  rel_sidebar_set_filter (rel_project_view_get_sidebar (view), "no such thing");
  shoot (GTK_WINDOW (window), folder, "filter-nothing");
  rel_sidebar_set_filter (rel_project_view_get_sidebar (view), "");
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
        shoot (GTK_WINDOW (dialog), folder, "create");
      rel_kind_list_choose (rel_creation_dialog_get_kinds (dialog), kind);
      if (kind == REL_KIND_M2O)
        shoot (GTK_WINDOW (dialog), folder, "create-m2o-begin");
      if (kind != REL_KIND_TRANSLATIONS)
        choose (dialog, kind == REL_KIND_M2A ? "allowed" : "related", other);
      if (kind == REL_KIND_M2M)
        gtk_switch_set_active (rel_creation_row_get_switch (rel_creation_form_find_row (form, "sort_field")), TRUE);
      shoot (GTK_WINDOW (dialog), folder, form_name);
      if (kind == REL_KIND_M2O)
        {
          gtk_editable_set_text (rel_creation_row_get_entry (rel_creation_form_find_row (form, "field")), "a/b");
          shoot (GTK_WINDOW (dialog), folder, "create-mistake");
          gtk_editable_set_text (
            rel_creation_row_get_entry (rel_creation_form_find_row (form, "field")),
            "a_name_that_is_so_long_that_it_does_not_fit_anywhere_and_has_eighty_characters_in_it");
        }
      gtk_widget_activate (rel_creation_dialog_get_next (dialog));
      shoot (GTK_WINDOW (dialog), folder, review_name);
      if (kind == REL_KIND_M2M || kind == REL_KIND_M2O)
        gtk_widget_activate (rel_creation_dialog_get_next (dialog));
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
  g_autoptr (RelPlace) changes = rel_place_new_changes ();
  g_autoptr (RelPlace) made = NULL;

  for (guint i = 0; i < rel_workspace_get_changes (workspace)->len; i++)
    {
      RelChange *change = g_ptr_array_index (rel_workspace_get_changes (workspace), i);

      if (made == NULL && rel_change_get_object (change) == REL_OBJECT_RELATION)
        made = rel_place_new_collection (rel_change_get_collection (change));
    }
  rel_project_view_go (view, made);
  shoot (GTK_WINDOW (window), folder, "created");
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
  shoot (GTK_WINDOW (window), folder, "changes-created");
  rel_workspace_discard_all (workspace);
}

static RelProfile *
save_project (const char *name, const char *address, RelProfileKind kind, RelProfileColour colour)
{
  RelProfile *profile = rel_profile_new (name, address);
  g_autoptr (GError) error = NULL;

  profile->kind = kind;
  profile->colour = colour;
  profile->read_only = kind == REL_PROFILE_KIND_PRODUCTION;
  profile->sign_in = REL_PROFILE_SIGN_IN_TOKEN;
  rel_profiles_save (profile, &error);
  g_assert_no_error (error);
  return profile;
}

/* What is asked when a server wants to know who one is. */
static void
shoot_questions (RelProfile *profile, const char *folder)
{
  static const struct
  {
    RelQuestionKind kind;
    const char *reason;
    const char *name;
  } questions[] = {
    { REL_QUESTION_TOKEN, NULL, "sign-in-token" },
    { REL_QUESTION_PASSWORD, "The server does not accept this email address and password", "sign-in-password" },
    { REL_QUESTION_CODE, "The server asks for a one-time code", "sign-in-code" },
  };
  g_autoptr (RelTarget) target = rel_target_new_profile (profile, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (RelQuestion) question =
        rel_question_new (questions[i].kind, profile->address, "anna@example.org", questions[i].reason);
      GtkWidget *dialog = rel_sign_in_dialog_new (question, target);
      g_autofree char *file = g_strconcat (questions[i].name, ".png", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      gtk_window_present (GTK_WINDOW (dialog));
      stage_settle (dialog);
      save (dialog, path);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
}

/* Saved projects: in the list, and a window on one that is in production. */
static void
shoot_saved (const char *folder)
{
  ServerFixture server = { 0 };
  g_autoptr (RelProfile) development =
    save_project ("Magazine", "http://localhost:8055", REL_PROFILE_KIND_DEVELOPMENT, REL_PROFILE_COLOUR_NONE);
  g_autoptr (RelProfile) staging =
    save_project ("The Magazine with a Name That Is Much Longer Than Any Window Is Wide",
                  "https://staging.of-a-server-with-a-long-name.example.org/path/of/the/project",
                  REL_PROFILE_KIND_STAGING, REL_PROFILE_COLOUR_BLUE);
  g_autoptr (RelProfile) production = NULL;
  RelWindow *window;

  server_fixture_init_sample (&server, NULL);
  production = save_project ("Magazine & <Shop>", rel_server_get_url (server.server), REL_PROFILE_KIND_PRODUCTION,
                             REL_PROFILE_COLOUR_RED);
  window = stage_open (NULL);
  shoot (GTK_WINDOW (window), folder, "start-saved");
  shoot_questions (production, folder);
  stage_close (window);

  window = stage_open_with_token (production->name, rel_server_get_token (server.server));
  shoot (GTK_WINDOW (window), folder, "production");
  stage_close (window);
  server_fixture_clear (&server, NULL);
}

/* How the person reads: which way, and how large. */
static void
set_reading (void)
{
  const char *percent = g_getenv ("PICTURES_TEXT_SCALE");
  int dpi;

  if (g_getenv ("PICTURES_RTL") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (percent == NULL)
    return;
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (dpi * g_ascii_strtod (percent, NULL) / 100), NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *target = NULL;
  g_autofree char *token = g_strdup (g_getenv ("RELATIONS_TOKEN"));
  RelWindow *window;

  if (argc != 3)
    {
      g_printerr ("pictures TARGET FOLDER\n");
      return 1;
    }
  target = g_strcmp0 (argv[1], "sample") == 0 || strstr (argv[1], "://") != NULL
             ? g_strdup (argv[1])
             : g_canonicalize_filename (argv[1], NULL);
  g_mkdir_with_parents (argv[2], 0755);
  stage_set_up (NULL, NULL);
  set_reading ();

  window = stage_open (NULL);
  shoot (GTK_WINDOW (window), argv[2], "start");
  rel_start_page_open (rel_window_get_start_page (window), "http://not an address", NULL);
  shoot (GTK_WINDOW (window), argv[2], "start-mistake");
  stage_close (window);

  window = stage_open_with_token (target, token);
  shoot_collections (window, argv[2]);
  shoot_filter (window, argv[2]);
  shoot_kinds (window, argv[2]);
  shoot_changes (window, argv[2]);
  if (g_strcmp0 (argv[1], "sample") == 0)
    {
      shoot_creation (window, argv[2], "articles", "authors");
      shoot_made (window, argv[2]);
    }
  stage_close (window);
  shoot_saved (argv[2]);

  stage_tear_down ();
  return 0;
}
