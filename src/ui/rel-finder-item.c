/* rel-finder-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-finder-item.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * RelFinderItem:
 *
 * What the finder offers: a command, or a collection or relation to go to. Each is an action
 * and what that is about. It is immutable.
 */
struct _RelFinderItem
{
  GObject parent_instance;

  char *title;     /* (owned) */
  char *detail;    /* (owned): what it is, in small type */
  char *haystack;  /* (owned): what is searched, casefolded: the title first */
  gsize title_len; /* of the title in @haystack, in bytes */
  const char *icon_name;
  const char *action_name;
  GVariant *target; /* (owned) (nullable) */
  RelKind kind;     /* of a relation, else %REL_KIND_NONE */
};

G_DEFINE_FINAL_TYPE (RelFinderItem, rel_finder_item, G_TYPE_OBJECT)

static void
rel_finder_item_finalize (GObject *object)
{
  RelFinderItem *self = REL_FINDER_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->haystack);
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (rel_finder_item_parent_class)->finalize (object);
}

static void
rel_finder_item_class_init (RelFinderItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_finder_item_finalize;
}

static void
rel_finder_item_init (RelFinderItem *self)
{
}

static RelFinderItem *
item_new (const char *title, const char *detail, const char *icon_name, const char *action_name, GVariant *target)
{
  RelFinderItem *self = g_object_new (REL_TYPE_FINDER_ITEM, NULL);
  g_autofree char *folded_title = g_utf8_casefold (title, -1);
  g_autofree char *folded_detail = g_utf8_casefold (detail, -1);

  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->title_len = strlen (folded_title);
  self->haystack = g_strconcat (folded_title, "\n", folded_detail, NULL);
  self->icon_name = icon_name;
  self->action_name = action_name;
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  return self;
}

/**
 * rel_finder_item_new_command:
 * @title: what it does
 * @action_name: (scope forever): the action that does it, a string that stays
 * @target: (nullable): what the action is about; consumed if floating
 *
 * Returns: (transfer full): a command
 */
RelFinderItem *
rel_finder_item_new_command (const char *title, const char *action_name, GVariant *target)
{
  return item_new (title, _ ("Command"), "system-run-symbolic", action_name, target);
}

/**
 * rel_finder_item_new_collection:
 * @collection: a collection
 *
 * Returns: (transfer full): the way to its page
 */
RelFinderItem *
rel_finder_item_new_collection (RelCollection *collection)
{
  const char *name = rel_collection_get_name (collection);
  const char *note = rel_collection_get_note (collection);
  gboolean is_folder = rel_collection_is_folder (collection);
  const char *what = is_folder ? _ ("Folder") : _ ("Collection");
  g_autofree char *detail = note != NULL && *note != '\0' ? g_strdup_printf ("%s · %s", what, note) : g_strdup (what);

  return item_new (name, detail, is_folder ? "folder-symbolic" : "rel-collection-symbolic", "project.show-collection",
                   g_variant_new_string (name));
}

/**
 * rel_finder_item_new_link:
 * @link: a link
 * @nth: which of the links of that field
 *
 * Returns: (transfer full): the way to its page
 */
RelFinderItem *
rel_finder_item_new_link (RelLink *link, guint nth)
{
  const char *kind = rel_kind_get_label (rel_link_get_kind (link));
  g_autofree char *target = rel_link_dup_target (link);
  g_autofree char *title = g_strdup_printf ("%s.%s", rel_link_get_collection (link), rel_link_get_field (link));
  /* Translators: the kind of a relation, and the collection at its far end. */
  g_autofree char *detail = *target != '\0' ? g_strdup_printf (_ ("%s, to %s"), kind, target) : g_strdup (kind);
  RelFinderItem *self =
    item_new (title, detail, NULL, "project.show-relation",
              g_variant_new ("(ssu)", rel_link_get_collection (link), rel_link_get_field (link), nth));

  self->kind = rel_link_get_kind (link);
  return self;
}

/**
 * rel_finder_item_get_title:
 * @self: an item
 *
 * Returns: (transfer none): its name
 */
const char *
rel_finder_item_get_title (RelFinderItem *self)
{
  return self->title;
}

/**
 * rel_finder_item_get_detail:
 * @self: an item
 *
 * Returns: (transfer none): what it is
 */
const char *
rel_finder_item_get_detail (RelFinderItem *self)
{
  return self->detail;
}

/**
 * rel_finder_item_get_icon_name:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): its symbol; %NULL for a relation, which has that of
 *   its kind
 */
const char *
rel_finder_item_get_icon_name (RelFinderItem *self)
{
  return self->icon_name;
}

/**
 * rel_finder_item_get_kind:
 * @self: an item
 *
 * Returns: the kind of a relation, else %REL_KIND_NONE
 */
RelKind
rel_finder_item_get_kind (RelFinderItem *self)
{
  return self->kind;
}

/**
 * rel_finder_item_get_action_name:
 * @self: an item
 *
 * Returns: (transfer none): the action that it stands for
 */
const char *
rel_finder_item_get_action_name (RelFinderItem *self)
{
  return self->action_name;
}

/**
 * rel_finder_item_get_target:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what the action is about
 */
GVariant *
rel_finder_item_get_target (RelFinderItem *self)
{
  return self->target;
}

/* How well one word fits: its place is worth most at the beginning of the name, then at the
 * beginning of a part of it, then within it, then in what it is; 0 is not at all. */
static guint
rank_word (RelFinderItem *self, const char *word)
{
  const char *found = strstr (self->haystack, word);

  if (found == NULL)
    return 0;
  if (found >= self->haystack + self->title_len)
    return 1;
  if (found == self->haystack)
    return strlen (word) == self->title_len ? 5 : 4;
  return strchr ("._ ", found[-1]) != NULL ? 3 : 2;
}

/**
 * rel_finder_item_rank:
 * @self: an item
 * @words: (array zero-terminated=1): casefolded words
 *
 * Returns: how well it fits all the words, 0 if it does not
 */
guint
rel_finder_item_rank (RelFinderItem *self, const char *const *words)
{
  guint sum = 1;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint rank = rank_word (self, words[i]);

      if (rank == 0)
        return 0;
      sum += rank;
    }
  return sum;
}
