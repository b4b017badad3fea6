/* rel-blake2b.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hash BLAKE2b (RFC 7693), without a key. GLib does not have it, and passwords of
 * Directus are made with it.
 */

#include "config.h"

#include "rel-blake2b.h"

#include <string.h>

#define N_ROUNDS 12

static const guint64 start[8] = {
  G_GUINT64_CONSTANT (0x6a09e667f3bcc908), G_GUINT64_CONSTANT (0xbb67ae8584caa73b),
  G_GUINT64_CONSTANT (0x3c6ef372fe94f82b), G_GUINT64_CONSTANT (0xa54ff53a5f1d36f1),
  G_GUINT64_CONSTANT (0x510e527fade682d1), G_GUINT64_CONSTANT (0x9b05688c2b3e6c1f),
  G_GUINT64_CONSTANT (0x1f83d9abfb41bd6b), G_GUINT64_CONSTANT (0x5be0cd19137e2179),
};

/* Which words of the message a round takes, two for each of its eight steps. */
static const guint8 order[10][16] = {
  { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 }, { 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
  { 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 }, { 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
  { 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 }, { 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
  { 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 }, { 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
  { 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 }, { 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
};

/* The words that a step mixes: first the columns of a square, then its diagonals. */
static const guint8 steps[8][4] = {
  { 0, 4, 8, 12 },  { 1, 5, 9, 13 },  { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
  { 0, 5, 10, 15 }, { 1, 6, 11, 12 }, { 2, 7, 8, 13 },  { 3, 4, 9, 14 },
};

static guint64
rotate (guint64 value, guint bits)
{
  return value >> bits | value << (64 - bits);
}

static void
mix (guint64 *v, const guint8 *at, guint64 x, guint64 y)
{
  guint64 *a = &v[at[0]], *b = &v[at[1]], *c = &v[at[2]], *d = &v[at[3]];

  *a += *b + x;
  *d = rotate (*d ^ *a, 32);
  *c += *d;
  *b = rotate (*b ^ *c, 24);
  *a += *b + y;
  *d = rotate (*d ^ *a, 16);
  *c += *d;
  *b = rotate (*b ^ *c, 63);
}

static void
compress (RelBlake2b *self, gboolean is_last)
{
  guint64 message[16];
  guint64 v[16];

  for (guint i = 0; i < G_N_ELEMENTS (message); i++)
    {
      memcpy (&message[i], self->block + 8 * i, 8);
      message[i] = GUINT64_FROM_LE (message[i]);
    }
  memcpy (v, self->state, sizeof self->state);
  memcpy (v + 8, start, sizeof start);
  v[12] ^= self->n_bytes;
  if (is_last)
    v[14] = ~v[14];

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const guint8 *taken = order[round % G_N_ELEMENTS (order)];

      for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
        mix (v, steps[i], message[taken[2 * i]], message[taken[2 * i + 1]]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->state); i++)
    self->state[i] ^= v[i] ^ v[i + 8];
}

/**
 * rel_blake2b_init:
 * @self: (out caller-allocates): a hash
 * @length: its length in bytes, at most %REL_BLAKE2B_MAX_BYTES
 *
 * Begins a hash.
 */
void
rel_blake2b_init (RelBlake2b *self, gsize length)
{
  memset (self, 0, sizeof *self);
  memcpy (self->state, start, sizeof start);
  self->state[0] ^= 0x01010000 ^ length;
  self->length = length;
}

/**
 * rel_blake2b_update:
 * @self: a hash
 * @data: more of what is hashed
 * @length: its length in bytes
 */
void
rel_blake2b_update (RelBlake2b *self, const void *data, gsize length)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gsize taken = MIN (length, sizeof self->block - self->filled);

      /* The last block is hashed otherwise, so a full one waits for more. */
      if (taken == 0)
        {
          self->n_bytes += self->filled;
          compress (self, FALSE);
          self->filled = 0;
          continue;
        }
      memcpy (self->block + self->filled, bytes, taken);
      self->filled += taken;
      bytes += taken;
      length -= taken;
    }
}

/**
 * rel_blake2b_update_number:
 * @self: a hash
 * @number: more of what is hashed: four bytes, the smallest first
 */
void
rel_blake2b_update_number (RelBlake2b *self, guint32 number)
{
  guint32 bytes = GUINT32_TO_LE (number);

  rel_blake2b_update (self, &bytes, sizeof bytes);
}

/**
 * rel_blake2b_finish:
 * @self: a hash
 * @hash: (out): its bytes, as many as were asked for
 *
 * Ends a hash.
 */
void
rel_blake2b_finish (RelBlake2b *self, guint8 *hash)
{
  guint64 words[8];

  self->n_bytes += self->filled;
  memset (self->block + self->filled, 0, sizeof self->block - self->filled);
  compress (self, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = GUINT64_TO_LE (self->state[i]);
  memcpy (hash, words, self->length);
}
