/* rel-diagram-edits.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-diagram-edits.h"

#include <glib/gi18n.h>

#include "rel-deletion.h"
#include "rel-edit.h"

/**
 * RelDiagramEdits:
 *
 * What is done in a diagram with the relations that are chosen there, as edits of the draft: a
 * new one from a field to a collection, by a line or by a key; deletion; a setting for several.
 */
struct _RelDiagramEdits
{
  RelCanvas *canvas;       /* (unowned): outlives this */
  RelBulkBar *bar;         /* (unowned): outlives this */
  GActionMap *actions;     /* (owned) */
  RelWorkspace *workspace; /* (owned) (nullable) */
};

/* --- What is chosen --- */

static gboolean
find_link (RelDiagramEdits *self, guint nth, const char **collection, const char **field)
{
  GArray *chosen = rel_canvas_get_chosen (self->canvas);
  guint nth_relation;

  return nth < chosen->len &&
         rel_scene_find_link (rel_canvas_get_scene (self->canvas), &g_array_index (chosen, RelHit, nth), collection,
                              field, &nth_relation);
}

/* Those of the draft; a line that is gone from it cannot be edited. */
static void
add_relation (RelDiagramEdits *self, RelRelation *relation, GPtrArray *relations)
{
  RelCollection *collection = relation != NULL ? rel_schema_find_collection (rel_workspace_get_draft (self->workspace),
                                                                             rel_relation_get_collection (relation))
                                               : NULL;

  for (guint i = 0; collection != NULL && i < rel_collection_get_n_relations (collection); i++)
    {
      if (rel_collection_get_relation (collection, i) == relation && !g_ptr_array_find (relations, relation, NULL))
        g_ptr_array_add (relations, rel_relation_ref (relation));
    }
}

/* A field is chosen with all its relations, a relation through a junction with both halves. */
static GPtrArray *
list_relations (RelDiagramEdits *self)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  GArray *chosen = rel_canvas_get_chosen (self->canvas);
  GPtrArray *relations = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_relation_unref);

  for (guint c = 0; self->workspace != NULL && c < chosen->len; c++)
    {
      const RelHit *hit = &g_array_index (chosen, RelHit, c);

      for (guint i = 0; hit->kind != REL_HIT_CARD && i < rel_scene_get_n_edges (scene); i++)
        {
          if (!rel_scene_edge_is_hit (scene, i, hit))
            continue;
          add_relation (self, rel_scene_get_edge (scene, i)->relation, relations);
          add_relation (self, rel_scene_get_edge (scene, i)->second, relations);
        }
    }
  return relations;
}

/* --- A new relation --- */

static gboolean
can_have_relation (RelDiagramEdits *self, const char *name)
{
  RelCollection *collection =
    self->workspace != NULL ? rel_schema_find_collection (rel_workspace_get_draft (self->workspace), name) : NULL;

  return collection != NULL && rel_collection_exists (collection) && !rel_collection_is_folder (collection);
}

static void
add_between (RelDiagramEdits *self, const char *from, const char *to)
{
  if (can_have_relation (self, from) && (*to == '\0' || can_have_relation (self, to)))
    gtk_widget_activate_action (GTK_WIDGET (self->canvas), "project.add-relation-between", "(ss)", from, to);
}

static void
line_drawn_cb (RelCanvas *canvas, const char *collection, const char *field, const char *to, gpointer user_data)
{
  add_between (user_data, collection, to);
}

/* Of two that are chosen, from the first one to the second. */
static void
new_relation_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramEdits *self = user_data;
  const char *from = NULL;
  const char *to = NULL;
  const char *field;

  if (!find_link (self, 0, &from, &field))
    return;
  find_link (self, 1, &to, &field);
  add_between (self, from, to != NULL ? to : "");
}

/* --- Deletion --- */

/* What is deleted: how many, and the first of them. */
typedef struct
{
  guint n_deleted;
  const char *collection; /* (unowned): by the scene */
  const char *field;      /* (unowned): by the scene */
} Deleted;

static char *
dup_deletion_name (const Deleted *deleted)
{
  if (deleted->n_deleted == 1)
    /* Translators: names an edit; a collection and a field of it, as articles.author. */
    return g_strdup_printf (_ ("Delete %s.%s"), deleted->collection, deleted->field);
  /* Translators: names an edit. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Delete %u relation", "Delete %u relations",
                                       deleted->n_deleted),
                          deleted->n_deleted);
}

static char *
dup_deletion_words (const Deleted *deleted)
{
  if (deleted->n_deleted == 1)
    /* Translators: a collection and a field of it, as articles.author. */
    return g_strdup_printf (_ ("Deleted %s.%s"), deleted->collection, deleted->field);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Deleted %u relation", "Deleted %u relations",
                                       deleted->n_deleted),
                          deleted->n_deleted);
}

static gboolean
has_relation (RelSchema *schema, const char *collection, const char *field)
{
  RelRelation *relation = NULL;

  rel_kind_of_field (schema, collection, field, &relation, NULL);
  return relation != NULL;
}

