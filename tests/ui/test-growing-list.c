/* test-growing-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gtk/gtk.h>

#include "rel-growing-list.h"

#define N_FIRST 4

typedef struct
{
  GtkStringList *all;
  RelGrowingList *list;
  GPtrArray *copy; /* (element-type GObject): the list, brought up by nothing but what it tells */
  guint n_touched; /* removed and added by what it told last */
} Fixture;

static void
items_changed_cb (Fixture *self, guint position, guint n_removed, guint n_added)
{
  g_ptr_array_remove_range (self->copy, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->copy, (int) (position + i),
                        g_list_model_get_item (G_LIST_MODEL (self->list), position + i));
  self->n_touched = n_removed + n_added;
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->all = gtk_string_list_new (NULL);
  self->list = rel_growing_list_new (G_LIST_MODEL (self->all), N_FIRST);
  self->copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_ptr_array_unref (self->copy);
  g_assert_finalize_object (self->list);
  g_assert_finalize_object (self->all);
}

static void
splice (Fixture *self, guint position, guint n_removed, const char *letters)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;

  for (const char *letter = letters; *letter != '\0'; letter++)
    g_strv_builder_add (builder, ((char[]){ *letter, '\0' }));
  strings = g_strv_builder_end (builder);
  gtk_string_list_splice (self->all, position, n_removed, (const char *const *) strings);
}

/* Both what it has, and what one has who followed it. */
static void
assert_has (Fixture *self, const char *letters)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GListModel *model = G_LIST_MODEL (self->list);

  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->copy->len);
  for (guint i = 0; i < self->copy->len; i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      g_assert_true (item == g_ptr_array_index (self->copy, i));
      g_string_append (text, gtk_string_object_get_string (item));
    }
  g_assert_null (g_list_model_get_item (model, self->copy->len));
  g_assert_cmpstr (text->str, ==, letters);
}

static void
test_has_the_beginning (Fixture *self, gconstpointer unused)
{
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (self->list)) ==
                 g_list_model_get_item_type (G_LIST_MODEL (self->all)));
  assert_has (self, "");
  splice (self, 0, 0, "ab");
  assert_has (self, "ab");
  splice (self, 2, 0, "cdefgh");
  assert_has (self, "abcd");
  splice (self, 1, 0, "x");
  assert_has (self, "axbc");
  splice (self, 0, 2, "");
  assert_has (self, "bcde");
  splice (self, 3, 2, "yz");
  assert_has (self, "bcdy");
  splice (self, 4, 2, "12345");
  assert_has (self, "bcdy");
  splice (self, 1, 5, "");
  assert_has (self, "b345");
  splice (self, 0, 3, "");
  assert_has (self, "5h");
  splice (self, 0, 2, "");
  assert_has (self, "");
}

static void
test_grows (Fixture *self, gconstpointer unused)
{
  splice (self, 0, 0, "abcdefgh");
  g_assert_true (rel_growing_list_grow (self->list, 3));
  assert_has (self, "abcdefg");
  g_assert_cmpuint (self->n_touched, ==, 3);
  g_assert_true (rel_growing_list_grow (self->list, 3));
  assert_has (self, "abcdefgh");
  g_assert_false (rel_growing_list_grow (self->list, 3));
  g_assert_true (rel_growing_list_is_open (self->list));
  splice (self, 8, 0, "ijkl");
  assert_has (self, "abcdefghijkl");
}

/* A view that wants two hundred gets no more work from the rest. */
static void
test_has_all_when_it_is_enough (Fixture *self, gconstpointer unused)
{
  guint n_steps = 0;

  for (guint i = 0; i < 100; i++)
    splice (self, 0, 0, "0123456789");
  while (rel_growing_list_grow (self->list, 100))
    n_steps++;
  g_assert_cmpuint (n_steps, ==, 3);
  g_assert_cmpuint (self->copy->len, ==, 1000);
}

/* Then it tells what was changed, and no more. */
static void
test_tells_exactly_when_open (Fixture *self, gconstpointer unused)
{
  splice (self, 0, 0, "abcdefgh");
  g_assert_false (rel_growing_list_is_open (self->list));
  rel_growing_list_open (self->list);
  assert_has (self, "abcdefgh");
  splice (self, 2, 1, "xyz");
  assert_has (self, "abxyzdefgh");
  g_assert_cmpuint (self->n_touched, ==, 4);
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/ui/growing-list/has-the-beginning", test_has_the_beginning);
  ADD ("/ui/growing-list/grows", test_grows);
  ADD ("/ui/growing-list/has-all-when-it-is-enough", test_has_all_when_it_is_enough);
  ADD ("/ui/growing-list/tells-exactly-when-open", test_tells_exactly_when_open);
  return g_test_run ();
}
