/* rel-badges.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-badges.h"

#include <string.h>

#include "rel-change.h"

/**
 * RelBadges:
 *
 * How much is not published and how much is wrong, of each collection and each link of a
 * project.
 *
 * It emits [signal@Badges::changed] when any of it is another. Rows ask again then, and only
 * those that are in sight are there to ask.
 */
struct _RelBadges
{
  GObject parent_instance;

  RelSchema *schema;   /* (owned) (nullable): that of the changes */
  GHashTable *changed; /* (owned) (element-type Place): what @changes are of */
  GHashTable *wrong;   /* (owned) (element-type Place): what @findings are of */
  GPtrArray *changes;  /* (owned) (nullable) (element-type RelChange) */
  GPtrArray *findings; /* (owned) (nullable) (element-type RelFinding) */
};

G_DEFINE_FINAL_TYPE (RelBadges, rel_badges, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A badge, by what it is of: a field, or all of a collection. There may be ten thousands, so
 * nothing is copied for one. */
typedef struct
{
  const char *collection; /* (unowned): of a change or finding that is kept */
  const char *field;      /* (unowned) (nullable): likewise */
  guint nth;              /* of the relations of the field */
  RelBadge badge;
} Place;

static guint
hash_place (gconstpointer key)
{
  const Place *place = key;

  return g_str_hash (place->collection) ^ (place->field != NULL ? g_str_hash (place->field) * 31 : 0) ^ place->nth;
}

static gboolean
equal_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a;
  const Place *second = b;

  return first->nth == second->nth && strcmp (first->collection, second->collection) == 0 &&
         g_strcmp0 (first->field, second->field) == 0;
}

static const RelBadge *
find_badge (GHashTable *places, const char *collection, const char *field, guint nth)
{
  Place key = { .collection = collection, .field = field, .nth = nth };
  const Place *place = g_hash_table_lookup (places, &key);

  return place != NULL ? &place->badge : NULL;
}

static RelBadge *
need_badge (GHashTable *places, const char *collection, const char *field, guint nth)
{
  Place key = { .collection = collection, .field = field, .nth = nth, .badge.severity = REL_SEVERITY_WARNING };
  Place *place = g_hash_table_lookup (places, &key);

  if (place == NULL)
    {
      place = g_memdup2 (&key, sizeof key);
      g_hash_table_add (places, place);
    }
  return &place->badge;
}

static void
add_finding (RelBadge *badge, RelFinding *finding)
{
  badge->n_findings++;
  if (rel_rule_get_severity (rel_finding_get_rule (finding)) == REL_SEVERITY_ERROR)
    badge->severity = REL_SEVERITY_ERROR;
}

static void
count_change (RelBadges *self, RelChange *change)
{
  const char *collection = rel_change_get_collection (change);
  const char *field = rel_change_get_field (change);
  guint nth = rel_change_get_object (change) == REL_OBJECT_RELATION ? rel_change_get_nth (change) : 0;

  need_badge (self->changed, collection, NULL, 0)->n_changes++;
  if (field != NULL)
    need_badge (self->changed, collection, field, nth)->n_changes++;
}

static void
count_finding (RelBadges *self, RelFinding *finding)
{
  const char *collection = rel_finding_get_collection (finding);
  const char *field = rel_finding_get_field (finding);

  if (collection == NULL)
    return;
  add_finding (need_badge (self->wrong, collection, NULL, 0), finding);
  if (field != NULL)
    add_finding (need_badge (self->wrong, collection, field, rel_finding_get_nth (finding)), finding);
}

static void
rel_badges_finalize (GObject *object)
{
  RelBadges *self = REL_BADGES (object);

  g_clear_pointer (&self->schema, rel_schema_unref);
  g_hash_table_unref (self->changed);
  g_hash_table_unref (self->wrong);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);

  G_OBJECT_CLASS (rel_badges_parent_class)->finalize (object);
}

