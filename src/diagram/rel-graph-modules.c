/* rel-graph-modules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which cards belong together. A part with many cards is cut into modules that are linked more
 * among themselves than with others (after Blondel, Guillaume, Lambiotte and Lefebvre, “Fast
 * unfolding of communities in large networks”, 2008), and each of these is laid out compactly.
 * What is linked with nearly all is a module of its own, or it would hold all together.
 */

#include "config.h"

#include "rel-graph-private.h"

/* A module does not grow beyond this many cards. */
#define MAX_MODULE 16

/* A hub has at least so many lines, and so many times as many as cards have on average. */
#define LEAST_HUB_LINES 18
#define HUB_RATIO       5

#define MAX_LEVELS 6
#define MAX_ROUNDS 8

/* Modules, linked with weights. */
typedef struct
{
  guint n;
  guint *first;    /* (owned): where the links of each begin, and the end */
  guint *others;   /* (owned) */
  double *weights; /* (owned) */
  double *degrees; /* (owned): the sums of weights, with twice that of links inside */
  guint *sizes;    /* (owned): in cards */
  double total;    /* of all degrees */
} Web;

typedef struct
{
  guint a;
  guint b;
  double weight;
} Link;

static void
web_clear (Web *web)
{
  g_free (web->first);
  g_free (web->others);
  g_free (web->weights);
  g_free (web->degrees);
  g_free (web->sizes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Web, web_clear)

static Web
web_new (guint n, GArray *links, const guint *sizes)
{
  Web web = { n };
  g_autofree guint *fill = g_new0 (guint, n + 1);

  web.first = g_new0 (guint, n + 1);
  web.others = g_new (guint, 2 * links->len + 1);
  web.weights = g_new (double, 2 * links->len + 1);
  web.degrees = g_new0 (double, n + 1);
  web.sizes = g_memdup2 (sizes, n * sizeof (guint));
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);

      web.degrees[link->a] += link->weight;
      web.degrees[link->b] += link->weight;
      web.total += 2 * link->weight;
      web.first[link->a + 1]++;
      web.first[link->b + 1]++;
    }
  for (guint i = 0; i < n; i++)
    web.first[i + 1] += web.first[i];
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      guint at_a = web.first[link->a] + fill[link->a]++;
      guint at_b = web.first[link->b] + fill[link->b]++;

      web.others[at_a] = link->b;
      web.others[at_b] = link->a;
      web.weights[at_a] = web.weights[at_b] = link->weight;
    }
  return web;
}

/* Takes one member to the module near it where it gains most. */
static gboolean
move_member (const Web *web, guint member, guint *modules, double *degrees, guint *sizes, double *shares)
{
  guint before = modules[member];
  guint best = before;
  double best_gain;

  degrees[before] -= web->degrees[member];
  sizes[before] -= web->sizes[member];
  for (guint i = web->first[member]; i < web->first[member + 1]; i++)
    {
      if (web->others[i] != member)
        shares[modules[web->others[i]]] += web->weights[i];
    }

  best_gain = shares[before] - web->degrees[member] * degrees[before] / web->total + 1e-9;
  for (guint i = web->first[member]; i < web->first[member + 1]; i++)
    {
      guint module = modules[web->others[i]];
      double gain = shares[module] - web->degrees[member] * degrees[module] / web->total;

      if (gain <= best_gain || sizes[module] + web->sizes[member] > MAX_MODULE)
        continue;
      best_gain = gain;
      best = module;
    }

  for (guint i = web->first[member]; i < web->first[member + 1]; i++)
    shares[modules[web->others[i]]] = 0;
  degrees[best] += web->degrees[member];
  sizes[best] += web->sizes[member];
  modules[member] = best;
  return best != before;
}

/* Gives the modules that are left the numbers from 0. */
static guint
number_modules (guint *modules, guint n)
{
  g_autofree guint *numbers = g_new0 (guint, n + 1);
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      if (numbers[modules[i]] == 0)
        numbers[modules[i]] = ++count;
      modules[i] = numbers[modules[i]] - 1;
    }
  return count;
}

static guint
join_members (const Web *web, guint *modules)
{
  g_autofree double *degrees = g_memdup2 (web->degrees, (web->n + 1) * sizeof (double));
  g_autofree guint *sizes = g_memdup2 (web->sizes, web->n * sizeof (guint));
  g_autofree double *shares = g_new0 (double, web->n + 1);
  gboolean moved = TRUE;

  for (guint i = 0; i < web->n; i++)
    modules[i] = i;
  for (guint round = 0; moved && round < MAX_ROUNDS; round++)
    {
      moved = FALSE;
      for (guint i = 0; i < web->n; i++)
        moved = move_member (web, i, modules, degrees, sizes, shares) || moved;
    }
  return number_modules (modules, web->n);
}

/* The links between modules. */
static GArray *
join_links (GArray *links, const guint *modules)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      Link between = { MIN (modules[link->a], modules[link->b]), MAX (modules[link->a], modules[link->b]), 0 };
      gint64 key = (gint64) between.a << 32 | between.b;
      guint at = GPOINTER_TO_UINT (g_hash_table_lookup (known, &key));

      if (at == 0)
        {
          g_array_append_val (joined, between);
          at = joined->len;
          g_hash_table_insert (known, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (at));
        }
      g_array_index (joined, Link, at - 1).weight += link->weight;
    }
  return joined;
}

