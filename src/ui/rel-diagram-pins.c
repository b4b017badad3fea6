/* rel-diagram-pins.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-diagram-pins.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-compat.h"

/**
 * RelDiagramPins:
 *
 * What a person does with the places of cards: moves them, pins them where they stand and
 * lets them go, aligns them, and keeps an arrangement in a file. All of it is an edit of the
 * workspace. The commands are in the group `diagram-page`.
 */
struct _RelDiagramPins
{
  GObject parent_instance;

  RelCanvas *canvas;       /* (unowned) (nullable): %NULL when it is gone, while a file is written */
  GActionMap *actions;     /* (owned) */
  RelWorkspace *workspace; /* (owned) (nullable) */
  gulong moved_handler_id; /* blocked while @shown is %NULL */
  RelArrangement *shown;   /* (owned) (nullable): with which the picture was made; %NULL if
                            * cards cannot be put anywhere in it */
};

G_DEFINE_FINAL_TYPE (RelDiagramPins, rel_diagram_pins, G_TYPE_OBJECT)

/* A card that is chosen. */
typedef struct
{
  const char *collection; /* of the scene */
  RelBox box;             /* from the origin, with the place where it was put last */
} Chosen;

/* Where a card stands or, if the picture is not that far yet, will stand. */
static RelBox
find_box (RelDiagramPins *self, const RelCard *card)
{
  RelPoint origin = rel_scene_get_origin (rel_canvas_get_scene (self->canvas));
  const RelPin *now = rel_arrangement_find (rel_workspace_get_arrangement (self->workspace), card->collection);
  const RelPin *then = rel_arrangement_find (self->shown, card->collection);
  RelBox box = { card->box.x - origin.x, card->box.y - origin.y, card->box.width, card->box.height };

  if (now != NULL && (then == NULL || now->x != then->x || now->y != then->y))
    {
      box.x = now->x;
      box.y = now->y;
    }
  return box;
}

/* The cards that are chosen and can be put somewhere. */
static GArray *
list_chosen (RelDiagramPins *self)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Chosen));
  g_autoptr (GArray) cards = rel_canvas_list_chosen_cards (self->canvas);

  for (guint i = 0; self->workspace != NULL && self->shown != NULL && i < cards->len; i++)
    {
      const RelCard *card = rel_scene_get_card (scene, g_array_index (cards, guint, i));
      Chosen entry = { card->collection, find_box (self, card) };

      /* Where a relation points at nothing there is no name to keep a place by. */
      if (card->collection != NULL)
        g_array_append_val (chosen, entry);
    }
  return chosen;
}

/* Puts cards where their boxes are; whether that changed anything. */
static gboolean
put (RelDiagramPins *self, GArray *chosen, const char *name)
{
  RelArrangement *before = rel_workspace_get_arrangement (self->workspace);
  g_autofree RelPin *pins = g_new (RelPin, chosen->len + 1);
  g_autoptr (RelArrangement) next = NULL;

  for (guint i = 0; i < chosen->len; i++)
    {
      const Chosen *entry = &g_array_index (chosen, Chosen, i);

      pins[i] = (RelPin){ entry->collection, rel_pin_round (entry->box.x), rel_pin_round (entry->box.y) };
    }
  next = rel_arrangement_put (before, pins, chosen->len);
  rel_workspace_set_arrangement (self->workspace, next, name);
  return rel_workspace_get_arrangement (self->workspace) != before;
}

/* --- Moving --- */

static gboolean
cards_moved_cb (RelDiagramPins *self, double x, double y)
{
  g_autoptr (GArray) chosen = list_chosen (self);
  g_autofree char *name = NULL;

  if (chosen->len == 0)
    return FALSE;
  for (guint i = 0; i < chosen->len; i++)
    {
      g_array_index (chosen, Chosen, i).box.x += x;
      g_array_index (chosen, Chosen, i).box.y += y;
    }
  name = chosen->len == 1
           /* Translators: names an edit of the diagram; a collection. */
           ? g_strdup_printf (_ ("Move %s"), g_array_index (chosen, Chosen, 0).collection)
           : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Move %u collection", "Move %u collections", chosen->len),
                              chosen->len);
  return put (self, chosen, name);
}

/* --- Pinning --- */

