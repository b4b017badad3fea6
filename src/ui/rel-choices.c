/* rel-choices.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-choices.h"

/**
 * RelChoices:
 *
 * What a [class@Chooser] offers, and which of it matches what is typed.
 */
struct _RelChoices
{
  GObject parent_instance;

  GListStore *all;             /* (element-type RelChoice) (owned) */
  GtkCustomFilter *filter;     /* (owned) */
  GtkFilterListModel *matches; /* (owned): those of @all that match */
  char *folded;                /* (owned): casefolded text of the filter */
};

G_DEFINE_FINAL_TYPE (RelChoices, rel_choices, G_TYPE_OBJECT)

static gboolean
filter_matches (gpointer item, gpointer user_data)
{
  RelChoices *self = REL_CHOICES (user_data);

  return *self->folded == '\0' || rel_choice_matches (REL_CHOICE (item), self->folded);
}

static void
rel_choices_finalize (GObject *object)
{
  RelChoices *self = REL_CHOICES (object);

  g_object_unref (self->matches);
  g_object_unref (self->filter);
  g_object_unref (self->all);
  g_free (self->folded);

  G_OBJECT_CLASS (rel_choices_parent_class)->finalize (object);
}

static void
rel_choices_class_init (RelChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_choices_finalize;
}

static void
rel_choices_init (RelChoices *self)
{
  self->folded = g_strdup ("");
  self->all = g_list_store_new (REL_TYPE_CHOICE);
  self->filter = gtk_custom_filter_new (filter_matches, self, NULL);
  self->matches =
    gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->all)), GTK_FILTER (g_object_ref (self->filter)));
}

/**
 * rel_choices_new:
 *
 * Returns: (transfer full): no choices yet
 */
RelChoices *
rel_choices_new (void)
{
  return g_object_new (REL_TYPE_CHOICES, NULL);
}

/**
 * rel_choices_take:
 * @self: choices
 * @choices: (transfer full) (element-type RelChoice): what to choose from
 *
 * Puts these in place of those that there are.
 */
void
rel_choices_take (RelChoices *self, GPtrArray *choices)
{
  g_return_if_fail (REL_IS_CHOICES (self));

  g_list_store_splice (self->all, 0, g_list_model_get_n_items (G_LIST_MODEL (self->all)), choices->pdata, choices->len);
  g_ptr_array_unref (choices);
}

/**
 * rel_choices_select:
 * @self: choices
 * @values: (nullable) (array zero-terminated=1): what is chosen; %NULL for none
 *
 * Marks the choices with these values, and no others.
 */
void
rel_choices_select (RelChoices *self, const char *const *values)
{
  g_return_if_fail (REL_IS_CHOICES (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->all)); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->all), i);
      const char *value = rel_choice_get_value (choice);

      rel_choice_set_selected (choice,
                               value == NULL ? values == NULL : values != NULL && g_strv_contains (values, value));
    }
}

/**
 * rel_choices_set_filter:
 * @self: choices
 * @text: a part of a name
 *
 * Leaves those that match.
 */
void
rel_choices_set_filter (RelChoices *self, const char *text)
{
  g_return_if_fail (REL_IS_CHOICES (self));

  g_free (self->folded);
  self->folded = g_utf8_casefold (text, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * rel_choices_is_filtered:
 * @self: choices
 *
 * Returns: whether there is a filter
 */
gboolean
rel_choices_is_filtered (RelChoices *self)
{
  g_return_val_if_fail (REL_IS_CHOICES (self), FALSE);

  return *self->folded != '\0';
}

/**
 * rel_choices_list_all:
 * @self: choices
 *
 * Returns: (transfer none): all ([class@Choice])
 */
GListModel *
rel_choices_list_all (RelChoices *self)
{
  g_return_val_if_fail (REL_IS_CHOICES (self), NULL);

  return G_LIST_MODEL (self->all);
}

/**
 * rel_choices_list_matches:
 * @self: choices
 *
 * Returns: (transfer none): those that match the filter ([class@Choice])
 */
GListModel *
rel_choices_list_matches (RelChoices *self)
{
  g_return_val_if_fail (REL_IS_CHOICES (self), NULL);

  return G_LIST_MODEL (self->matches);
}

/**
 * rel_choices_find_exact:
 * @self: choices
 *
 * What is typed in full is meant, and not a longer name that stands before it.
 *
 * Returns: the match whose value is the filter, else %GTK_INVALID_LIST_POSITION
 */
guint
rel_choices_find_exact (RelChoices *self)
{
  guint n_matches;

  g_return_val_if_fail (REL_IS_CHOICES (self), GTK_INVALID_LIST_POSITION);

  n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->matches));
  for (guint i = 0; i < n_matches; i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->matches), i);
      const char *value = rel_choice_get_value (choice);
      g_autofree char *folded = value != NULL ? g_utf8_casefold (value, -1) : NULL;

      if (g_strcmp0 (folded, self->folded) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * rel_choices_find_selected:
 * @self: choices
 *
 * Returns: the first match that is chosen, else %GTK_INVALID_LIST_POSITION
 */
guint
rel_choices_find_selected (RelChoices *self)
{
  g_return_val_if_fail (REL_IS_CHOICES (self), GTK_INVALID_LIST_POSITION);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->matches)); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->matches), i);

      if (rel_choice_is_selected (choice))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * rel_choices_dup_selected:
 * @self: choices
 *
 * Returns: (transfer full): the values of all that are chosen, whether they match or not
 */
GStrv
rel_choices_dup_selected (RelChoices *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (REL_IS_CHOICES (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->all)); i++)
    {
      g_autoptr (RelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      if (rel_choice_is_selected (choice))
        g_strv_builder_add (builder, rel_choice_get_value (choice));
    }
  return g_strv_builder_end (builder);
}
