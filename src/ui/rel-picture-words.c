/* rel-picture-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture in words, for those who do not see it and for tooltips.
 */

#include "config.h"

#include "rel-picture-words.h"

#include <glib/gi18n.h>

#include "rel-action.h"
#include "rel-link.h"
#include "rel-sentence.h"
#include "rel-wrap.h"

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

/* The line of a part of a scene; NULL if there is none, or if there are several relations. */
static const RelEdge *
find_only_edge (RelScene *scene, const RelHit *hit)
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
  return only;
}

/* What the foreign key of a relation does; NULL if it has none, or if there are two. */
static const char *
find_action_words (const RelEdge *edge)
{
  static const char *const words[] = {
    [REL_ACTION_NO_ACTION] = N_ ("on delete no action"), [REL_ACTION_RESTRICT] = N_ ("on delete restrict"),
    [REL_ACTION_SET_NULL] = N_ ("on delete set null"),   [REL_ACTION_SET_DEFAULT] = N_ ("on delete set default"),
    [REL_ACTION_CASCADE] = N_ ("on delete cascade"),
  };
  RelAction action;

  if (edge == NULL || edge->second != NULL || !rel_action_of_deletion (edge->relation, &action))
    return NULL;
  return _ (words[action]);
}

static char *
dup_link_words (const RelCard *card, const char *field, const char *far, RelKind kind, const RelEdge *edge)
{
  const char *action = find_action_words (edge);

  if (action == NULL)
    /* Translators: a collection, a field of it, the collection or collections that the field leads to, and the kind
     * of the relation. As in: articles.tags to tags, many to many */
    return g_strdup_printf (_ ("%s.%s to %s, %s"), name_card (card), field, far, rel_kind_get_label (kind));
  /* Translators: a collection, a field of it, the collection that the field leads to, the kind of the relation, and
   * what happens on deletion. As in: articles.author to authors, many to one, on delete set null */
  return g_strdup_printf (_ ("%s.%s to %s, %s, %s"), name_card (card), field, far, rel_kind_get_label (kind), action);
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
  if (*far == '\0')
    /* Translators: a collection and a field of it that is no relation. */
    return g_strdup_printf (_ ("%s.%s"), name_card (card), rel_card_get_row (card, (guint) hit->row)->field);
  return dup_link_words (card, rel_card_get_row (card, (guint) hit->row)->field, far, kind,
                         find_only_edge (scene, hit));
}

static char *
dup_edge_words (RelScene *scene, const RelEdge *edge)
{
  const RelCard *from = rel_scene_get_card (scene, edge->from.card);
  const RelCard *to = rel_scene_get_card (scene, edge->to.card);

  if (edge->from.row < 0)
    /* Translators: two collections, and the kind of the relation between them. */
    return g_strdup_printf (_ ("%s to %s, %s"), name_card (from), name_card (to), rel_kind_get_label (edge->kind));
  return dup_link_words (from, rel_card_get_row (from, (guint) edge->from.row)->field, name_card (to), edge->kind,
                         edge);
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

static RelState
find_state (RelScene *scene, const RelHit *hit)
{
  const RelCard *card = hit->kind != REL_HIT_EDGE ? rel_scene_get_card (scene, hit->card) : NULL;

  if (card == NULL)
    return rel_scene_get_edge (scene, hit->edge)->state;
  if (hit->kind == REL_HIT_ROW)
    return hit->row >= 0 ? rel_card_get_row (card, (guint) hit->row)->state : REL_STATE_SAME;
  return card->state;
}

static gboolean
has_mark (const RelMarks *marks, const RelHit *hit, RelMark mark)
{
  if (hit->kind == REL_HIT_EDGE)
    return FALSE;
  if (hit->kind == REL_HIT_ROW)
    return hit->row >= 0 && rel_marks_has_row (marks, hit->card, (guint) hit->row, mark);
  return rel_marks_has_card (marks, hit->card, mark);
}

static void
add_remark (char **words, const char *remark)
{
  /* Translators: a collection or a relation, and a remark about it. As in: posts, pinned */
  char *longer = g_strdup_printf (_ ("%s, %s"), *words, remark);

  g_free (*words);
  *words = longer;
}

/* What was done to a collection or to a relation and is not published. */
static const char *
find_done_word (RelState state)
{
  if (state == REL_STATE_ADDED)
    return C_ ("not published", "new");
  return state == REL_STATE_REMOVED ? C_ ("not published", "deleted") : C_ ("not published", "changed");
}

/* How a collection or a relation is in what the project is compared with. */
static const char *
find_compared_word (RelState state)
{
  if (state == REL_STATE_ADDED)
    return C_ ("compared", "only here");
  return state == REL_STATE_REMOVED ? C_ ("compared", "only there") : C_ ("compared", "different there");
}

/* What is shown at a part by signs. */
static void
add_remarks (char **words, RelScene *scene, const RelHit *hit, const RelMarks *marks)
{
  RelState state = find_state (scene, hit);

  if (state != REL_STATE_SAME)
    add_remark (words, rel_marks_get_compared (marks) ? find_compared_word (state) : find_done_word (state));
  if (has_mark (marks, hit, REL_MARK_CONFLICT))
    /* Translators: a remark about a collection or a relation. */
    add_remark (words, _ ("in conflict"));
  if (has_mark (marks, hit, REL_MARK_FINDING))
    /* Translators: a remark about a collection or a relation: a check found something. */
    add_remark (words, _ ("needs a look"));
  if (has_mark (marks, hit, REL_MARK_PINNED))
    /* Translators: a remark about a collection that stands in the diagram where a person put it. */
    add_remark (words, _ ("pinned"));
}

static char *
dup_plain_name (RelScene *scene, const RelHit *hit)
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
 * rel_picture_words_dup_name:
 * @scene: a scene
 * @hit: a part of it
 * @marks: (nullable): what else is said of its parts
 *
 * Says what a part of a picture is, and what the signs at it mean. As in: articles.author to
 * authors, many to one, on delete set null, changed.
 *
 * Returns: (transfer full) (nullable): the words; %NULL for nothing
 */
char *
rel_picture_words_dup_name (RelScene *scene, const RelHit *hit, const RelMarks *marks)
{
  char *words = dup_plain_name (scene, hit);

  if (words != NULL)
    add_remarks (&words, scene, hit, marks);
  return words;
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
  const RelEdge *only = find_only_edge (scene, hit);

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
 * @marks: (nullable): what else is said of its parts
 *
 * Makes what a tooltip shows: the name and the sentence, as far as there are such. Unlike
 * the text of a tooltip, long lines are broken.
 *
 * Returns: (transfer floating) (nullable): a label; %NULL for nothing
 */
GtkWidget *
rel_picture_words_new_tip (RelScene *scene,
                           RelSchema *schema,
                           RelSchema *base,
                           const RelHit *hit,
                           const RelMarks *marks)
{
  g_autofree char *name = rel_picture_words_dup_name (scene, hit, marks);
  g_autofree char *sentence = rel_picture_words_dup_sentence (scene, schema, base, hit);
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (name == NULL)
    return NULL;
  text = g_strjoin ("\n", name, sentence, NULL);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  rel_wrap_names (label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TIP_WIDTH_CHARS);
  return label;
}
