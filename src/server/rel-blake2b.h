/* rel-blake2b.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define REL_BLAKE2B_MAX_BYTES 64

/**
 * RelBlake2b:
 *
 * A hash that is being made.
 */
typedef struct
{
  guint64 state[8];
  guint64 n_bytes; /* hashed so far */
  guint8 block[128];
  gsize filled; /* bytes of @block */
  gsize length; /* of the hash */
} RelBlake2b;

void rel_blake2b_init (RelBlake2b *self, gsize length);
void rel_blake2b_update (RelBlake2b *self, const void *data, gsize length);
void rel_blake2b_update_number (RelBlake2b *self, guint32 number);
void rel_blake2b_finish (RelBlake2b *self, guint8 *hash);

G_END_DECLS
