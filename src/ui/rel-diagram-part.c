/* rel-diagram-part.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-diagram-part.h"

#include <glib/gi18n.h>

/**
 * RelDiagramPart:
 *
 * Which part of a schema a diagram shows, and how much of it: all, what is around a
 * collection, a folder or a path; with or without what is Directus' own, junctions and
 * folders; names, relations or all fields.
 *
 * Its switches are actions, which menus name.
 */
struct _RelDiagramPart
{
  GObject parent_instance;

  GSimpleActionGroup *actions; /* (owned) */
  RelDetail detail;
  gboolean junctions;
  gboolean groups;
  gboolean system;
  char *around; /* (owned) (nullable) */
  guint n_steps;
  char *folder; /* (owned) (nullable) */
  char *from;   /* (owned) (nullable) */
  char *to;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RelDiagramPart, rel_diagram_part, G_TYPE_OBJECT)

#define MAX_STEPS 9

static const char *const details[] = { "names", "relations", "fields" };

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_steps (RelDiagramPart *self)
{
  GAction *more = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "more");
  GAction *fewer = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "fewer");
  GAction *all = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "all");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (more), self->around != NULL && self->n_steps < MAX_STEPS);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (fewer), self->around != NULL && self->n_steps > 1);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (all), !rel_diagram_part_is_all (self));
}

static void
changed (RelDiagramPart *self)
{
  update_steps (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
detail_chosen_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  RelDiagramPart *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      if (!g_str_equal (g_variant_get_string (value, NULL), details[i]))
        continue;
      self->detail = (RelDetail) i;
      g_simple_action_set_state (action, value);
      changed (self);
    }
}

static void
junctions_switched_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  RelDiagramPart *self = user_data;

  self->junctions = g_variant_get_boolean (value);
  g_simple_action_set_state (action, value);
  changed (self);
}

static void
groups_switched_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  RelDiagramPart *self = user_data;

  self->groups = g_variant_get_boolean (value);
  g_simple_action_set_state (action, value);
  changed (self);
}

static void
more_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramPart *self = user_data;

  self->n_steps++;
  changed (self);
}

static void
fewer_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramPart *self = user_data;

  self->n_steps--;
  changed (self);
}

static void
all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  rel_diagram_part_set_all (user_data);
}

static void
rel_diagram_part_finalize (GObject *object)
{
  RelDiagramPart *self = REL_DIAGRAM_PART (object);

  g_object_unref (self->actions);
  g_free (self->around);
  g_free (self->folder);
  g_free (self->from);
  g_free (self->to);

  G_OBJECT_CLASS (rel_diagram_part_parent_class)->finalize (object);
}