static void
pin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramPins *self = user_data;
  g_autoptr (GArray) chosen = list_chosen (self);
  g_autofree char *name = NULL;

  if (chosen->len == 0)
    return;
  name = chosen->len == 1
           /* Translators: names an edit of the diagram; a collection. */
           ? g_strdup_printf (_ ("Pin %s"), g_array_index (chosen, Chosen, 0).collection)
           : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Pin %u collection", "Pin %u collections", chosen->len),
                              chosen->len);
  put (self, chosen, name);
}

static void
unpin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramPins *self = user_data;
  g_autoptr (GArray) chosen = list_chosen (self);
  g_autoptr (GPtrArray) collections = g_ptr_array_new ();
  g_autoptr (RelArrangement) next = NULL;
  g_autofree char *name = NULL;

  if (chosen->len == 0)
    return;
  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (collections, (gpointer) g_array_index (chosen, Chosen, i).collection);
  g_ptr_array_add (collections, NULL);
  next =
    rel_arrangement_take (rel_workspace_get_arrangement (self->workspace), (const char *const *) collections->pdata);
  name = chosen->len == 1
           /* Translators: names an edit of the diagram; a collection. */
           ? g_strdup_printf (_ ("Unpin %s"), g_array_index (chosen, Chosen, 0).collection)
           : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Unpin %u collection", "Unpin %u collections", chosen->len),
                              chosen->len);
  rel_workspace_set_arrangement (self->workspace, next, name);
}

static void
unpin_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramPins *self = user_data;
  g_autoptr (RelArrangement) none = rel_arrangement_new ();

  rel_workspace_set_arrangement (self->workspace, none, _ ("Unpin all collections"));
}

/* --- Aligning --- */

typedef enum
{
  ALIGN_LEFT,
  ALIGN_CENTRE,
  ALIGN_TOP,
  ALIGN_SPREAD,
} Align;

static int
compare_tops (gconstpointer a, gconstpointer b)
{
  const Chosen *a_entry = a;
  const Chosen *b_entry = b;

  if (a_entry->box.y != b_entry->box.y)
    return a_entry->box.y < b_entry->box.y ? -1 : 1;
  return strcmp (a_entry->collection, b_entry->collection);
}

/* Lets cards stand one under the other with equal gaps, from the topmost to the lowest. */
static void
spread (GArray *chosen)
{
  double free_height;
  double y;

  g_array_sort (chosen, compare_tops);
  y = g_array_index (chosen, Chosen, 0).box.y;
  free_height = g_array_index (chosen, Chosen, chosen->len - 1).box.y - y;
  for (guint i = 0; i + 1 < chosen->len; i++)
    free_height -= g_array_index (chosen, Chosen, i).box.height;
  for (guint i = 0; i < chosen->len; i++)
    {
      RelBox *box = &g_array_index (chosen, Chosen, i).box;

      box->y = y;
      y += box->height + free_height / (chosen->len - 1);
    }
}

/* Lets cards stand at one line: the leftmost side, the highest, or the middle of all. */
static void
align (GArray *chosen, Align how)
{
  RelBox first = g_array_index (chosen, Chosen, 0).box;
  double left = first.x;
  double right = first.x + first.width;
  double top = first.y;

  for (guint i = 1; i < chosen->len; i++)
    {
      const RelBox *box = &g_array_index (chosen, Chosen, i).box;

      left = MIN (left, box->x);
      right = MAX (right, box->x + box->width);
      top = MIN (top, box->y);
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      RelBox *box = &g_array_index (chosen, Chosen, i).box;

      if (how == ALIGN_TOP)
        box->y = top;
      else
        box->x = how == ALIGN_LEFT ? left : (left + right - box->width) / 2;
    }
}

static void
align_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const ways[] = { "left", "centre", "top", "spread" };
  RelDiagramPins *self = user_data;
  g_autoptr (GArray) chosen = list_chosen (self);
  g_autofree char *name = NULL;

  if (chosen->len < 2)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (strcmp (g_variant_get_string (parameter, NULL), ways[i]) != 0)
        continue;
      if (i == ALIGN_SPREAD)
        spread (chosen);
      else
        align (chosen, (Align) i);
    }
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Align %u collection", "Align %u collections", chosen->len),
                          chosen->len);
  put (self, chosen, name);
}

