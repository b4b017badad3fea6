/* rel-first-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-first-page.h"

#include "rel-collection-page.h"

/**
 * RelFirstPage:
 *
 * How the first page of a project comes into its window: after the first frame, which has the
 * sidebar, and by and by, because to make and lay out all of it at once takes longer than a frame.
 * It is there a few frames later, and at once when a key is pressed.
 */
struct _RelFirstPage
{
  GtkWidget *view;          /* (unowned): what the pages are in */
  RelPages *pages;          /* (unowned) */
  GtkEventController *keys; /* (unowned): of @view */

  RelWorkspace *workspace; /* (owned) (nullable): %NULL unless the page is coming */
  RelPlace *place;         /* (owned) (nullable): of a collection */
  guint tick_id;           /* 0 unless it waits for a frame */
  guint source_id;         /* 0 unless it waits until there is time for it */
  gboolean has_begun;      /* its beginning is shown */
};

/* What a key is meant for may not be there yet. */
static gboolean
key_pressed_cb (RelFirstPage *self)
{
  rel_first_page_finish (self);
  return GDK_EVENT_PROPAGATE;
}

/**
 * rel_first_page_new:
 * @view: what the pages are in
 * @pages: the pages; both live longer than this
 *
 * Returns: (transfer full): a page that is not coming yet
 */
RelFirstPage *
rel_first_page_new (GtkWidget *view, RelPages *pages)
{
  RelFirstPage *self = g_new0 (RelFirstPage, 1);

  self->view = view;
  self->pages = pages;
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (view, self->keys);
  return self;
}

/**
 * rel_first_page_free:
 * @self: (transfer full): a page
 *
 * Frees what brings it.
 */
void
rel_first_page_free (RelFirstPage *self)
{
  rel_first_page_stop (self);
  gtk_widget_remove_controller (self->view, self->keys);
  g_free (self);
}

static RelCollectionPage *
get_page (RelFirstPage *self)
{
  return REL_COLLECTION_PAGE (rel_pages_get (self->pages, REL_PLACE_COLLECTION));
}

static gboolean
next_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RelFirstPage *self = user_data;

  if (rel_collection_page_go_on (get_page (self)))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  rel_first_page_stop (self);
  return G_SOURCE_REMOVE;
}

static void
begin (RelFirstPage *self)
{
  self->has_begun = TRUE;
  rel_pages_begin (self->pages, self->workspace, self->place);
}

static gboolean
time_cb (gpointer user_data)
{
  RelFirstPage *self = user_data;

  if (rel_pages_make (self->pages, REL_PLACE_COLLECTION))
    return G_SOURCE_CONTINUE;
  self->source_id = 0;
  begin (self);
  /* That is called for this frame too. */
  self->tick_id = gtk_widget_add_tick_callback (self->view, next_frame_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
first_frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RelFirstPage *self = user_data;

  self->tick_id = 0;
  /* Before more rows of the sidebar, which are not seen. */
  self->source_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, time_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * rel_first_page_begin:
 * @self: a page that is not coming
 * @workspace: a project
 * @place: the place of a collection
 *
 * Lets the page of that place come.
 */
void
rel_first_page_begin (RelFirstPage *self, RelWorkspace *workspace, RelPlace *place)
{
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  self->place = rel_place_ref (place);
  self->tick_id = gtk_widget_add_tick_callback (self->view, first_frame_cb, self, NULL);
}

/**
 * rel_first_page_finish:
 * @self: a page
 *
 * Shows all of it now, if it is coming.
 */
void
rel_first_page_finish (RelFirstPage *self)
{
  if (self->workspace == NULL)
    return;
  if (!self->has_begun)
    begin (self);
  rel_collection_page_show (get_page (self), self->workspace, self->place);
  rel_first_page_stop (self);
}

/**
 * rel_first_page_stop:
 * @self: a page
 *
 * Lets no more of it come: the pages show something by themselves.
 */
void
rel_first_page_stop (RelFirstPage *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->view, self->tick_id);
  self->tick_id = 0;
  g_clear_handle_id (&self->source_id, g_source_remove);
  self->has_begun = FALSE;
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->place, rel_place_unref);
}

/**
 * rel_first_page_is_coming:
 * @self: a page
 *
 * Returns: whether not all of it is shown yet
 */
gboolean
rel_first_page_is_coming (RelFirstPage *self)
{
  return self->workspace != NULL;
}
