/* rel-diagram-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-diagram-page.h"

#include "rel-arranger.h"
#include "rel-beside.h"
#include "rel-bulk-bar.h"
#include "rel-collection-page.h"
#include "rel-comparison-bar.h"
#include "rel-diagram-commands.h"
#include "rel-diagram-edits.h"
#include "rel-diagram-marks.h"
#include "rel-diagram-output.h"
#include "rel-diagram-part.h"
#include "rel-flow.h"
#include "rel-minimap.h"
#include "rel-relation-page.h"
#include "rel-scale-button.h"

/**
 * RelDiagramPage:
 *
 * The whole project as a picture. What is chosen in it has its page beside it where there is
 * room; Enter goes there. What is not published, what the checks found and what clashes is
 * shown at its place, and what is looked for stands out. Instead of what is not published, a
 * comparison with something else can be shown.
 */
struct _RelDiagramPage
{
  GtkBox parent_instance;

  GtkSearchEntry *entry;
  RelScaleButton *scale;
  GtkMenuButton *menu;
  GtkLabel *mistake;
  GtkWidget *part_bar;
  GtkLabel *part_label;
  RelComparisonBar *comparison;
  RelBeside *beside;
  RelCanvas *canvas;
  RelMinimap *minimap;
  RelDiagramOutput *output;
  RelBulkBar *bulk_bar;
  GtkSpinner *busy;
  GtkStack *side;
  RelRelationPage *relation;
  RelCollectionPage *collection;

  RelWorkspace *workspace;      /* (owned) (nullable) */
  RelChecker *checker;          /* (owned) (nullable) */
  RelDiagramPart *part;         /* (owned) */
  RelDiagramCommands *commands; /* (owned) */
  RelDiagramPins *pins;         /* (owned) */
  RelDiagramEdits *edits;       /* (owned) */
  RelArranger *arranger;        /* (owned) */
  RelSchema *schema;            /* (owned) (nullable): that is arranged, or being arranged */
  RelSchema *base;              /* (owned) (nullable): that it is compared with */
  RelArrangement *arrangement;  /* (owned) (nullable): where cards of it were put */
  gboolean with_system;         /* as it is arranged */
  gboolean compared;            /* whether @base is not what is published */
  RelQuery *query;              /* (owned) (nullable): what is looked for */
  guint nth_found;              /* of what was found, where the search is */
  RelPlace *pointed_at;         /* (owned) (nullable): to be chosen when there is a picture */
  guint side_source_id;         /* until what is chosen is shown beside; 0 if none */
};

G_DEFINE_FINAL_TYPE (RelDiagramPage, rel_diagram_page, GTK_TYPE_BOX)

#define SIDE_DELAY_MS     120
#define LEAST_FOUND_SCALE 0.45 /* what was found can be read */

/* --- The picture --- */

/* What a person put somewhere, as far as it is there in the picture: a part of the whole is laid
 * out by itself. */
static RelArrangement *
get_pins (RelDiagramPage *self)
{
  return rel_diagram_part_is_all (self->part) ? self->arrangement : NULL;
}

static void
set_schema (RelSchema **place, RelSchema *schema)
{
  if (schema != NULL)
    rel_schema_ref (schema);
  g_clear_pointer (place, rel_schema_unref);
  *place = schema;
}