/* --- Files --- */

static void
say (RelDiagramPins *self, const char *action, const char *text)
{
  if (self->canvas != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), action, "s", text);
}

static char *
dup_name (GFile *file)
{
  g_autofree char *path = g_file_get_parse_name (file);

  return g_filename_display_basename (path);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelDiagramPins) self = REL_DIAGRAM_PINS (user_data);
  g_autofree char *name = dup_name (G_FILE (source));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_written = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (is_written)
    /* Translators: a file. */
    text = g_strdup_printf (_ ("Saved the arrangement as %s"), name);
  else
    /* Translators: why. */
    text = g_strdup_printf (_ ("The arrangement cannot be saved: %s"), error->message);
  say (self, is_written ? "project.say" : "project.warn", text);
}

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelDiagramPins) self = REL_DIAGRAM_PINS (user_data);
  g_autoptr (GFile) file = rel_compat_save_file_finish (GTK_WIDGET (source), result, NULL);

  if (file != NULL)
    rel_diagram_pins_save (self, file);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramPins *self = user_data;

  rel_compat_save_file_async (GTK_WIDGET (self->canvas), _ ("Save the Arrangement"), "arrangement.json", save_chosen_cb,
                              g_object_ref (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelDiagramPins) self = REL_DIAGRAM_PINS (user_data);
  g_autofree char *name = dup_name (G_FILE (source));
  g_autofree char *contents = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RelArrangement) read = NULL;
  g_autoptr (GError) error = NULL;
  gsize length_bytes;

  if (g_file_load_contents_finish (G_FILE (source), result, &contents, &length_bytes, NULL, &error))
    read = rel_arrangement_read (contents, length_bytes, &error);
  if (read == NULL)
    {
      /* Translators: a file, and why. */
      text = g_strdup_printf (_ ("%s cannot be opened: %s"), name, error->message);
      say (self, "project.warn", text);
      return;
    }
  /* Translators: names an edit of the diagram; a file. */
  text = g_strdup_printf (_ ("Arrange as in %s"), name);
  if (self->workspace != NULL)
    rel_workspace_set_arrangement (self->workspace, read, text);
}

static void
open_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RelDiagramPins) self = REL_DIAGRAM_PINS (user_data);
  g_autoptr (GFile) file = rel_compat_open_file_finish (GTK_WIDGET (source), result, NULL);

  if (file != NULL)
    rel_diagram_pins_open (self, file);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const suffixes[] = { "json", NULL };
  RelDiagramPins *self = user_data;

  rel_compat_open_file_async (GTK_WIDGET (self->canvas), _ ("Open an Arrangement"), _ ("Arrangements (JSON)"), suffixes,
                              open_chosen_cb, g_object_ref (self));
}

/* --- The object --- */

static void
rel_diagram_pins_dispose (GObject *object)
{
  RelDiagramPins *self = REL_DIAGRAM_PINS (object);

  g_clear_weak_pointer (&self->canvas);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rel_diagram_pins_parent_class)->dispose (object);
}

static void
rel_diagram_pins_finalize (GObject *object)
{
  g_clear_pointer (&REL_DIAGRAM_PINS (object)->shown, rel_arrangement_unref);

  G_OBJECT_CLASS (rel_diagram_pins_parent_class)->finalize (object);
}

static void
rel_diagram_pins_class_init (RelDiagramPinsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rel_diagram_pins_dispose;
  object_class->finalize = rel_diagram_pins_finalize;
}

static void
rel_diagram_pins_init (RelDiagramPins *self)
{
}

/**
 * rel_diagram_pins_new:
 * @canvas: where cards are
 * @actions: where the commands are added; they must not be used after this is gone
 *
 * Returns: (transfer full): what puts cards somewhere
 */
