/* rel-deletion-button.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-deletion-button.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rel-wrap.h"

/**
 * RelDeletionButton:
 *
 * A button that deletes a relation, after one has said what goes with it: in the draft, so
 * that nothing more is asked. Where it cannot be deleted it says why.
 */
struct _RelDeletionButton
{
  AdwBin parent_instance;

  GtkMenuButton *button;
  GtkPopover *popover;
  AdwActionRow *link_row;
  AdwActionRow *more_row;
  GtkWidget *remark;
  GtkLabel *reason;

  RelDeletion more; /* what the second choice deletes */
};

G_DEFINE_FINAL_TYPE (RelDeletionButton, rel_deletion_button, ADW_TYPE_BIN)

static void
row_activated_cb (RelDeletionButton *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "project.delete-relation-with", "u",
                              (guint) (row == GTK_LIST_BOX_ROW (self->link_row) ? REL_DELETION_LINK : self->more));
}

/* What stays if only the relation goes. */
static char *
dup_link_words (RelLink *link)
{
  RelRelation *relation = rel_link_get_relation (link);
  const char *collection = rel_relation_get_collection (relation);
  const char *field = rel_relation_get_field (relation);
  const char *one_field = rel_relation_get_one_field (relation);
  const char *related = rel_relation_get_related_collection (relation);

  if (!rel_link_is_many_side (link) && rel_link_get_second (link) != NULL)
    /* Translators: a list, and the collection that keeps its links. */
    return g_strdup_printf (_ ("The list “%s” goes. “%s” stays, with all its links."), rel_link_get_field (link),
                            collection);
  if (!rel_link_is_many_side (link))
    /* Translators: a list, a column, and the collection of the column. */
    return g_strdup_printf (_ ("The list “%s” goes. The column “%s” of “%s” stays, with its values, and still points "
                               "here."),
                            rel_link_get_field (link), field, collection);
  if (one_field != NULL && related != NULL)
    /* Translators: a column, a list, and the collection of the list. */
    return g_strdup_printf (_ ("The column “%s” stays, with its values. The list “%s” of “%s” goes: it would show "
                               "nothing."),
                            field, one_field, related);
  /* Translators: the name of a column. */
  return g_strdup_printf (_ ("The column “%s” stays, with its values."), field);
}

/* What is lost if more goes. */
static char *
dup_more_words (RelLink *link, RelDeletion more)
{
  RelRelation *relation = rel_link_get_relation (link);
  const char *collection = rel_relation_get_collection (relation);

  if (more == REL_DELETION_JUNCTION)
    /* Translators: the name of a collection. */
    return g_strdup_printf (_ ("“%s” goes with all its links, and so do the lists that show them. Once published, the "
                               "links cannot be brought back."),
                            collection);
  /* Translators: the name of a column, and its collection. */
  return g_strdup_printf (_ ("The column “%s” of “%s” goes with its values in all items. Once published, the values "
                             "cannot be brought back."),
                          rel_relation_get_field (relation), collection);
}

static void
show_choices (RelDeletionButton *self, RelSchema *schema, RelLink *link)
{
  gboolean junction = !rel_link_is_many_side (link) && rel_link_get_second (link) != NULL;
  g_autofree char *link_words = dup_link_words (link);
  g_autofree char *more_words = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = NULL;

  self->more = junction ? REL_DELETION_JUNCTION : REL_DELETION_COLUMN;
  more_words = dup_more_words (link, self->more);
  next = rel_deletion_apply (schema, rel_link_get_collection (link), rel_link_get_field (link), self->more, &error);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more_row),
                                 junction ? _ ("The Relation and Its Junction") : _ ("The Relation and Its Column"));
  adw_action_row_set_subtitle (self->link_row, link_words);
  adw_action_row_set_subtitle (self->more_row, next != NULL ? more_words : error->message);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more_row), next != NULL);
  gtk_widget_set_visible (self->remark, rel_schema_is_partial (schema));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, link_words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  next != NULL ? more_words : error->message, -1);
}

