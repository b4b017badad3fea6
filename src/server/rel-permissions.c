/* rel-permissions.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-permissions.h"

#include "rel-json.h"
#include "rel-network.h"

#define ALL_FIELDS "*"

/**
 * RelPermissions:
 *
 * What somebody may read: everything, or some fields of some collections. It is what the
 * policies say that are given to the user, to the user's role and to the roles above it; who
 * has no role has what is given to everybody. Before Directus 11 a role is its own policy.
 *
 * Rules about single items are not looked at here.
 */
struct _RelPermissions
{
  gboolean is_admin;
  GHashTable *fields; /* (element-type utf8 GHashTable) (owned): sets of names, by collection */
};

/* A layout of the tables: the first statement gets the policies of the user ?1, the second
 * one what ?1, a policy, lets be read. */
typedef struct
{
  const char *policies;
  const char *permissions;
} Layout;

static const Layout layouts[] = {
  { "WITH RECURSIVE roles (id) AS (SELECT role FROM directus_users WHERE id = ?1 AND role IS NOT NULL"
    " UNION SELECT r.parent FROM directus_roles AS r JOIN roles ON r.id = roles.id WHERE r.parent IS NOT NULL)"
    " SELECT p.id, p.admin_access, p.app_access, p.ip_access, a.user IS NULL AND a.role IS NULL"
    " FROM directus_access AS a JOIN directus_policies AS p ON p.id = a.policy"
    " WHERE a.user = ?1 OR a.role IN roles"
    " OR (a.user IS NULL AND a.role IS NULL AND NOT EXISTS (SELECT 1 FROM roles))",
    "SELECT collection, fields FROM directus_permissions WHERE action = 'read' AND policy = ?1" },
  { "SELECT r.id, r.admin_access, r.app_access, r.ip_access, r.id IS NULL FROM (SELECT ?1 AS id) AS asker"
    " LEFT JOIN directus_users AS u ON u.id = asker.id LEFT JOIN directus_roles AS r ON r.id = u.role",
    "SELECT collection, fields FROM directus_permissions WHERE action = 'read' AND role IS ?1" },
};

/* What Directus lets those read who may use its app; these rows are in no table. */
static const struct
{
  const char *collection;
  const char *fields;
} app_permissions[] = {
  { "directus_collections", ALL_FIELDS },
  { "directus_fields", ALL_FIELDS },
  { "directus_relations", ALL_FIELDS },
  { "directus_translations", ALL_FIELDS },
  { "directus_activity", ALL_FIELDS },
  { "directus_comments", ALL_FIELDS },
  { "directus_presets", ALL_FIELDS },
  { "directus_roles", ALL_FIELDS },
  { "directus_settings", ALL_FIELDS },
  { "directus_notifications", ALL_FIELDS },
  { "directus_shares", ALL_FIELDS },
  { "directus_users", "id,first_name,last_name,last_page,email,password,location,title,description,tags,"
                      "preferences_divider,avatar,language,appearance,theme_light,theme_dark,tfa_secret,status,role" },
};

static void
allow (RelPermissions *self, const char *collection, const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields != NULL ? fields : "", ",", -1);
  GHashTable *allowed = g_hash_table_lookup (self->fields, collection);

  if (allowed == NULL)
    {
      allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->fields, g_strdup (collection), allowed);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (*g_strstrip (names[i]) != '\0')
        g_hash_table_add (allowed, g_strdup (names[i]));
    }
}

static gboolean
is_from (const char *networks, const char *address)
{
  g_auto (GStrv) list = g_strsplit (networks != NULL ? networks : "", ",", -1);

  if (list[0] == NULL)
    return TRUE;
  for (guint i = 0; list[i] != NULL; i++)
    {
      if (rel_network_has (list[i], address))
        return TRUE;
    }
  return FALSE;
}

static void
add_policy (RelPermissions *self, RelDb *db, const Layout *layout, const char *policy)
{
  g_autoptr (RelStatement) statement = rel_db_prepare (db, layout->permissions, NULL);

  if (statement == NULL)
    return;
  rel_statement_bind_string (statement, 1, policy);
  while (rel_statement_step (statement, NULL))
    {
      const char *collection = rel_statement_get_string (statement, 0);

      if (collection != NULL)
        allow (self, collection, rel_statement_get_string (statement, 1));
    }
}