static void
update_busy (RelDiagramPage *self)
{
  gboolean busy = rel_arranger_is_busy (self->arranger);
  gboolean waiting = busy && rel_canvas_get_scene (self->canvas) == NULL;

  /* Another picture follows: what is told of this one may not hold for long. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->busy), waiting);
  gtk_spinner_set_spinning (self->busy, waiting);
}

static void
arrange (RelDiagramPage *self, gboolean again)
{
  g_autoptr (RelLettering) lettering = rel_lettering_new (GTK_WIDGET (self->canvas));
  RelDiagramOptions options;

  rel_diagram_part_get_options (self->part, &options);
  rel_arranger_arrange (self->arranger, self->schema, self->base, &options, lettering,
                        again ? rel_canvas_get_scene (self->canvas) : NULL, get_pins (self));
  update_busy (self);
}

static RelMarks *
make_marks (RelDiagramPage *self, RelScene *scene)
{
  return rel_diagram_marks_new (scene, self->schema, self->query, rel_checker_get_findings (self->checker),
                                rel_workspace_get_conflicts (self->workspace), get_pins (self), self->compared);
}

static void
update_marks (RelDiagramPage *self)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  g_autoptr (RelMarks) marks = scene != NULL ? make_marks (self, scene) : NULL;

  if (marks != NULL)
    rel_canvas_set_marks (self->canvas, marks);
}

/* --- What is chosen --- */

/* The place of what is chosen, if it is one thing. */
static RelPlace *
find_place (RelDiagramPage *self)
{
  GArray *chosen = rel_canvas_get_chosen (self->canvas);
  const char *collection;
  const char *field;
  guint nth;

  if (chosen->len != 1 || !rel_scene_find_link (rel_canvas_get_scene (self->canvas), &g_array_index (chosen, RelHit, 0),
                                                &collection, &field, &nth))
    return NULL;
  return field != NULL ? rel_place_new_relation (collection, field, nth) : rel_place_new_collection (collection);
}

/* The list beside the picture is where the picture is. */
static void
point_sidebar_at (RelDiagramPage *self, RelPlace *place)
{
  const char *field = place != NULL ? rel_place_get_field (place) : NULL;

  gtk_widget_activate_action (GTK_WIDGET (self), "project.point-at", "(ssu)",
                              place != NULL ? rel_place_get_collection (place) : "", field != NULL ? field : "",
                              field != NULL ? rel_place_get_nth (place) : 0);
}

static void
show_side (RelDiagramPage *self)
{
  g_autoptr (RelPlace) place = find_place (self);
  gboolean is_relation = place != NULL && rel_place_get_kind (place) == REL_PLACE_RELATION;

  g_clear_handle_id (&self->side_source_id, g_source_remove);
  rel_beside_set_shows_side (self->beside, place != NULL);
  point_sidebar_at (self, place);
  if (place == NULL)
    return;
  if (is_relation)
    rel_relation_page_show (self->relation, self->workspace, place, rel_checker_get_findings (self->checker));
  else
    rel_collection_page_show (self->collection, self->workspace, place);
  gtk_stack_set_visible_child (self->side, is_relation ? GTK_WIDGET (self->relation) : GTK_WIDGET (self->collection));
}

static gboolean
side_is_due_cb (gpointer user_data)
{
  RelDiagramPage *self = user_data;

  /* It would come under the pointer. */
  if (rel_canvas_is_dragging (self->canvas))
    return G_SOURCE_CONTINUE;
  self->side_source_id = 0;
  show_side (self);
  return G_SOURCE_REMOVE;
}

/* Who walks by keys passes many; the page beside is made for where one stays. */
static void
chosen_changed_cb (RelDiagramPage *self)
{
  rel_diagram_commands_update (self->commands, self->schema);
  rel_diagram_pins_update (self->pins);
  rel_diagram_edits_update (self->edits, self->workspace);
  g_clear_handle_id (&self->side_source_id, g_source_remove);
  self->side_source_id = g_timeout_add (SIDE_DELAY_MS, side_is_due_cb, self);
}

static void
activated_cb (RelDiagramPage *self)
{
  g_autoptr (RelPlace) place = find_place (self);

  if (place == NULL)
    return;
  if (rel_place_get_kind (place) == REL_PLACE_RELATION)
    gtk_widget_activate_action (GTK_WIDGET (self), "project.show-relation", "(ssu)", rel_place_get_collection (place),
                                rel_place_get_field (place), rel_place_get_nth (place));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "project.show-collection", "s", rel_place_get_collection (place));
}