static void
rel_deletion_button_dispose (GObject *object)
{
  G_OBJECT_CLASS (rel_deletion_button_parent_class)->dispose (object);

  /* After the bin let go of its child. */
  gtk_widget_dispose_template (GTK_WIDGET (object), REL_TYPE_DELETION_BUTTON);
}

static void
rel_deletion_button_class_init (RelDeletionButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rel_deletion_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/Relations/ui/rel-deletion-button.ui");
  gtk_widget_class_bind_template_child (widget_class, RelDeletionButton, button);
  gtk_widget_class_bind_template_child (widget_class, RelDeletionButton, popover);
  gtk_widget_class_bind_template_child (widget_class, RelDeletionButton, link_row);
  gtk_widget_class_bind_template_child (widget_class, RelDeletionButton, more_row);
  gtk_widget_class_bind_template_child (widget_class, RelDeletionButton, remark);
  gtk_widget_class_bind_template_child (widget_class, RelDeletionButton, reason);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
rel_deletion_button_init (RelDeletionButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rel_wrap_names (GTK_WIDGET (self->link_row));
  rel_wrap_names (GTK_WIDGET (self->more_row));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->reason,
                                  NULL, -1);
}

/**
 * rel_deletion_button_new:
 *
 * Returns: (transfer floating): a button for no relation yet
 */
GtkWidget *
rel_deletion_button_new (void)
{
  return g_object_new (REL_TYPE_DELETION_BUTTON, NULL);
}

/**
 * rel_deletion_button_dup_reason:
 * @schema: a schema
 * @link: one of its links
 *
 * Returns: (transfer full) (nullable): why the relation cannot be deleted; %NULL if it can
 */
char *
rel_deletion_button_dup_reason (RelSchema *schema, RelLink *link)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RelSchema) next = NULL;
  RelRelation *first = NULL;

  if (rel_link_get_kind (link) == REL_KIND_BROKEN)
    return g_strdup (_ ("The collection or the field of this relation does not exist, so Directus cannot delete it."));
  rel_kind_of_field (schema, rel_link_get_collection (link), rel_link_get_field (link), &first, NULL);
  if (first != rel_link_get_relation (link))
    return g_strdup (_ ("Another relation of the same field comes first. Delete that one before this."));
  next =
    rel_deletion_apply (schema, rel_link_get_collection (link), rel_link_get_field (link), REL_DELETION_LINK, &error);
  return next != NULL ? NULL : g_strdup (error->message);
}

/**
 * rel_deletion_button_show:
 * @self: a button
 * @schema: a schema
 * @link: the link that it is to delete
 *
 * Says what goes and what stays.
 */
void
rel_deletion_button_show (RelDeletionButton *self, RelSchema *schema, RelLink *link)
{
  g_autofree char *reason = NULL;

  g_return_if_fail (REL_IS_DELETION_BUTTON (self));

  reason = rel_deletion_button_dup_reason (schema, link);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), reason == NULL);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  if (reason == NULL)
    show_choices (self, schema, link);
}

/**
 * rel_deletion_button_choose:
 * @self: a button
 * @what: what goes with the relation
 *
 * Does what a click on that choice does.
 */
void
rel_deletion_button_choose (RelDeletionButton *self, RelDeletion what)
{
  g_return_if_fail (REL_IS_DELETION_BUTTON (self));

  gtk_widget_activate (GTK_WIDGET (what == REL_DELETION_LINK ? self->link_row : self->more_row));
}

/**
 * rel_deletion_button_get_reason:
 * @self: a button
 *
 * Returns: (transfer none) (nullable): why it deletes nothing; %NULL if it does
 */
const char *
rel_deletion_button_get_reason (RelDeletionButton *self)
{
  g_return_val_if_fail (REL_IS_DELETION_BUTTON (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->reason)) ? gtk_label_get_label (self->reason) : NULL;
}
