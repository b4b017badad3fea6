/* rel-relations-resource.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `/relations`.
 */

#include "config.h"

#include "rel-relations-resource.h"

#include "rel-json.h"
#include "rel-relation-list.h"

/**
 * rel_relations_resource_list:
 * @project: the project that is served
 * @call: `GET /relations` or `GET /relations/:collection`
 *
 * Returns: (transfer full): all relations, or those whose many side is one collection
 */
RelReply *
rel_relations_resource_list (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) relations = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  JsonArray *list;

  if (schema == NULL)
    return rel_reply_new_error (error);
  if (call->names[0] != NULL && !rel_db_schema_has_collection (schema, call->names[0]))
    return rel_reply_new_forbidden ();
  if (!call->is_admin)
    return rel_reply_new_unreadable ("directus_relations");

  relations = rel_relation_list_stitch (schema, call->names[0]);
  list = json_array_sized_new (relations->len);
  for (guint i = 0; i < relations->len; i++)
    json_array_add_object_element (list, rel_relation_list_describe (&g_array_index (relations, RelStitched, i)));
  return rel_reply_new_array (list);
}

/**
 * rel_relations_resource_get:
 * @project: the project that is served
 * @call: `GET /relations/:collection/:field`
 *
 * Returns: (transfer full): the relation
 */
RelReply *
rel_relations_resource_get (RelProject *project, RelCall *call)
{
  g_autoptr (GError) error = NULL;
  RelDbSchema *schema = rel_project_get_schema (project, &error);
  RelStitched relation;

  if (schema == NULL)
    return rel_reply_new_error (error);
  if (!rel_db_schema_has_collection (schema, call->names[0]))
    return rel_reply_new_forbidden ();
  if (!call->is_admin)
    return rel_reply_new_unreadable ("directus_relations");
  if (!rel_relation_list_find_own (schema, call->names[0], call->names[1], &relation))
    return rel_reply_new_forbidden ();
  return rel_reply_new_object (rel_relation_list_describe (&relation));
}