static void
choose_pointed_at (RelDiagramPage *self)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  g_autoptr (RelPlace) place = NULL;
  gboolean is_there;
  RelHit hit;

  /* A better picture is about to come, all of which is to be seen first. */
  if (scene == NULL || self->pointed_at == NULL || rel_arranger_is_busy (self->arranger))
    return;
  is_there = rel_scene_find_hit (scene, rel_place_get_collection (self->pointed_at),
                                 rel_place_get_field (self->pointed_at), &hit);
  /* A field that was just made has its row in the next picture. */
  if ((!is_there || (hit.kind == REL_HIT_CARD && rel_place_get_field (self->pointed_at) != NULL)) &&
      self->schema != rel_workspace_get_draft (self->workspace))
    return;
  place = g_steal_pointer (&self->pointed_at);
  if (is_there)
    rel_canvas_choose (self->canvas, &hit, FALSE);
}

static void
arranged_cb (RelDiagramPage *self, RelGrid *grid, gboolean last)
{
  rel_diagram_pins_set_shown (self->pins, get_pins (self));
  rel_canvas_show (self->canvas, grid, self->schema, self->base);
  update_marks (self);
  update_busy (self);
  choose_pointed_at (self);
  show_side (self);
  rel_diagram_commands_update (self->commands, self->schema);
  rel_diagram_pins_update (self->pins);
  rel_diagram_edits_update (self->edits, self->workspace);
}

static void
failed_cb (RelDiagramPage *self, const char *message)
{
  /* Only part of it was to be shown, and that is not there any more. */
  update_busy (self);
  if (!rel_diagram_part_is_all (self->part))
    rel_diagram_part_set_all (self->part);
}

static void
part_changed_cb (RelDiagramPage *self)
{
  g_autofree char *text = rel_diagram_part_dup_text (self->part);
  gboolean is_all = text == NULL;

  gtk_label_set_label (self->part_label, is_all ? "" : text);
  gtk_widget_set_visible (self->part_bar, !is_all);
  if (self->schema == NULL)
    return;
  rel_canvas_fit (self->canvas);
  arrange (self, FALSE);
}

static void
compared_cb (RelDiagramPage *self)
{
  if (self->workspace != NULL)
    rel_diagram_page_show (self, self->workspace, self->checker, self->with_system);
}

/* --- Search --- */

static void
search_changed_cb (RelDiagramPage *self)
{
  g_autoptr (GError) error = NULL;
  RelQuery *query = rel_query_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error);

  gtk_label_set_label (self->mistake, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  /* What was asked before stays until what is typed can be understood. */
  if (query == NULL)
    return;
  if (self->query == NULL || !g_str_equal (rel_query_get_text (self->query), rel_query_get_text (query)))
    self->nth_found = 0;
  g_clear_pointer (&self->query, rel_query_unref);
  self->query = query;
  update_marks (self);
}

/* Goes to what was found, one after the other, near enough to read it. */
static void
search_activated_cb (RelDiagramPage *self)
{
  RelScene *scene = rel_canvas_get_scene (self->canvas);
  g_autoptr (RelMarks) marks = NULL;
  g_autoptr (GArray) found = NULL;

  /* What was typed last may not have been looked for yet. */
  search_changed_cb (self);
  if (scene == NULL || self->query == NULL || rel_query_is_empty (self->query))
    return;
  marks = make_marks (self, scene);
  found = rel_diagram_marks_list_found (scene, marks, self->schema, self->query);
  if (found->len == 0)
    return;
  rel_canvas_choose (self->canvas, &g_array_index (found, RelHit, self->nth_found % found->len), FALSE);
  if (rel_canvas_get_view (self->canvas)->scale < LEAST_FOUND_SCALE)
    rel_canvas_fit_chosen (self->canvas);
  self->nth_found++;
}

static void
search_stopped_cb (RelDiagramPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* --- The page --- */

static void
rel_diagram_page_dispose (GObject *object)
{
  RelDiagramPage *self = REL_DIAGRAM_PAGE (object);

  g_clear_handle_id (&self->side_source_id, g_source_remove);
  if (self->arranger != NULL)
    rel_arranger_stop (self->arranger);
  g_clear_object (&self->arranger);
  g_clear_object (&self->workspace);
  g_clear_object (&self->checker);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "diagram-page", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "diagram", NULL);
  g_clear_pointer (&self->edits, rel_diagram_edits_free);
  g_clear_pointer (&self->commands, rel_diagram_commands_free);
  g_clear_object (&self->pins);
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_DIAGRAM_PAGE);

  G_OBJECT_CLASS (rel_diagram_page_parent_class)->dispose (object);
}

