/* rel-request.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-request.h"

#include <string.h>

#include "rel-relation.h"

/**
 * RelRequest:
 *
 * One request that publishes a change or a part of it: what is created, updated or deleted,
 * and with which body. As it stands it is for REST; [func@graphql_dup_mutation] says the
 * same in GraphQL.
 *
 * Relations are updated in the one form that every server from Directus 10 to 12 takes
 * without harm. Servers before 12.4.0 end their process when the body does not name
 * collection, field and related collection, and forget each action of the foreign key
 * that is not in the body; so all of these are always sent. `meta` has only what changes,
 * and never what ties the row to its key.
 *
 * It is immutable.
 */
struct _RelRequest
{
  gatomicrefcount ref_count;
  RelChange *change; /* (owned): what it is a part of */
  RelChangeAction action;
  char *path;     /* (owned) */
  JsonNode *body; /* (owned) (nullable), sealed */
};

G_DEFINE_BOXED_TYPE (RelRequest, rel_request, rel_request_ref, rel_request_unref)

static const char *const writable_meta[] = {
  "one_field", "one_deselect_action", "sort_field", "junction_field", "one_allowed_collections", "one_collection_field",
};

static char *
dup_path (RelChange *change, RelChangeAction action)
{
  static const char *const resources[] = { "collections", "fields", "relations" };
  const char *resource = resources[rel_change_get_object (change)];
  g_autofree char *collection = g_uri_escape_string (rel_change_get_collection (change), NULL, FALSE);
  g_autofree char *field = NULL;

  if (action == REL_CHANGE_CREATE)
    return rel_change_get_object (change) == REL_OBJECT_FIELD ? g_strdup_printf ("/%s/%s", resource, collection)
                                                              : g_strdup_printf ("/%s", resource);
  if (rel_change_get_object (change) == REL_OBJECT_COLLECTION)
    return g_strdup_printf ("/%s/%s", resource, collection);

  field = g_uri_escape_string (rel_change_get_field (change), NULL, FALSE);
  return g_strdup_printf ("/%s/%s/%s", resource, collection, field);
}

static void
take_request (GPtrArray *requests, RelChange *change, RelChangeAction action, JsonObject *body)
{
  RelRequest *self = g_new0 (RelRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->change = rel_change_ref (change);
  self->action = action;
  self->path = dup_path (change, action);
  if (body != NULL)
    {
      self->body = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (self->body, body);
      json_node_seal (self->body);
    }
  g_ptr_array_add (requests, self);
}

/* Copies a member as it is; not if it is absent. */
static void
copy_member (JsonObject *from, const char *name, JsonObject *to)
{
  JsonNode *value = from != NULL ? json_object_get_member (from, name) : NULL;

  if (value != NULL)
    json_object_set_member (to, name, json_node_ref (value));
}

static JsonObject *
relation_names (JsonObject *relation)
{
  JsonObject *body = json_object_new ();

  copy_member (relation, "collection", body);
  copy_member (relation, "field", body);
  if (json_object_has_member (relation, "related_collection"))
    copy_member (relation, "related_collection", body);
  else
    json_object_set_null_member (body, "related_collection");
  return body;
}

/* Both actions of the key. The server refuses `null`, so one that is not known is left out. */
static void
add_actions (JsonObject *relation, JsonObject *body)
{
  JsonObject *schema = rel_json_get_object (relation, "schema");
  JsonObject *actions;

  if (schema == NULL)
    return;

  actions = json_object_new ();
  if (rel_json_get_string (schema, "on_delete") != NULL)
    copy_member (schema, "on_delete", actions);
  if (rel_json_get_string (schema, "on_update") != NULL)
    copy_member (schema, "on_update", actions);
  json_object_set_object_member (body, "schema", actions);
}

/* All of the row that may be written. */
static void
add_meta (JsonObject *relation, JsonObject *body)
{
  JsonObject *meta = rel_json_get_object (relation, "meta");
  JsonObject *writable;

  if (meta == NULL)
    return;

  writable = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (writable_meta); i++)
    {
      /* The column may not be null. */
      if (strcmp (writable_meta[i], "one_deselect_action") != 0 ||
          !rel_json_is_null (json_object_get_member (meta, writable_meta[i])))
        copy_member (meta, writable_meta[i], writable);
    }
  json_object_set_object_member (body, "meta", writable);
}

