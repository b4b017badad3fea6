/* rel-drawing-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where cards stand and lines run, as JSON.
 */

#include "config.h"

#include <string.h>

#include "rel-drawing-private.h"

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_box (JsonBuilder *builder, const char *name, const RelBox *box)
{
  json_builder_begin_object (builder);
  add_string (builder, "name", name);
  add_number (builder, "x", box->x);
  add_number (builder, "y", box->y);
  add_number (builder, "width", box->width);
  add_number (builder, "height", box->height);
  json_builder_end_object (builder);
}

static void
add_edge (JsonBuilder *builder, RelScene *scene, const RelEdge *edge)
{
  g_autofree char *from = rel_drawing_dup_end (scene, &edge->from);
  g_autofree char *to = rel_drawing_dup_end (scene, &edge->to);

  json_builder_begin_object (builder);
  add_string (builder, "from", from);
  add_string (builder, "to", to);
  add_string (builder, "kind", rel_kind_get_id (edge->kind));
  json_builder_set_member_name (builder, "points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < edge->points->len; i++)
    {
      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, g_array_index (edge->points, RelPoint, i).x);
      json_builder_add_double_value (builder, g_array_index (edge->points, RelPoint, i).y);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/*< private >
 * rel_drawing_layout:
 * @scene: a scene
 *
 * Returns: (transfer full): its geometry
 */
GBytes *
rel_drawing_layout (RelScene *scene)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  add_number (builder, "width", rel_scene_get_width (scene));
  add_number (builder, "height", rel_scene_get_height (scene));
  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rel_scene_get_n_groups (scene); i++)
    {
      const RelGroup *group = rel_scene_get_group (scene, i);

      if (group->box.width > 0)
        add_box (builder, group->folder, &group->box);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "cards");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rel_scene_get_n_cards (scene); i++)
    add_box (builder, rel_drawing_get_name (rel_scene_get_card (scene, i)), &rel_scene_get_card (scene, i)->box);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "edges");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    add_edge (builder, scene, rel_scene_get_edge (scene, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = rel_json_dup_text (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}