static void
rel_diagram_page_finalize (GObject *object)
{
  RelDiagramPage *self = REL_DIAGRAM_PAGE (object);

  g_object_unref (self->part);
  g_clear_pointer (&self->schema, rel_schema_unref);
  g_clear_pointer (&self->base, rel_schema_unref);
  g_clear_pointer (&self->arrangement, rel_arrangement_unref);
  g_clear_pointer (&self->query, rel_query_unref);
  g_clear_pointer (&self->pointed_at, rel_place_unref);

  G_OBJECT_CLASS (rel_diagram_page_parent_class)->finalize (object);
}

static void
rel_diagram_page_class_init (RelDiagramPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rel_diagram_page_dispose;
  object_class->finalize = rel_diagram_page_finalize;

  g_type_ensure (REL_TYPE_BESIDE);
  g_type_ensure (REL_TYPE_BULK_BAR);
  g_type_ensure (REL_TYPE_CANVAS);
  g_type_ensure (REL_TYPE_COLLECTION_PAGE);
  g_type_ensure (REL_TYPE_COMPARISON_BAR);
  g_type_ensure (REL_TYPE_DIAGRAM_OUTPUT);
  g_type_ensure (REL_TYPE_FLOW);
  g_type_ensure (REL_TYPE_MINIMAP);
  g_type_ensure (REL_TYPE_RELATION_PAGE);
  g_type_ensure (REL_TYPE_SCALE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-diagram-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, entry);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, scale);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, menu);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, mistake);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, part_bar);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, part_label);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, comparison);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, beside);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, minimap);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, output);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, bulk_bar);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, busy);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, side);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, relation);
  gtk_widget_class_bind_template_child (widget_class, RelDiagramPage, collection);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, compared_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "diagram-page.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "diagram-page.zoom-in", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "diagram-page.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "diagram-page.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "diagram-page.export", NULL);
}