static void
create_relation (GPtrArray *requests, RelChange *change)
{
  JsonObject *relation = json_node_get_object (rel_change_get_after (change));
  JsonObject *body = relation_names (relation);

  add_actions (relation, body);
  add_meta (relation, body);
  take_request (requests, change, REL_CHANGE_CREATE, body);
}

static gboolean
has_key (JsonObject *relation)
{
  return rel_json_get_object (relation, "schema") != NULL;
}

/**
 * rel_request_makes_anew:
 * @change: a change
 *
 * The target is ignored by PATCH, and a key is made and dropped with its relation.
 *
 * Returns: whether it is an update of a relation that deletes it and creates it again
 */
gboolean
rel_request_makes_anew (RelChange *change)
{
  JsonObject *before;
  JsonObject *after;

  if (rel_change_get_object (change) != REL_OBJECT_RELATION || rel_change_get_action (change) != REL_CHANGE_UPDATE)
    return FALSE;
  before = json_node_get_object (rel_change_get_before (change));
  after = json_node_get_object (rel_change_get_after (change));
  return g_strcmp0 (rel_json_get_string (before, "related_collection"),
                    rel_json_get_string (after, "related_collection")) != 0 ||
         has_key (before) != has_key (after);
}

static void
update_relation (GPtrArray *requests, RelChange *change)
{
  JsonObject *after = json_node_get_object (rel_change_get_after (change));
  GPtrArray *members = rel_change_get_members (change);
  JsonObject *body;
  JsonObject *meta;
  gboolean actions_change = FALSE;

  if (rel_request_makes_anew (change))
    {
      take_request (requests, change, REL_CHANGE_DELETE, NULL);
      create_relation (requests, change);
      return;
    }

  body = relation_names (after);
  add_actions (after, body);
  meta = json_object_new ();
  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);

      if (strcmp (member->path, "meta") == 0 && member->after != NULL)
        add_meta (after, body);
      else if (strcmp (member->path, "schema.on_delete") == 0 || strcmp (member->path, "schema.on_update") == 0)
        actions_change = TRUE;

      for (guint w = 0; g_str_has_prefix (member->path, "meta.") && w < G_N_ELEMENTS (writable_meta); w++)
        {
          if (strcmp (member->path + strlen ("meta."), writable_meta[w]) == 0)
            json_object_set_member (meta, writable_meta[w],
                                    member->after != NULL ? json_node_ref (member->after)
                                                          : json_node_init_null (json_node_alloc ()));
        }
    }

  if (json_object_get_size (meta) > 0)
    json_object_set_object_member (body, "meta", g_steal_pointer (&meta));
  g_clear_pointer (&meta, json_object_unref);

  if (actions_change || json_object_has_member (body, "meta"))
    take_request (requests, change, REL_CHANGE_UPDATE, body);
  else
    json_object_unref (body);
}

/* A body with what an update changes; parts are objects with only their changed members. */
static JsonObject *
changed_members (RelChange *change)
{
  GPtrArray *members = rel_change_get_members (change);
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (body, json_object_new ());
  for (guint i = 0; i < members->len; i++)
    {
      RelMemberChange *member = g_ptr_array_index (members, i);
      g_autoptr (JsonNode) value = member->after != NULL ? json_node_ref (member->after) : rel_json_new_string (NULL);
      JsonNode *next = rel_json_with (body, member->path, value);

      json_node_unref (body);
      body = next;
    }
  return json_node_dup_object (body);
}

static void
create_field (GPtrArray *requests, RelChange *change)
{
  g_autoptr (JsonNode) body = rel_json_with (rel_change_get_after (change), "collection", NULL);

  if (!rel_json_is_null (rel_json_get (json_node_get_object (body), "meta")))
    {
      JsonNode *bare = rel_json_with (body, "meta.id", NULL);

      json_node_unref (body);
      body = bare;
    }
  take_request (requests, change, REL_CHANGE_CREATE, json_node_dup_object (body));
}

