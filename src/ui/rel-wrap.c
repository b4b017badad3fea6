/* rel-wrap.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets what libadwaita draws show names of collections and fields, which may be long, and have
 * no place where a word ends.
 */

#include "config.h"

#include "rel-wrap.h"

#include <string.h>

#define SPACE       " \n"
#define PARTING     "_." /* a line may be broken behind these, as in articles_translations.languages_code */
#define SHORT_BYTES 28   /* what is no longer stays whole in a sentence, which goes on in the next line */

static gboolean
is_of_word (PangoAttribute *attribute, gpointer unused)
{
  return attribute->klass->type == PANGO_ATTR_WORD;
}

/* What closes a name, as a quotation mark, stays with its last part. */
static gsize
get_part_length (const char *text)
{
  gsize length = strcspn (text, PARTING SPACE);

  length += strspn (text + length, PARTING);
  return g_ascii_isalnum (text[length]) ? length : length + strcspn (text + length, SPACE);
}

/* Lines are broken around words, and every other part of a name counts as one: what GTK does with
 * attributes makes one of two that touch. */
static void
part_name (PangoAttrList *attributes, const char *text, gsize start, gsize end)
{
  gboolean is_word = TRUE;

  while (start < end)
    {
      gsize length = get_part_length (text + start);

      if (is_word)
        {
          PangoAttribute *word = pango_attr_word_new ();

          word->start_index = (guint) start;
          word->end_index = (guint) (start + length);
          pango_attr_list_insert (attributes, word);
        }
      is_word = !is_word;
      start += length;
    }
}

static void
part_names (GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  PangoAttrList *given = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes = given != NULL ? pango_attr_list_copy (given) : pango_attr_list_new ();
  g_autoptr (PangoAttrList) old = pango_attr_list_filter (attributes, is_of_word, NULL);
  gsize n_whole_bytes = strpbrk (text, SPACE) != NULL ? SHORT_BYTES : 0;
  gsize start = strspn (text, SPACE);

  while (text[start] != '\0')
    {
      gsize end = start + strcspn (text + start, SPACE);

      if (end - start > n_whole_bytes)
        part_name (attributes, text, start, end);
      start = end + strspn (text + end, SPACE);
    }
  gtk_label_set_attributes (label, attributes);
}

static void
wrap (GtkLabel *label)
{
  PangoAttrList *given = gtk_label_get_attributes (label);
  g_autoptr (PangoAttrList) attributes = given != NULL ? pango_attr_list_copy (given) : pango_attr_list_new ();

  pango_attr_list_change (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  g_signal_handlers_disconnect_by_func (label, part_names, NULL);
  g_signal_connect (label, "notify::label", G_CALLBACK (part_names), NULL);
  part_names (label);
  /* What may have so many lines at most is cut in the last of them. */
  if (gtk_label_get_wrap (label))
    return;
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (label, TRUE);
}

/**
 * rel_wrap_names:
 * @widget: a row, the heading of a group or a dialog of libadwaita's, as it was made
 *
 * Breaks the lines of the labels in a widget behind the parts of a name, or wherever they must
 * be, and puts no hyphen there: it would be read as one of the name's.
 */
void
rel_wrap_names (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    wrap (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rel_wrap_names (child);
}

/**
 * rel_wrap_heading:
 * @group: a group with a heading
 *
 * Breaks its heading and what is said under that, as rel_wrap_names(), and leaves its rows alone.
 */
void
rel_wrap_heading (AdwPreferencesGroup *group)
{
  GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (group));

  rel_wrap_names (gtk_widget_get_first_child (box));
}