static void
rel_diagram_page_init (RelDiagramPage *self)
{
  self->part = rel_diagram_part_new ();
  self->arranger = rel_arranger_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "diagram", rel_diagram_part_get_actions (self->part));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->commands = rel_diagram_commands_new (self->canvas, self->part);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "diagram-page", rel_diagram_commands_get_actions (self->commands));
  self->edits = rel_diagram_edits_new (self->canvas, self->bulk_bar,
                                       G_ACTION_MAP (rel_diagram_commands_get_actions (self->commands)));
  rel_diagram_output_set_canvas (self->output, self->canvas,
                                 G_ACTION_MAP (rel_diagram_commands_get_actions (self->commands)));
  self->pins = rel_diagram_pins_new (self->canvas, G_ACTION_MAP (rel_diagram_commands_get_actions (self->commands)));
  gtk_search_entry_set_key_capture_widget (self->entry, NULL);
  rel_minimap_set_canvas (self->minimap, self->canvas);
  rel_scale_button_set_canvas (self->scale, self->canvas);
  rel_diagram_commands_follow_menu (self->commands, self->menu);
  g_signal_connect_object (self->part, "changed", G_CALLBACK (part_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->arranger, "arranged", G_CALLBACK (arranged_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->arranger, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  rel_diagram_commands_update (self->commands, self->schema);
}

/**
 * rel_diagram_page_new:
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
GtkWidget *
rel_diagram_page_new (void)
{
  return g_object_new (REL_TYPE_DIAGRAM_PAGE, NULL);
}

/**
 * rel_diagram_page_show:
 * @self: a page
 * @workspace: a workspace
 * @checker: what checks its draft
 * @with_system: whether what is Directus' own is shown too
 *
 * Shows the workspace's draft, with what differs from what is published. After each change of
 * the workspace this is to be called again; it costs little if nothing changed.
 */
void
rel_diagram_page_show (RelDiagramPage *self, RelWorkspace *workspace, RelChecker *checker, gboolean with_system)
{
  RelSchema *draft = rel_workspace_get_draft (workspace);
  RelSchema *like = rel_comparison_bar_get_like (self->comparison);
  RelSchema *base = like != NULL ? like : rel_workspace_get_base (workspace);
  RelArrangement *arrangement = rel_workspace_get_arrangement (workspace);
  gboolean begins = like != NULL && !self->compared;
  gboolean again = self->schema != NULL && self->with_system == with_system &&
                   !(begins && rel_comparison_bar_is_far (self->comparison, draft));

  g_return_if_fail (REL_IS_DIAGRAM_PAGE (self));

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->checker, checker);
  rel_comparison_bar_set_draft (self->comparison, draft);
  rel_diagram_output_set_title (self->output, rel_target_get_name (rel_workspace_get_target (workspace)));
  rel_diagram_pins_set_workspace (self->pins, workspace);
  if (again && draft == self->schema && base == self->base && arrangement == self->arrangement)
    {
      update_marks (self);
      show_side (self);
      choose_pointed_at (self);
      return;
    }
  set_schema (&self->schema, draft);
  set_schema (&self->base, base);
  rel_arrangement_ref (arrangement);
  g_clear_pointer (&self->arrangement, rel_arrangement_unref);
  self->arrangement = arrangement;
  self->with_system = with_system;
  self->compared = like != NULL;
  rel_diagram_part_set_system (self->part, with_system);
  arrange (self, again);
}

/**
 * rel_diagram_page_point_at:
 * @self: a page
 * @place: a place; what has no place in a picture is passed over
 *
 * Chooses what is at a place, as soon as there is a picture.
 */
void
rel_diagram_page_point_at (RelDiagramPage *self, RelPlace *place)
{
  g_return_if_fail (REL_IS_DIAGRAM_PAGE (self));

  rel_place_ref (place);
  g_clear_pointer (&self->pointed_at, rel_place_unref);
  self->pointed_at = place;
  choose_pointed_at (self);
}

/**
 * rel_diagram_page_set_filter:
 * @self: a page
 * @text: a query
 *
 * Looks for something, as if the person had typed it.
 */
void
rel_diagram_page_set_filter (RelDiagramPage *self, const char *text)
{
  g_return_if_fail (REL_IS_DIAGRAM_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  search_changed_cb (self);
}

/**
 * rel_diagram_page_get_canvas:
 * @self: a page
 *
 * Returns: (transfer none): where the picture is
 */
RelCanvas *
rel_diagram_page_get_canvas (RelDiagramPage *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PAGE (self), NULL);

  return self->canvas;
}

/**
 * rel_diagram_page_get_pins:
 * @self: a page
 *
 * Returns: (transfer none): what puts its cards somewhere
 */
RelDiagramPins *
rel_diagram_page_get_pins (RelDiagramPage *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PAGE (self), NULL);

  return self->pins;
}

/**
 * rel_diagram_page_compare:
 * @self: a page
 * @name: (nullable): the name of something else
 * @there: (nullable): what is there; %NULL to end the comparison
 *
 * Shows how the draft differs from something else, instead of what is not published.
 */
void
rel_diagram_page_compare (RelDiagramPage *self, const char *name, RelSchema *there)
{
  g_return_if_fail (REL_IS_DIAGRAM_PAGE (self));

  if (there != NULL)
    rel_comparison_bar_begin (self->comparison, name, there);
  else
    rel_comparison_bar_end (self->comparison);
  compared_cb (self);
}

/**
 * rel_diagram_page_is_busy:
 * @self: a page
 *
 * Returns: whether another picture will be there
 */
gboolean
rel_diagram_page_is_busy (RelDiagramPage *self)
{
  g_return_val_if_fail (REL_IS_DIAGRAM_PAGE (self), FALSE);

  return rel_arranger_is_busy (self->arranger) || rel_comparison_bar_is_busy (self->comparison);
}
