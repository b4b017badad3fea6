/* rel-remains.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What takes long to free: schemas, and edits that hold as many of them.
 */

#include "config.h"

#include "rel-remains.h"

#include <malloc.h>
#include <stdlib.h>

typedef struct
{
  gpointer data;
  GDestroyNotify free;
} Remains;

static GMutex lock;
static GCond none_left;
static guint n_left = 0;

static void
free_in_thread (gpointer data, gpointer unused)
{
  g_autofree Remains *remains = data;

  remains->free (remains->data);
  g_mutex_lock (&lock);
  if (--n_left == 0)
    g_cond_broadcast (&none_left);
  g_mutex_unlock (&lock);
}

/* Else whoever looks for leaks at the end would find what is about to be freed. */
static void
await_all (void)
{
  g_mutex_lock (&lock);
  while (n_left > 0)
    g_cond_wait (&none_left, &lock);
  g_mutex_unlock (&lock);
}

static gpointer
make_pool (gpointer unused)
{
  atexit (await_all);
  /* One thread: the counts of references to JSON objects are not atomic. */
  return g_thread_pool_new (free_in_thread, NULL, 1, FALSE, NULL);
}

/**
 * rel_remains_join_at_once:
 *
 * Lets each small piece of memory that is freed be joined with those beside it at once, in the
 * thread that frees it, from now on. Else glibc leaves that until somebody asks for a large
 * piece: of the millions of pieces that a thread has freed, the window then joins all while
 * everybody waits for it.
 */
void
rel_remains_join_at_once (void)
{
#ifdef M_MXFAST
  mallopt (M_MXFAST, 0);
#endif
}

/**
 * rel_remains_free_elsewhere:
 * @data: (transfer full) (nullable): what nobody else holds, or only what counts its references
 *   atomically
 * @free: frees it
 *
 * Frees it in a thread, in which all such is freed one after the other.
 */
void
rel_remains_free_elsewhere (gpointer data, GDestroyNotify free)
{
  static GOnce pool = G_ONCE_INIT;
  Remains *remains;

  if (data == NULL)
    return;
  remains = g_new (Remains, 1);
  *remains = (Remains){ data, free };
  g_mutex_lock (&lock);
  n_left++;
  g_mutex_unlock (&lock);
  g_thread_pool_push (g_once (&pool, make_pool, NULL), remains, NULL);
}
