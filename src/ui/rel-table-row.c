/* rel-table-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-table-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-member.h"

/**
 * RelTableRow:
 *
 * A row of the table of relations: what stands in each of its columns.
 *
 * The same row stands for a relation as long as a schema has it, so that the selection
 * outlives edits. It emits [signal@TableRow::changed] when it is to be drawn anew.
 */
struct _RelTableRow
{
  GObject parent_instance;

  RelRelation *relation;            /* (owned) (nullable): absent before the first update */
  RelCollection *many;              /* (owned) (nullable): what the texts were made of */
  RelCollection *one;               /* (owned) (nullable): likewise */
  RelQueryRow *query_row;           /* (owned) (nullable): what a query is asked about */
  char *texts[REL_TABLE_N_COLUMNS]; /* (owned) */
  RelKind kind;
  guint nth;
  gboolean changed;
};

G_DEFINE_FINAL_TYPE (RelTableRow, rel_table_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget (RelTableRow *self)
{
  g_clear_pointer (&self->relation, rel_relation_unref);
  g_clear_pointer (&self->many, rel_collection_unref);
  g_clear_pointer (&self->one, rel_collection_unref);
  g_clear_pointer (&self->query_row, rel_query_row_free);
  for (guint i = 0; i < REL_TABLE_N_COLUMNS; i++)
    g_clear_pointer (&self->texts[i], g_free);
}

static void
rel_table_row_finalize (GObject *object)
{
  forget (REL_TABLE_ROW (object));

  G_OBJECT_CLASS (rel_table_row_parent_class)->finalize (object);
}

static void
rel_table_row_class_init (RelTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_table_row_finalize;

  /**
   * RelTableRow::changed:
   * @self: a row
   *
   * Emitted when it is to be drawn anew.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", REL_TYPE_TABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_table_row_init (RelTableRow *self)
{
}

/**
 * rel_table_row_new:
 *
 * Returns: (transfer full): a row of no relation yet
 */
RelTableRow *
rel_table_row_new (void)
{
  return g_object_new (REL_TYPE_TABLE_ROW, NULL);
}

static char *
dup_choice (RelRelation *relation, const char *path, const char *value)
{
  const RelMember *member = rel_member_find (path);

  if (value == NULL || !rel_member_applies (member, relation))
    return g_strdup ("");
  return g_strdup (rel_member_get_choice_label (member, value));
}

static char *
dup_related (RelRelation *relation)
{
  const char *const *allowed = rel_relation_get_one_allowed_collections (relation);

  if (allowed != NULL)
    return g_strjoinv (", ", (char **) allowed);
  return g_strdup (rel_relation_get_related_collection (relation));
}

static gboolean
is_of_junction (RelKind kind)
{
  return kind == REL_KIND_M2M || kind == REL_KIND_M2A || kind == REL_KIND_TRANSLATIONS || kind == REL_KIND_FILES;
}

/* What a person knows it as: a half of a junction as what that is. */
static RelKind
find_kind (RelSchema *schema, RelRelation *relation)
{
  RelRelation *halves[] = { relation, rel_kind_find_other_half (schema, relation) };

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      const char *related = halves[i] != NULL ? rel_relation_get_related_collection (halves[i]) : NULL;
      const char *one_field = halves[i] != NULL ? rel_relation_get_one_field (halves[i]) : NULL;
      RelKind kind = related != NULL && one_field != NULL ? rel_kind_of_field (schema, related, one_field, NULL, NULL)
                                                          : REL_KIND_NONE;

      if (is_of_junction (kind))
        return kind;
    }
  return rel_kind_of_relation (schema, relation);
}

static void
fill (RelTableRow *self, RelSchema *schema)
{
  RelRelation *relation = self->relation;

  self->kind = find_kind (schema, relation);
  self->query_row = rel_query_row_new_relation (schema, relation);
  self->texts[REL_TABLE_COLLECTION] = g_strdup (rel_relation_get_collection (relation));
  self->texts[REL_TABLE_FIELD] = g_strdup (rel_relation_get_field (relation));
  self->texts[REL_TABLE_KIND] = g_strdup (rel_kind_get_label (self->kind));
  self->texts[REL_TABLE_RELATED] = dup_related (relation);
  self->texts[REL_TABLE_OTHER_SIDE] = g_strdup (rel_relation_get_one_field (relation));
  self->texts[REL_TABLE_ON_DELETE] = dup_choice (relation, "schema.on_delete", rel_relation_get_on_delete (relation));
  self->texts[REL_TABLE_DESELECT] =
    dup_choice (relation, "meta.one_deselect_action", rel_relation_get_one_deselect_action (relation));
  self->texts[REL_TABLE_JUNCTION] = g_strdup (rel_relation_get_junction_field (relation));
}

/**
 * rel_table_row_update:
 * @self: a row
 * @schema: the schema that is shown
 * @relation: the relation in it that the row stands for
 *
 * Brings the row up to date. It costs nothing where neither collection was touched.
 */
void
rel_table_row_update (RelTableRow *self, RelSchema *schema, RelRelation *relation)
{
  const char *related = rel_relation_get_related_collection (relation);
  RelCollection *many = rel_schema_find_collection (schema, rel_relation_get_collection (relation));
  RelCollection *one = related != NULL ? rel_schema_find_collection (schema, related) : NULL;

  if (self->relation == relation && self->many == many && self->one == one)
    return;

  forget (self);
  self->relation = rel_relation_ref (relation);
  self->many = many != NULL ? rel_collection_ref (many) : NULL;
  self->one = one != NULL ? rel_collection_ref (one) : NULL;
  self->nth = many != NULL ? rel_collection_get_nth (many, relation) : 0;
  fill (self, schema);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_table_row_set_changed:
 * @self: a row
 * @changed: whether its relation has changes that are not published
 *
 * Marks the row.
 */
void
rel_table_row_set_changed (RelTableRow *self, gboolean changed)
{
  if (self->changed == changed)
    return;
  self->changed = changed;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rel_table_row_get_relation:
 * @self: a row
 *
 * Returns: (transfer none): its relation
 */
RelRelation *
rel_table_row_get_relation (RelTableRow *self)
{
  return self->relation;
}

/**
 * rel_table_row_get_nth:
 * @self: a row
 *
 * Returns: which it is of the relations of its field
 */
guint
rel_table_row_get_nth (RelTableRow *self)
{
  return self->nth;
}

/**
 * rel_table_row_get_kind:
 * @self: a row
 *
 * Returns: the kind of its relation
 */
RelKind
rel_table_row_get_kind (RelTableRow *self)
{
  return self->kind;
}

/**
 * rel_table_row_get_text:
 * @self: a row
 * @column: a column
 *
 * Returns: (transfer none): what stands there; empty if there is nothing
 */
const char *
rel_table_row_get_text (RelTableRow *self, RelTableColumn column)
{
  return self->texts[column] != NULL ? self->texts[column] : "";
}

/**
 * rel_table_row_is_changed:
 * @self: a row
 *
 * Returns: whether its relation has changes that are not published
 */
gboolean
rel_table_row_is_changed (RelTableRow *self)
{
  return self->changed;
}

/**
 * rel_table_row_matches:
 * @self: a row
 * @query: what is asked for
 *
 * Returns: whether its relation is among that
 */
gboolean
rel_table_row_matches (RelTableRow *self, RelQuery *query)
{
  return rel_query_matches (query, self->query_row);
}

/**
 * rel_table_row_compare:
 * @a: a row
 * @b: another
 * @column: the column to sort by
 *
 * Names are compared as names are, without regard to a language; what stands in no order
 * by the column stands in that of collections and fields.
 *
 * Returns: less than, equal to or greater than 0
 */
int
rel_table_row_compare (RelTableRow *a, RelTableRow *b, RelTableColumn column)
{
  const RelTableColumn columns[] = { column, REL_TABLE_COLLECTION, REL_TABLE_FIELD };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      int order = g_ascii_strcasecmp (rel_table_row_get_text (a, columns[i]), rel_table_row_get_text (b, columns[i]));

      if (order != 0)
        return order;
    }
  return (int) a->nth - (int) b->nth;
}