RelDiagramPins *
rel_diagram_pins_new (RelCanvas *canvas, GActionMap *actions)
{
  static const GActionEntry entries[] = {
    { .name = "pin", .activate = pin_cb },
    { .name = "unpin", .activate = unpin_cb },
    { .name = "unpin-all", .activate = unpin_all_cb },
    { .name = "align", .activate = align_cb, .parameter_type = "s" },
    { .name = "save-arrangement", .activate = save_cb },
    { .name = "open-arrangement", .activate = open_cb },
  };
  RelDiagramPins *self = g_object_new (REL_TYPE_DIAGRAM_PINS, NULL);

  g_set_weak_pointer (&self->canvas, canvas);
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  self->moved_handler_id =
    g_signal_connect_object (canvas, "cards-moved", G_CALLBACK (cards_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_handler_block (canvas, self->moved_handler_id);
  rel_diagram_pins_update (self);
  return self;
}

/**
 * rel_diagram_pins_get_actions:
 * @self: what puts cards somewhere
 *
 * Returns: (transfer none): where its commands are
 */
GActionMap *
rel_diagram_pins_get_actions (RelDiagramPins *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PINS (self), NULL);

  return self->actions;
}

/**
 * rel_diagram_pins_set_workspace:
 * @self: what puts cards somewhere
 * @workspace: whose arrangement it changes
 *
 * Says what the diagram is of.
 */
void
rel_diagram_pins_set_workspace (RelDiagramPins *self, RelWorkspace *workspace)
{
  g_return_if_fail (REL_IS_DIAGRAM_PINS (self));

  g_set_object (&self->workspace, workspace);
}

/**
 * rel_diagram_pins_set_shown:
 * @self: what puts cards somewhere
 * @shown: (nullable): the arrangement that the picture was made with; %NULL if it is one in which
 *   cards cannot be put anywhere
 *
 * Says that there is another picture.
 */
void
rel_diagram_pins_set_shown (RelDiagramPins *self, RelArrangement *shown)
{
  g_return_if_fail (REL_IS_DIAGRAM_PINS (self));

  if (shown != NULL && self->shown == NULL)
    g_signal_handler_unblock (self->canvas, self->moved_handler_id);
  else if (shown == NULL && self->shown != NULL)
    g_signal_handler_block (self->canvas, self->moved_handler_id);
  if (shown != NULL)
    rel_arrangement_ref (shown);
  g_clear_pointer (&self->shown, rel_arrangement_unref);
  self->shown = shown;
}

static void
set_enabled (RelDiagramPins *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

/**
 * rel_diagram_pins_update:
 * @self: what puts cards somewhere
 *
 * Looks which commands make sense with what is chosen and pinned now.
 */
void
rel_diagram_pins_update (RelDiagramPins *self)
{
  RelArrangement *arrangement;
  g_autoptr (GArray) chosen = NULL;
  guint n_pinned = 0;

  g_return_if_fail (REL_IS_DIAGRAM_PINS (self));

  arrangement = self->workspace != NULL ? rel_workspace_get_arrangement (self->workspace) : NULL;
  chosen = list_chosen (self);
  for (guint i = 0; i < chosen->len; i++)
    n_pinned += rel_arrangement_find (arrangement, g_array_index (chosen, Chosen, i).collection) != NULL;
  set_enabled (self, "pin", n_pinned < chosen->len);
  set_enabled (self, "unpin", n_pinned > 0);
  set_enabled (self, "unpin-all", arrangement != NULL && rel_arrangement_get_n_pins (arrangement) > 0);
  set_enabled (self, "align", chosen->len > 1);
  set_enabled (self, "save-arrangement", arrangement != NULL);
  set_enabled (self, "open-arrangement", arrangement != NULL);
}

/**
 * rel_diagram_pins_save:
 * @self: what puts cards somewhere, with a workspace
 * @file: a file
 *
 * Writes the arrangement, and says what came of it.
 */
void
rel_diagram_pins_save (RelDiagramPins *self, GFile *file)
{
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  g_return_if_fail (REL_IS_DIAGRAM_PINS (self));

  text = rel_arrangement_dup_text (rel_workspace_get_arrangement (self->workspace));
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                       g_object_ref (self));
}

/**
 * rel_diagram_pins_open:
 * @self: what puts cards somewhere, with a workspace
 * @file: a file that [method@DiagramPins.save] wrote
 *
 * Takes over the arrangement in a file; if it is none, says so.
 */
void
rel_diagram_pins_open (RelDiagramPins *self, GFile *file)
{
  g_return_if_fail (REL_IS_DIAGRAM_PINS (self));

  g_file_load_contents_async (file, NULL, read_cb, g_object_ref (self));
}