static void
rel_diagram_part_class_init (RelDiagramPartClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_diagram_part_finalize;

  /**
   * RelDiagramPart::changed:
   * @self: a part
   *
   * Another part is to be shown, or more or less of it.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_diagram_part_init (RelDiagramPart *self)
{
  static const GActionEntry entries[] = {
    { .name = "detail", .parameter_type = "s", .state = "'relations'", .change_state = detail_chosen_cb },
    { .name = "junctions", .state = "false", .change_state = junctions_switched_cb },
    { .name = "groups", .state = "false", .change_state = groups_switched_cb },
    { .name = "more", .activate = more_cb },
    { .name = "fewer", .activate = fewer_cb },
    { .name = "all", .activate = all_cb },
  };

  self->detail = REL_DETAIL_RELATIONS;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  update_steps (self);
}

/**
 * rel_diagram_part_new:
 *
 * Returns: (transfer full): all, with its relations
 */
RelDiagramPart *
rel_diagram_part_new (void)
{
  return g_object_new (REL_TYPE_DIAGRAM_PART, NULL);
}

/**
 * rel_diagram_part_get_actions:
 * @self: a part
 *
 * Returns: (transfer none): its switches; it outlives none of them, so they are to be let go of
 *   with it
 */
GActionGroup *
rel_diagram_part_get_actions (RelDiagramPart *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PART (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * rel_diagram_part_set_system:
 * @self: a part
 * @system: whether what is Directus' own is shown too
 *
 * Nothing is emitted: who says so shows the part as well.
 */
void
rel_diagram_part_set_system (RelDiagramPart *self, gboolean system)
{
  g_return_if_fail (REL_IS_DIAGRAM_PART (self));

  self->system = system;
}

static void
clear (RelDiagramPart *self)
{
  g_clear_pointer (&self->around, g_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
}

/**
 * rel_diagram_part_set_around:
 * @self: a part
 * @collection: a name
 * @n_steps: how many links away what is shown may be
 *
 * Shows only what is around a collection.
 */
void
rel_diagram_part_set_around (RelDiagramPart *self, const char *collection, guint n_steps)
{
  g_return_if_fail (REL_IS_DIAGRAM_PART (self));

  clear (self);
  self->around = g_strdup (collection);
  self->n_steps = n_steps;
  changed (self);
}

/**
 * rel_diagram_part_set_folder:
 * @self: a part
 * @folder: a name
 *
 * Shows only what is in a folder, and what that is linked with.
 */
void
rel_diagram_part_set_folder (RelDiagramPart *self, const char *folder)
{
  g_return_if_fail (REL_IS_DIAGRAM_PART (self));

  clear (self);
  self->folder = g_strdup (folder);
  changed (self);
}

/**
 * rel_diagram_part_set_path:
 * @self: a part
 * @from: a name
 * @to: another one
 *
 * Shows only the shortest way from a collection to another one.
 */
void
rel_diagram_part_set_path (RelDiagramPart *self, const char *from, const char *to)
{
  g_return_if_fail (REL_IS_DIAGRAM_PART (self));

  clear (self);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  changed (self);
}

/**
 * rel_diagram_part_set_all:
 * @self: a part
 *
 * Shows all again.
 */
void
rel_diagram_part_set_all (RelDiagramPart *self)
{
  g_return_if_fail (REL_IS_DIAGRAM_PART (self));

  clear (self);
  changed (self);
}

/**
 * rel_diagram_part_get_options:
 * @self: a part
 * @options: (out): what to show; the names in it are the part's
 */
void
rel_diagram_part_get_options (RelDiagramPart *self, RelDiagramOptions *options)
{
  g_return_if_fail (REL_IS_DIAGRAM_PART (self));

  *options = (RelDiagramOptions){
    .detail = self->detail,
    .junctions = self->junctions,
    .groups = self->groups,
    .system = self->system,
    .around = self->around,
    .n_steps = self->n_steps,
    .group = self->folder,
    .path_from = self->from,
    .path_to = self->to,
  };
}

/**
 * rel_diagram_part_is_all:
 * @self: a part
 *
 * Returns: whether no collection is left out
 */
gboolean
rel_diagram_part_is_all (RelDiagramPart *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PART (self), FALSE);

  return self->around == NULL && self->folder == NULL && self->from == NULL;
}

/**
 * rel_diagram_part_dup_text:
 * @self: a part
 *
 * Returns: (transfer full) (nullable): what it is, in words; %NULL if it is all
 */
char *
rel_diagram_part_dup_text (RelDiagramPart *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PART (self), NULL);

  if (self->around != NULL)
    /* Translators: a number of steps, and a collection. */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Only what is %u step away from %s",
                                         "Only what is up to %u steps away from %s", self->n_steps),
                            self->n_steps, self->around);
  if (self->folder != NULL)
    /* Translators: a folder of collections. */
    return g_strdup_printf (_ ("Only the folder %s, and what it is linked with"), self->folder);
  if (self->from != NULL)
    /* Translators: two collections. */
    return g_strdup_printf (_ ("Only the way from %s to %s"), self->from, self->to);
  return NULL;
}