/* Joins members, then what came of it, as long as that gains anything. */
static guint
join_all (RelPart *self, GArray *all_links, guint *modules)
{
  g_autoptr (GArray) links = g_array_ref (all_links);
  guint n = self->spots->len;
  g_autofree guint *sizes = g_new (guint, n + 1);
  guint count = n;

  for (guint i = 0; i < n; i++)
    {
      modules[i] = i;
      sizes[i] = 1;
    }
  for (guint level = 0; level < MAX_LEVELS && !rel_part_is_cancelled (self); level++)
    {
      g_auto (Web) web = web_new (count, links, sizes);
      g_autofree guint *joined = g_new (guint, count + 1);
      g_autofree guint *joined_sizes = NULL;
      GArray *joined_links;
      guint n_joined = join_members (&web, joined);

      if (n_joined == count)
        break;
      joined_sizes = g_new0 (guint, n_joined + 1);
      for (guint i = 0; i < count; i++)
        joined_sizes[joined[i]] += sizes[i];
      for (guint i = 0; i < n; i++)
        modules[i] = joined[modules[i]];
      joined_links = join_links (links, joined);
      g_array_unref (links);
      links = joined_links;
      g_free (sizes);
      sizes = g_steal_pointer (&joined_sizes);
      count = n_joined;
    }
  return count;
}

/* --- Hubs --- */

static guint *
count_lines (RelPart *self)
{
  guint *counts = g_new0 (guint, self->spots->len + 1);

  for (guint i = 0; i < self->ties->len; i++)
    {
      counts[rel_part_tie (self, i)->from]++;
      counts[rel_part_tie (self, i)->to]++;
    }
  return counts;
}

/* A card that is linked with nothing but a hub stands with the hub. */
static void
follow_hubs (RelPart *self, const gboolean *hubs)
{
  g_autofree guint *modules = g_new (guint, self->spots->len + 1);
  g_autofree gboolean *linked = g_new0 (gboolean, self->spots->len + 1);

  for (guint i = 0; i < self->spots->len; i++)
    modules[i] = REL_NONE;
  for (guint i = 0; i < self->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (self, i);

      if (hubs[tie->from] == hubs[tie->to])
        {
          linked[tie->from] = linked[tie->from] || tie->from != tie->to;
          linked[tie->to] = linked[tie->to] || tie->from != tie->to;
        }
      else if (hubs[tie->to])
        modules[tie->from] = MIN (modules[tie->from], rel_part_spot (self, tie->to)->module);
      else
        modules[tie->to] = MIN (modules[tie->to], rel_part_spot (self, tie->from)->module);
    }
  for (guint i = 0; i < self->spots->len; i++)
    {
      if (!hubs[i] && !linked[i] && modules[i] != REL_NONE && rel_part_spot (self, i)->group == 0)
        rel_part_spot (self, i)->module = modules[i];
    }
}

static GArray *
list_links (RelPart *self, const gboolean *hubs)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < self->ties->len; i++)
    {
      const RelTie *tie = rel_part_tie (self, i);
      Link link = { tie->from, tie->to, 1 };

      if (!hubs[tie->from] && !hubs[tie->to] && tie->from != tie->to && rel_part_spot (self, tie->from)->group == 0 &&
          rel_part_spot (self, tie->to)->group == 0)
        g_array_append_val (links, link);
    }
  return links;
}

/* All cards that are in no group are one module. */
static void
leave_whole (RelPart *self, guint *modules)
{
  guint first = REL_NONE;

  for (guint i = 0; i < self->spots->len; i++)
    {
      modules[i] = i;
      if (rel_part_spot (self, i)->group > 0)
        continue;
      first = MIN (first, i);
      modules[i] = first;
    }
}

/* The cards of a group are a module, whatever links them. */
static void
take_groups (RelPart *self, guint *modules)
{
  g_autoptr (GHashTable) firsts = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->spots->len; i++)
    {
      guint group = rel_part_spot (self, i)->group;
      gpointer first;

      if (group == 0)
        continue;
      if (g_hash_table_lookup_extended (firsts, GUINT_TO_POINTER (group), NULL, &first))
        modules[i] = modules[GPOINTER_TO_UINT (first)];
      else
        g_hash_table_insert (firsts, GUINT_TO_POINTER (group), GUINT_TO_POINTER (i));
    }
}

/*< private >
 * rel_part_find_modules:
 * @self: a part with its cards and lines
 * @whole: whether all cards belong together, but for groups
 *
 * Finds which cards belong together.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
rel_part_find_modules (RelPart *self, gboolean whole)
{
  guint n = self->spots->len;
  g_autofree guint *modules = g_new0 (guint, n + 1);
  g_autofree gboolean *hubs = g_new0 (gboolean, n + 1);
  g_autofree guint *counts = count_lines (self);
  g_autoptr (GArray) links = NULL;
  double mean = 2.0 * self->ties->len / n;

  for (guint i = 0; i < n; i++)
    hubs[i] = !whole && rel_part_spot (self, i)->group == 0 && counts[i] >= LEAST_HUB_LINES &&
              counts[i] >= HUB_RATIO * mean;
  links = list_links (self, hubs);
  if (!whole)
    join_all (self, links, modules);
  else
    leave_whole (self, modules);
  take_groups (self, modules);

  self->n_modules = number_modules (modules, n);
  for (guint i = 0; i < n; i++)
    rel_part_spot (self, i)->module = modules[i];
  follow_hubs (self, hubs);
  return !rel_part_is_cancelled (self);
}