static void
add_app (RelPermissions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (app_permissions); i++)
    allow (self, app_permissions[i].collection, app_permissions[i].fields);
}

/* What everybody has gives nobody the app, let alone everything. */
static void
add_policies (RelPermissions *self, RelDb *db, const Layout *layout, RelStatement *statement, const char *address)
{
  gboolean has_app = FALSE;

  while (rel_statement_step (statement, NULL))
    {
      gboolean is_public = rel_statement_get_int (statement, 4) != 0;

      if (address != NULL && !is_from (rel_statement_get_string (statement, 3), address))
        continue;
      self->is_admin |= !is_public && rel_statement_get_int (statement, 1) != 0;
      has_app |= !is_public && rel_statement_get_int (statement, 2) != 0;
      add_policy (self, db, layout, rel_statement_get_string (statement, 0));
    }
  if (has_app)
    add_app (self);
}

/**
 * rel_permissions_read:
 * @db: a database
 * @user: (nullable): id of a user; %NULL for who has not said who they are
 * @address: (nullable): the address they ask from; %NULL if policies count wherever they are from
 *
 * Returns: (transfer full): what they may read: nothing in a database without policies
 */
RelPermissions *
rel_permissions_read (RelDb *db, const char *user, const char *address)
{
  RelPermissions *self = g_new0 (RelPermissions, 1);

  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (RelStatement) statement = rel_db_prepare (db, layouts[i].policies, NULL);

      if (statement == NULL)
        continue;
      rel_statement_bind_string (statement, 1, user);
      add_policies (self, db, &layouts[i], statement, address);
      break;
    }
  return self;
}

/**
 * rel_permissions_free:
 * @self: (transfer full): permissions
 */
void
rel_permissions_free (RelPermissions *self)
{
  g_hash_table_unref (self->fields);
  g_free (self);
}

/**
 * rel_permissions_has_everything:
 * @self: permissions
 *
 * Returns: whether they are an administrator's
 */
gboolean
rel_permissions_has_everything (const RelPermissions *self)
{
  return self->is_admin;
}

/**
 * rel_permissions_has_collection:
 * @self: permissions
 * @collection: name of a collection
 *
 * Returns: whether some of it may be read
 */
gboolean
rel_permissions_has_collection (const RelPermissions *self, const char *collection)
{
  return self->is_admin || g_hash_table_contains (self->fields, collection);
}

/**
 * rel_permissions_has_field:
 * @self: permissions
 * @collection: name of a collection
 * @field: name of a field of it
 *
 * Returns: whether it may be read
 */
gboolean
rel_permissions_has_field (const RelPermissions *self, const char *collection, const char *field)
{
  GHashTable *fields = g_hash_table_lookup (self->fields, collection);

  return self->is_admin ||
         (fields != NULL && (g_hash_table_contains (fields, ALL_FIELDS) || g_hash_table_contains (fields, field)));
}

static gboolean
has_all_collections (const RelPermissions *self, JsonArray *collections)
{
  for (guint i = 0; collections != NULL && i < json_array_get_length (collections); i++)
    {
      JsonNode *name = json_array_get_element (collections, i);

      if (json_node_get_value_type (name) == G_TYPE_STRING &&
          !rel_permissions_has_collection (self, json_node_get_string (name)))
        return FALSE;
    }
  return TRUE;
}

/**
 * rel_permissions_has_relation:
 * @self: permissions
 * @relation: a relation
 *
 * Returns: whether both of its sides may be read, and all collections that it may lead to
 */
gboolean
rel_permissions_has_relation (const RelPermissions *self, const RelStitched *relation)
{
  const char *related = relation->related_collection;
  const char *one_field = relation->meta != NULL ? rel_json_get_string (relation->meta, "one_field") : NULL;

  if (!rel_permissions_has_field (self, relation->collection, relation->field) ||
      (relation->meta != NULL &&
       !has_all_collections (self, rel_json_get_array (relation->meta, "one_allowed_collections"))))
    return FALSE;
  if (related == NULL || *related == '\0')
    return TRUE;
  return rel_permissions_has_collection (self, related) &&
         (one_field == NULL || *one_field == '\0' || rel_permissions_has_field (self, related, one_field));
}
