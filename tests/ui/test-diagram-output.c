/* test-diagram-output.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the diagram shows, in files, on paper and in the clipboard.
 */

#include "config.h"

#include "rel-diagram-output.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "drawn.h"
#include "rel-diagram-print.h"

static RelDiagramOutput *
output_of (Drawn *self)
{
  for (GtkWidget *child = gtk_widget_get_next_sibling (GTK_WIDGET (self->canvas)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (REL_IS_DIAGRAM_OUTPUT (child))
        return REL_DIAGRAM_OUTPUT (child);
    }
  g_assert_not_reached ();
}

static gboolean
is_idle (gpointer user_data)
{
  return !rel_diagram_output_is_busy (user_data);
}

static char *
dup_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), name, NULL);
}

static void
export_to (Drawn *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  rel_diagram_output_export (output_of (self), file);
  stage_wait_until (is_idle, output_of (self));
}

static char *
read_file (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_said (Drawn *self, const char *text)
{
  g_assert_nonnull (stage_find (GTK_WIDGET (self->window), GTK_TYPE_LABEL, text));
}

/* All that is shown, and only that, with what is not published. */
static void
test_svg (Drawn *self, gconstpointer unused)
{
  g_autoptr (JsonNode) cascade = rel_json_new_string ("CASCADE");
  g_autofree char *path = dup_path ("Magazine.svg");
  g_autofree char *whole = NULL;
  g_autofree char *part = NULL;

  g_assert_true (
    rel_workspace_set_member (self->workspace, "articles", "author", 0, "schema.on_delete", cascade, NULL));
  drawn_await (self);
  export_to (self, path);
  assert_said (self, "Exported to Magazine.svg");
  whole = read_file (path, NULL);
  g_assert_nonnull (strstr (whole, ">subscribers</text>"));
  /* The row of the field, and the line. */
  g_assert_nonnull (strstr (whole, "class=\"changed\""));
  /* What the checks found. */
  g_assert_nonnull (strstr (whole, "#sign9"));

  drawn_choose (self, "tags", NULL, FALSE);
  drawn_do (self, "diagram-page.around");
  export_to (self, path);
  part = read_file (path, NULL);
  g_assert_nonnull (strstr (part, ">articles</text>"));
  g_assert_null (strstr (part, ">subscribers</text>"));
}

static cairo_surface_t *
read_png (const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

static guint32
first_pixel (cairo_surface_t *surface)
{
  return *(guint32 *) (gpointer) cairo_image_surface_get_data (surface) & 0xffffff;
}

/* As light or dark as it is shown. */
static void
test_png (Drawn *self, gconstpointer unused)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  g_autofree char *path = dup_path ("Magazine.PNG");
  cairo_surface_t *light;
  cairo_surface_t *dark;

  export_to (self, path);
  light = read_png (path);
  g_assert_cmpint (cairo_image_surface_get_width (light), ==, (int) (2 * rel_scene_get_width (scene)));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  export_to (self, path);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  dark = read_png (path);
  g_assert_cmphex (first_pixel (light), ==, 0xfafafa);
  g_assert_cmphex (first_pixel (dark), <, 0x404040);
  cairo_surface_destroy (light);
  cairo_surface_destroy (dark);
}

static void
test_pdf (Drawn *self, gconstpointer unused)
{
  g_autofree char *path = dup_path ("Magazine.pdf");
  g_autofree char *content = NULL;
  gsize length;

  export_to (self, path);
  content = read_file (path, &length);
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_cmpuint (length, >, 8192);
}

/* Nothing is guessed, and nothing written. */
static void
test_unknown_format (Drawn *self, gconstpointer unused)
{
  g_autofree char *path = dup_path ("Magazine.odt");

  export_to (self, path);
  assert_said (self, "“Magazine.odt” does not say what it is to be: let its name end in .svg, .pdf or .png");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A folder that is none, for root may write into any. */
static void
test_unwritable (Drawn *self, gconstpointer unused)
{
  g_autofree char *file = dup_path ("file.svg");
  g_autofree char *path = g_build_filename (file, "Magazine.svg", NULL);
  g_autofree char *text = NULL;
  g_autofree char *content = NULL;

  export_to (self, file);
  export_to (self, path);
  text = g_strdup_printf ("“Magazine.svg” cannot be written: Error opening file “%s”: Not a directory", path);
  assert_said (self, text);
  content = read_file (file, NULL);
  g_assert_true (g_str_has_suffix (content, "</svg>\n"));
}

/* Where there is no more room, the file that was there stays. */
static void
test_no_room (Drawn *self, gconstpointer unused)
{
  g_autofree char *path = dup_path ("kept.svg");
  g_autofree char *content = NULL;
  struct rlimit before;
  struct rlimit limit;
  void (*handler) (int);

  g_assert_true (g_file_set_contents (path, "kept", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = (struct rlimit){ 1024, before.rlim_max };
  handler = signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  export_to (self, path);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, handler);
  content = read_file (path, NULL);
  g_assert_cmpstr (content, ==, "kept");
  assert_said (self, "“kept.svg” cannot be written: Error writing to file: File too large");
}

/* Who gives up has no file, and can begin again at once. */
static void
test_cancel (Drawn *self, gconstpointer unused)
{
  g_autofree char *path = dup_path ("given-up.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *output = GTK_WIDGET (output_of (self));

  rel_diagram_output_export (output_of (self), file);
  g_assert_true (rel_diagram_output_is_busy (output_of (self)));
  gtk_widget_set_visible (output, TRUE);
  g_signal_emit_by_name (stage_find (output, GTK_TYPE_BUTTON, NULL), "clicked");
  stage_wait_until (is_idle, output);
  g_assert_false (gtk_widget_get_visible (output));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  export_to (self, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GdkTexture **texture = user_data;

  *texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_there (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

static void
test_copy (Drawn *self, gconstpointer unused)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  int width;

  drawn_do (self, "diagram-page.copy");
  stage_wait_until (is_idle, output_of (self));
  assert_said (self, "Copied as a picture");
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (self->canvas)), NULL, pasted_cb, &texture);
  stage_wait_until (is_there, &texture);
  width = gdk_texture_get_width (texture);
  g_assert_cmpint (width, ==, (int) (2 * rel_scene_get_width (scene)));
  pixels = g_new (guint32, (gsize) width * (gsize) gdk_texture_get_height (texture));
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  g_assert_cmphex (pixels[0], ==, 0xfffafafa);
}

static guint
count_pages (Drawn *self, RelPaperFit fit)
{
  g_autoptr (RelTileLook) look = rel_canvas_dup_look (self->canvas);
  g_autoptr (GtkPrintOperation) operation = rel_diagram_print_new (look, "Magazine", fit);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_path ("printed.pdf");
  g_autofree char *content = NULL;
  GtkPrintOperationResult result;
  int n_pages;
  gsize length;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_show_progress (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (self->window), &error);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  content = read_file (path, &length);
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_object_get (operation, "n-pages", &n_pages, NULL);
  return (guint) n_pages;
}

static void
test_print (Drawn *self, gconstpointer unused)
{
  guint n_pages;

  g_assert_cmpuint (count_pages (self, REL_PAPER_FIT_ONE), ==, 1);
  n_pages = count_pages (self, REL_PAPER_FIT_SEVERAL);
  g_assert_cmpuint (n_pages, >, 1);
  /* What can be read on one page is not torn apart. */
  drawn_choose (self, "tags", NULL, FALSE);
  drawn_do (self, "diagram-page.around");
  g_assert_cmpuint (count_pages (self, REL_PAPER_FIT_BEST), ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  stage_set_up (&argc, &argv);

#define ADD(name, func) g_test_add ("/ui/diagram-output/" name, Drawn, NULL, drawn_set_up, func, drawn_tear_down)
  ADD ("svg", test_svg);
  ADD ("png", test_png);
  ADD ("pdf", test_pdf);
  ADD ("unknown-format", test_unknown_format);
  ADD ("unwritable", test_unwritable);
  ADD ("no-room", test_no_room);
  ADD ("cancel", test_cancel);
  ADD ("copy", test_copy);
  ADD ("print", test_print);
#undef ADD

  status = g_test_run ();
  stage_tear_down ();
  return status;
}
