/* rel-finding-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-finding-group.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-finding-row.h"
#include "rel-repair.h"

/**
 * RelFindingGroup:
 *
 * What the checks say of one relation, with buttons that mend it; not shown if they say
 * nothing.
 */
struct _RelFindingGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* (unowned): the child */
  GPtrArray *rows;            /* (element-type GtkWidget) (owned) (elements unowned) */
  char *shown;                /* (owned) (nullable): which findings, by their names */
};

G_DEFINE_FINAL_TYPE (RelFindingGroup, rel_finding_group, ADW_TYPE_BIN)

static void
rel_finding_group_finalize (GObject *object)
{
  RelFindingGroup *self = REL_FINDING_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);

  G_OBJECT_CLASS (rel_finding_group_parent_class)->finalize (object);
}

static void
rel_finding_group_class_init (RelFindingGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_finding_group_finalize;
}

static void
rel_finding_group_init (RelFindingGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Needs a Look"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rel_finding_group_new:
 *
 * Returns: (transfer floating): a group that shows nothing yet
 */
GtkWidget *
rel_finding_group_new (void)
{
  return g_object_new (REL_TYPE_FINDING_GROUP, NULL);
}

static gboolean
is_at (RelFinding *finding, const char *collection, const char *field)
{
  return g_strcmp0 (rel_finding_get_collection (finding), collection) == 0 &&
         g_strcmp0 (rel_finding_get_field (finding), field) == 0;
}

/* Whether a finding is about a relation or the list at its other side. */
static gboolean
is_about (RelFinding *finding, RelRelation *relation)
{
  const char *list = rel_relation_get_one_field (relation);

  return is_at (finding, rel_relation_get_collection (relation), rel_relation_get_field (relation)) ||
         (list != NULL && is_at (finding, rel_relation_get_related_collection (relation), list));
}

/* A bare key is said by the form, wherever the checks look for some. */
static gboolean
is_said_elsewhere (RelFinding *finding)
{
  return strcmp (rel_rule_get_id (rel_finding_get_rule (finding)), "bare-key") == 0;
}

static GPtrArray *
list_of_link (GPtrArray *findings, RelLink *link)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_finding_unref);
  RelRelation *second = rel_link_get_second (link);

  for (guint i = 0; i < findings->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (findings, i);

      if (!is_said_elsewhere (finding) &&
          (is_about (finding, rel_link_get_relation (link)) || (second != NULL && is_about (finding, second))))
        g_ptr_array_add (found, rel_finding_ref (finding));
    }
  return found;
}

/* Of what is left of a relation, its field can be made again, if it is known what it was. */
static void
add_restore (GtkWidget *row, RelFinding *finding, RelSchema *schema)
{
  const char *collection = rel_finding_get_collection (finding);
  const char *field = rel_finding_get_field (finding);
  guint nth = rel_finding_get_nth (finding);
  g_autoptr (RelSchema) restored = NULL;

  if (strcmp (rel_rule_get_id (rel_finding_get_rule (finding)), "ghost-row") != 0)
    return;
  restored = rel_repair_restore_ghost (schema, collection, field, nth, NULL);
  if (restored != NULL)
    rel_finding_row_add_fix (row, _ ("Make the Field Again"), "project.restore-field",
                             g_variant_new ("(ssu)", collection, field, nth));
}

static char *
dup_names (GPtrArray *findings)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (names, "%s\n", rel_finding_get_id (g_ptr_array_index (findings, i)));
  return g_string_free (names, FALSE);
}

/**
 * rel_finding_group_show:
 * @self: a group
 * @findings: (element-type RelFinding): what the checks have found
 * @schema: the schema that was checked
 * @link: a link of it
 *
 * Shows what of that is about the link. Rows that are there already stay.
 */
void
rel_finding_group_show (RelFindingGroup *self, GPtrArray *findings, RelSchema *schema, RelLink *link)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *names = NULL;

  g_return_if_fail (REL_IS_FINDING_GROUP (self));

  found = list_of_link (findings, link);
  names = dup_names (found);
  gtk_widget_set_visible (GTK_WIDGET (self), found->len > 0);
  if (g_strcmp0 (names, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&names);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < found->len; i++)
    {
      RelFinding *finding = g_ptr_array_index (found, i);
      GtkWidget *row = rel_finding_row_new (finding, rel_rule_get_title (rel_finding_get_rule (finding)));

      add_restore (row, finding, schema);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}