/* All of them, or none. Both ends of one relation may be chosen. */
static RelSchema *
delete_chosen (RelDiagramEdits *self, Deleted *deleted, GError **error)
{
  g_autoptr (RelSchema) draft = rel_schema_ref (rel_workspace_get_draft (self->workspace));

  *deleted = (Deleted){ 0 };
  for (guint i = 0; i < rel_canvas_get_chosen (self->canvas)->len; i++)
    {
      const char *collection;
      const char *field;
      RelSchema *next;

      if (!find_link (self, i, &collection, &field) || field == NULL || !has_relation (draft, collection, field))
        continue;
      next = rel_deletion_apply (draft, collection, field, REL_DELETION_LINK, error);
      if (next == NULL)
        return NULL;
      rel_edit_take (&draft, next);
      if (deleted->n_deleted++ == 0)
        {
          deleted->collection = collection;
          deleted->field = field;
        }
    }
  return g_steal_pointer (&draft);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RelDiagramEdits *self = user_data;
  g_autoptr (GError) error = NULL;
  Deleted deleted;
  g_autoptr (RelSchema) draft = delete_chosen (self, &deleted, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (draft == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->canvas), "project.warn", "s", error->message);
      return;
    }
  if (deleted.n_deleted == 0)
    return;
  name = dup_deletion_name (&deleted);
  text = dup_deletion_words (&deleted);
  rel_workspace_set_draft (self->workspace, draft, name);
  gtk_widget_activate_action (GTK_WIDGET (self->canvas), "project.say-done", "s", text);
}

/* --- A setting for several --- */

static void
member_chosen_cb (RelBulkBar *bar, const char *path, const char *text, gpointer user_data)
{
  RelDiagramEdits *self = user_data;
  g_autoptr (GPtrArray) relations = list_relations (self);

  rel_bulk_bar_set_member (bar, self->workspace, relations, path, text);
}

static void
add_key (GtkEventController *shortcuts, guint keyval, const char *action)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (keyval, 0),
                                                          gtk_named_action_new (action)));
}

/**
 * rel_diagram_edits_new:
 * @canvas: where relations are chosen and drawn; it must outlive this
 * @bar: what several are set with; it must outlive this
 * @actions: where the commands are added: `new-relation` and `delete`; they must not be used
 *   after this is gone
 *
 * Returns: (transfer full): the edits
 */
RelDiagramEdits *
rel_diagram_edits_new (RelCanvas *canvas, RelBulkBar *bar, GActionMap *actions)
{
  static const GActionEntry entries[] = {
    { .name = "new-relation", .activate = new_relation_cb },
    { .name = "delete", .activate = delete_cb },
  };
  RelDiagramEdits *self = g_new0 (RelDiagramEdits, 1);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->canvas = canvas;
  self->bar = bar;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  /* Beside the canvas, these keys are for what is typed there. */
  add_key (shortcuts, GDK_KEY_Insert, "diagram-page.new-relation");
  add_key (shortcuts, GDK_KEY_KP_Insert, "diagram-page.new-relation");
  add_key (shortcuts, GDK_KEY_Delete, "diagram-page.delete");
  add_key (shortcuts, GDK_KEY_KP_Delete, "diagram-page.delete");
  gtk_widget_add_controller (GTK_WIDGET (canvas), shortcuts);
  g_signal_connect (canvas, "line-drawn", G_CALLBACK (line_drawn_cb), self);
  g_signal_connect (bar, "member-chosen", G_CALLBACK (member_chosen_cb), self);
  rel_diagram_edits_update (self, NULL);
  return self;
}

/**
 * rel_diagram_edits_free:
 * @self: (transfer full): edits whose actions no widget has any more
 *
 * Frees them.
 */
void
rel_diagram_edits_free (RelDiagramEdits *self)
{
  g_signal_handlers_disconnect_by_data (self->canvas, self);
  g_signal_handlers_disconnect_by_data (self->bar, self);
  g_object_unref (self->actions);
  g_clear_object (&self->workspace);
  g_free (self);
}

static void
set_enabled (RelDiagramEdits *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

/**
 * rel_diagram_edits_update:
 * @self: edits
 * @workspace: (nullable): whose draft is shown
 *
 * Looks what can be done with what is chosen now.
 */
void
rel_diagram_edits_update (RelDiagramEdits *self, RelWorkspace *workspace)
{
  guint n_chosen = rel_canvas_get_chosen (self->canvas)->len;
  g_autoptr (GPtrArray) relations = NULL;
  const char *collection = NULL;
  const char *field = NULL;

  g_set_object (&self->workspace, workspace);
  relations = list_relations (self);
  find_link (self, 0, &collection, &field);
  set_enabled (self, "new-relation", collection != NULL && can_have_relation (self, collection));
  set_enabled (self, "delete", relations->len > 0);
  /* One alone has its form beside it. */
  rel_bulk_bar_show_count (self->bar, n_chosen > 1 ? relations->len : 0);
}
