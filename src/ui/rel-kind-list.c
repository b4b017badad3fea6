/* rel-kind-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-kind-list.h"

#include <glib/gi18n.h>

#include "rel-kind-icon.h"
#include "rel-kind-sketch.h"

/**
 * RelKindList:
 *
 * The kinds of relations that can be made, each in a sentence and with a drawing, to choose
 * one of.
 */
struct _RelKindList
{
  AdwBin parent_instance;

  GtkListBox *list; /* (unowned): our child */
};

G_DEFINE_FINAL_TYPE (RelKindList, rel_kind_list, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* In the order of the rows: the usual ones first. */
static const struct
{
  RelKind kind;
  const char *title;
  const char *sentence;
} kinds[] = {
  { REL_KIND_M2O, N_ ("Many to One"),
    N_ ("Each item refers to one item of another collection, as many articles to one author.") },
  { REL_KIND_O2M, N_ ("One to Many"),
    N_ ("Each item has a list of items of another collection, as an author the articles.") },
  { REL_KIND_M2M, N_ ("Many to Many"),
    N_ ("Items of two collections are linked freely, as articles and tags; a collection in between keeps the links.") },
  { REL_KIND_M2A, N_ ("Many to Any"),
    N_ ("Each item has a list of items of several collections, as a page its texts, pictures and videos.") },
  { REL_KIND_TRANSLATIONS, N_ ("Translations"), N_ ("Each item has its texts once for each language.") },
  { REL_KIND_FILE, N_ ("File"), N_ ("Each item has one file or picture, as an article its cover.") },
  { REL_KIND_FILES, N_ ("Files"), N_ ("Each item has any number of files, as an album its pictures.") },
  { REL_KIND_TREE, N_ ("Tree"), N_ ("Items lie under items of the same collection, as pages under pages.") },
};

static void
row_activated_cb (RelKindList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, kinds[gtk_list_box_row_get_index (row)].kind);
}

static GtkWidget *
make_row (guint i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chevron = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (kinds[i].title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (kinds[i].sentence));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), rel_kind_sketch_new (kinds[i].kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), rel_kind_icon_new (kinds[i].kind));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chevron);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (kinds[i].sentence), -1);
  return row;
}

static gboolean
rel_kind_list_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (REL_KIND_LIST (widget)->list, 0);

  return gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
rel_kind_list_class_init (RelKindListClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = rel_kind_list_grab_focus;

  /**
   * RelKindList::chosen:
   * @self: a list
   * @kind: a kind of relation
   *
   * Emitted when a person chooses a kind.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", REL_TYPE_KIND_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rel_kind_list_init (RelKindList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Kinds of relations"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_list_box_append (self->list, make_row (i));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), list);
}

/**
 * rel_kind_list_new:
 *
 * Returns: (transfer floating): a list of all kinds
 */
GtkWidget *
rel_kind_list_new (void)
{
  return g_object_new (REL_TYPE_KIND_LIST, NULL);
}

/**
 * rel_kind_list_choose:
 * @self: a list
 * @kind: a kind that is in it
 *
 * Does what a click on that row does.
 */
void
rel_kind_list_choose (RelKindList *self, RelKind kind)
{
  g_return_if_fail (REL_IS_KIND_LIST (self));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i].kind == kind)
        gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)));
    }
}