static void
rel_badges_class_init (RelBadgesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_badges_finalize;

  /**
   * RelBadges::changed:
   * @self: the badges
   *
   * Emitted when one of them may be another.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_BADGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_badges_init (RelBadges *self)
{
  self->changed = g_hash_table_new_full (hash_place, equal_places, g_free, NULL);
  self->wrong = g_hash_table_new_full (hash_place, equal_places, g_free, NULL);
}

/**
 * rel_badges_new:
 *
 * Returns: (transfer full): the badges of a project in which nothing is changed or wrong
 */
RelBadges *
rel_badges_new (void)
{
  return g_object_new (REL_TYPE_BADGES, NULL);
}

/**
 * rel_badges_set_changes:
 * @self: the badges
 * @schema: the schema with the changes in it
 * @changes: (element-type RelChange): what is not published
 *
 * Counts what is not published.
 */
void
rel_badges_set_changes (RelBadges *self, RelSchema *schema, GPtrArray *changes)
{
  gboolean any;

  g_return_if_fail (REL_IS_BADGES (self));

  if (schema == self->schema && changes == self->changes)
    return;
  rel_schema_ref (schema);
  g_clear_pointer (&self->schema, rel_schema_unref);
  self->schema = schema;
  any = g_hash_table_size (self->changed) > 0 || changes->len > 0;
  /* Before what they are of goes. */
  g_hash_table_remove_all (self->changed);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  self->changes = g_ptr_array_ref (changes);
  for (guint i = 0; i < changes->len; i++)
    count_change (self, g_ptr_array_index (changes, i));
  if (any)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_badges_set_findings:
 * @self: the badges
 * @findings: (element-type RelFinding): what was found to be wrong
 *
 * Counts what is wrong.
 */
void
rel_badges_set_findings (RelBadges *self, GPtrArray *findings)
{
  gboolean any;

  g_return_if_fail (REL_IS_BADGES (self));

  if (findings == self->findings)
    return;
  any = g_hash_table_size (self->wrong) > 0 || findings->len > 0;
  /* Before what they are of goes. */
  g_hash_table_remove_all (self->wrong);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = g_ptr_array_ref (findings);
  for (guint i = 0; i < findings->len; i++)
    count_finding (self, g_ptr_array_index (findings, i));
  if (any)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_place (RelBadges *self, RelBadge *badge, const char *collection, const char *field, guint nth)
{
  const RelBadge *changed = find_badge (self->changed, collection, field, nth);
  const RelBadge *wrong = find_badge (self->wrong, collection, field, nth);

  if (changed != NULL)
    badge->n_changes += changed->n_changes;
  if (wrong == NULL)
    return;
  badge->n_findings += wrong->n_findings;
  if (wrong->severity == REL_SEVERITY_ERROR)
    badge->severity = REL_SEVERITY_ERROR;
}

/**
 * rel_badges_get_collection:
 * @self: the badges
 * @collection: a name
 *
 * Returns: what there is to see in a collection, its fields and its relations
 */
RelBadge
rel_badges_get_collection (RelBadges *self, const char *collection)
{
  RelBadge badge = { .severity = REL_SEVERITY_WARNING };

  add_place (self, &badge, collection, NULL, 0);
  return badge;
}

static void
add_relation (RelBadges *self, RelBadge *badge, RelRelation *relation)
{
  const char *name = rel_relation_get_collection (relation);
  RelCollection *collection = self->schema != NULL ? rel_schema_find_collection (self->schema, name) : NULL;

  if (collection != NULL)
    add_place (self, badge, name, rel_relation_get_field (relation), rel_collection_get_nth (collection, relation));
}

static gboolean
is_field_of (RelLink *link, RelRelation *relation)
{
  return relation != NULL && strcmp (rel_relation_get_collection (relation), rel_link_get_collection (link)) == 0 &&
         strcmp (rel_relation_get_field (relation), rel_link_get_field (link)) == 0;
}

/**
 * rel_badges_get_link:
 * @self: the badges
 * @link: a link
 *
 * Returns: what there is to see of a link: of its field, of its relation and of the other one
 *   of a junction, whichever side it is on
 */
RelBadge
rel_badges_get_link (RelBadges *self, RelLink *link)
{
  RelBadge badge = { .severity = REL_SEVERITY_WARNING };
  RelRelation *relation = rel_link_get_relation (link);
  RelRelation *second = rel_link_get_second (link);

  if (relation != NULL)
    add_relation (self, &badge, relation);
  if (second != NULL && second != relation)
    add_relation (self, &badge, second);
  if (!is_field_of (link, relation) && !is_field_of (link, second))
    add_place (self, &badge, rel_link_get_collection (link), rel_link_get_field (link), 0);
  return badge;
}
