/* rel-picture-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture in words, for those who do not see it and for tooltips.
 */

#include "config.h"

#include "rel-picture-words.h"

#include <glib/gi18n.h>

#include "rel-link.h"
#include "rel-sentence.h"

#define TIP_WIDTH_CHARS 60

static const char *
name_card (const RelCard *card)
{
  return card->collection != NULL ? card->collection : card->note;
}

/* The far ends of all lines that end at a row, in words. */
static char *
dup_far_names (RelScene *scene, const RelHit *row, RelKind *kind)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);
      const RelEdgeEnd *far = edge->from.card == row->card && edge->from.row == row->row ? &edge->to : &edge->from;

      if (!rel_scene_edge_is_hit (scene, i, row))
        continue;
      if (*kind == REL_KIND_NONE)
        *kind = edge->kind;
      if (g_hash_table_add (seen, GUINT_TO_POINTER (far->card)))
        g_strv_builder_add (builder, name_card (rel_scene_get_card (scene, far->card)));
    }
  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

static char *
dup_row_words (RelScene *scene, const RelHit *hit)
{
  const RelCard *card = rel_scene_get_card (scene, hit->card);
  RelKind kind = hit->row >= 0 ? rel_card_get_row (card, (guint) hit->row)->kind : REL_KIND_NONE;
  g_autofree char *far = dup_far_names (scene, hit, &kind);

  if (hit->row < 0)
    /* Translators: a collection, the collections it is linked with, and the kind of the relations. */
    return g_strdup_printf (_ ("%s: linked with %s, %s"), name_card (card), far, rel_kind_get_label (kind));
  /* Translators: a collection, a field of it, the collection or collections that the field leads to, and the kind
   * of the relation. As in: articles: author to authors, many to one */
  return g_strdup_printf (_ ("%s: %s to %s, %s"), name_card (card), rel_card_get_row (card, (guint) hit->row)->field,
                          far, rel_kind_get_label (kind));
}

static char *
dup_edge_words (RelScene *scene, const RelEdge *edge)
{
  const RelCard *from = rel_scene_get_card (scene, edge->from.card);
  const RelCard *to = rel_scene_get_card (scene, edge->to.card);

  if (edge->from.row < 0)
    /* Translators: two collections, and the kind of the relation between them. */
    return g_strdup_printf (_ ("%s to %s, %s"), name_card (from), name_card (to), rel_kind_get_label (edge->kind));
  return g_strdup_printf (_ ("%s: %s to %s, %s"), name_card (from),
                          rel_card_get_row (from, (guint) edge->from.row)->field, name_card (to),
                          rel_kind_get_label (edge->kind));
}

static char *
dup_card_words (RelScene *scene, const RelHit *hit)
{
  const RelCard *card = rel_scene_get_card (scene, hit->card);
  guint n_edges = 0;

  for (guint i = 0; i < rel_scene_get_n_edges (scene); i++)
    n_edges += rel_scene_edge_is_hit (scene, i, hit) ? 1 : 0;
  if (card->note != NULL && card->collection != NULL)
    /* Translators: a collection, and a remark about it. As in: posts, does not exist */
    return g_strdup_printf (_ ("%s, %s"), card->collection, card->note);
  /* Translators: a collection. */
  return g_strdup_printf (ngettext ("%s, %u relation", "%s, %u relations", n_edges), name_card (card), n_edges);
}

/* What the relation of a line does, as its field is read. */
static char *
dup_edge_sentence (RelScene *scene, RelSchema *schema, const RelEdge *edge)
{
  const RelCard *from = rel_scene_get_card (scene, edge->from.card);
  g_autoptr (GPtrArray) links = NULL;

  if (edge->from.row < 0)
    return rel_sentence_dup_for_relation (schema, edge->relation);

  links = rel_link_list (schema, from->collection);
  for (guint i = 0; i < links->len; i++)
    {
      RelLink *link = g_ptr_array_index (links, i);

      if (rel_link_get_relation (link) == edge->relation &&
          g_str_equal (rel_link_get_field (link), rel_card_get_row (from, (guint) edge->from.row)->field))
        return rel_sentence_dup_for_link (schema, link);
    }
  return rel_sentence_dup_for_relation (schema, edge->relation);
}

/**
 * rel_picture_words_dup_subject:
 * @collection: the collection that a picture is of
 * @link: (nullable): the only link of it that is shown
 *
 * Returns: (transfer full): what the picture as a whole is of
 */
char *
rel_picture_words_dup_subject (const char *collection, RelLink *link)
{
  if (link != NULL)
    /* Translators: a collection and a field of it. */
    return g_strdup_printf (_ ("The relation %s.%s"), collection, rel_link_get_field (link));
  /* Translators: a collection. */
  return g_strdup_printf (_ ("%s and its neighbours"), collection);
}

/**
 * rel_picture_words_dup_name:
 * @scene: a scene
 * @hit: a part of it
 *
 * Says what a part of a picture is. As in: articles: author to authors, many to one.
 *
 * Returns: (transfer full) (nullable): the words; %NULL for nothing
 */
char *
rel_picture_words_dup_name (RelScene *scene, const RelHit *hit)
{
  switch (hit->kind)
    {
    case REL_HIT_CARD:
      return dup_card_words (scene, hit);
    case REL_HIT_ROW:
      return dup_row_words (scene, hit);
    case REL_HIT_EDGE:
      return dup_edge_words (scene, rel_scene_get_edge (scene, hit->edge));
    case REL_HIT_NOTHING:
    default:
      return NULL;
    }
}

/**
 * rel_picture_words_dup_sentence:
 * @scene: a scene
 * @schema: the schema that it is of
 * @base: (nullable): the schema that it is compared with
 * @hit: a part of the scene
 *
 * Says what the relation of a part of a picture does.
 *
 * Returns: (transfer full) (nullable): the sentence; %NULL if there is no relation, or if
 *   there are several
 */
char *
rel_picture_words_dup_sentence (RelScene *scene, RelSchema *schema, RelSchema *base, const RelHit *hit)
{
  const RelEdge *only = NULL;

  for (guint i = 0; hit->kind != REL_HIT_CARD && i < rel_scene_get_n_edges (scene); i++)
    {
      const RelEdge *edge = rel_scene_get_edge (scene, i);

      if (!rel_scene_edge_is_hit (scene, i, hit))
        continue;
      if (only != NULL && only->relation != edge->relation)
        return NULL;
      only = edge;
    }
  if (only == NULL)
    return NULL;
  /* What is gone from the draft is still in the base. */
  return dup_edge_sentence (scene, only->state == REL_STATE_REMOVED ? base : schema, only);
}

/**
 * rel_picture_words_new_tip:
 * @scene: a scene
 * @schema: the schema that it is of
 * @base: (nullable): the schema that it is compared with
 * @hit: a part of the scene
 *
 * Makes what a tooltip shows: the name and the sentence, as far as there are such. Unlike
 * the text of a tooltip, long lines are broken.
 *
 * Returns: (transfer floating) (nullable): a label; %NULL for nothing
 */
GtkWidget *
rel_picture_words_new_tip (RelScene *scene, RelSchema *schema, RelSchema *base, const RelHit *hit)
{
  g_autofree char *name = rel_picture_words_dup_name (scene, hit);
  g_autofree char *sentence = rel_picture_words_dup_sentence (scene, schema, base, hit);
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (name == NULL)
    return NULL;
  text = g_strjoin ("\n", name, sentence, NULL);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TIP_WIDTH_CHARS);
  return label;
}