/* A list of fields that is empty ends in an error of the database; without one the server
 * makes a key, or, for a folder, nothing. */
static void
create_collection (GPtrArray *requests, RelChange *change)
{
  JsonNode *after = rel_change_get_after (change);
  JsonArray *fields = rel_json_get_array (json_node_get_object (after), "fields");
  g_autoptr (JsonNode) body = fields != NULL && json_array_get_length (fields) > 0
                                ? json_node_ref (after)
                                : rel_json_with (after, "fields", NULL);

  take_request (requests, change, REL_CHANGE_CREATE, json_node_dup_object (body));
}

static void
create (GPtrArray *requests, RelChange *change)
{
  switch (rel_change_get_object (change))
    {
    case REL_OBJECT_COLLECTION:
      create_collection (requests, change);
      break;
    case REL_OBJECT_FIELD:
      create_field (requests, change);
      break;
    case REL_OBJECT_RELATION:
    default:
      create_relation (requests, change);
      break;
    }
}

/**
 * rel_request_list_for_change:
 * @change: a change
 *
 * Says how a change is published over REST.
 *
 * A relation whose target changes, or whose foreign key comes or goes, is deleted and
 * created again: Directus has no other way.
 *
 * Returns: (transfer full) (element-type RelRequest): the requests in their order; empty if
 *   all that differs is what the server sets by itself
 */
GPtrArray *
rel_request_list_for_change (RelChange *change)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_request_unref);

  switch (rel_change_get_action (change))
    {
    case REL_CHANGE_CREATE:
      create (requests, change);
      break;
    case REL_CHANGE_UPDATE:
      if (rel_change_get_object (change) == REL_OBJECT_RELATION)
        update_relation (requests, change);
      else
        take_request (requests, change, REL_CHANGE_UPDATE, changed_members (change));
      break;
    case REL_CHANGE_DELETE:
    default:
      take_request (requests, change, REL_CHANGE_DELETE, NULL);
      break;
    }
  return requests;
}

/**
 * rel_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
RelRequest *
rel_request_ref (RelRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rel_request_unref:
 * @self: (transfer full): a request
 *
 * Gives a reference back; the last one frees.
 */
void
rel_request_unref (RelRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  /* The body may share an object with the change, which others may give back in another thread:
   * an object's count is not atomic, and the change keeps it until the body is gone. */
  g_clear_pointer (&self->body, json_node_unref);
  rel_change_unref (self->change);
  g_free (self->path);
  g_free (self);
}

/**
 * rel_request_get_change:
 * @self: a request
 *
 * Returns: (transfer none): the change that it publishes, or a part of which
 */
RelChange *
rel_request_get_change (RelRequest *self)
{
  return self->change;
}

/**
 * rel_request_get_action:
 * @self: a request
 *
 * Returns: what it does; an update may take a deletion and a creation
 */
RelChangeAction
rel_request_get_action (RelRequest *self)
{
  return self->action;
}

/**
 * rel_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): `POST`, `PATCH` or `DELETE`
 */
const char *
rel_request_get_method (RelRequest *self)
{
  static const char *const methods[] = { "POST", "PATCH", "DELETE" };

  return methods[self->action];
}

/**
 * rel_request_get_path:
 * @self: a request
 *
 * Returns: (transfer none): the path, escaped, to be put after the server's address
 */
const char *
rel_request_get_path (RelRequest *self)
{
  return self->path;
}

/**
 * rel_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what is sent as JSON, if anything
 */
JsonNode *
rel_request_get_body (RelRequest *self)
{
  return self->body;
}

/**
 * rel_request_dup_text:
 * @self: a request
 *
 * Returns: (transfer full): the request for people: a line with method and path, and the
 *   body under it
 */
char *
rel_request_dup_text (RelRequest *self)
{
  g_autofree char *body = self->body != NULL ? rel_json_dup_text (self->body, TRUE) : NULL;

  if (body == NULL)
    return g_strdup_printf ("%s %s\n", rel_request_get_method (self), self->path);
  return g_strdup_printf ("%s %s\n%s\n", rel_request_get_method (self), self->path, body);
}
