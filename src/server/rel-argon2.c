/* rel-argon2.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Argon2id (RFC 9106), with which Directus keeps passwords: a hash that takes much memory,
 * so that guessing is dear. Here it is only compared with, never made to be kept.
 *
 * The names are those of the RFC where it has any: lanes of blocks of 1024 bytes, filled in
 * several passes of four slices each.
 */

#include "config.h"

#include "rel-argon2.h"

#include <stdio.h>
#include <string.h>

#include "rel-access.h"
#include "rel-blake2b.h"

#define VERSION       0x13
#define TYPE_ID       2
#define N_SLICES      4
#define BLOCK_BYTES   1024
#define BLOCK_WORDS   128
#define START_BYTES   64
#define MAX_KIB       (256 * 1024)
#define MAX_PASSES    16
#define MAX_LANES     16
#define MAX_TAG_BYTES 64

typedef struct
{
  guint64 words[BLOCK_WORDS];
} Block;

typedef struct
{
  guint32 memory_kib;
  guint32 n_passes;
  guint32 n_lanes;
  guint8 *salt; /* (owned) */
  gsize salt_length;
  guint8 *tag; /* (owned) */
  gsize tag_length;

  Block *blocks; /* (owned) (nullable) */
  guint32 lane_length;
  guint32 slice_length;
} Argon2;

static void
argon2_clear (Argon2 *self)
{
  g_free (self->salt);
  g_free (self->tag);
  g_free (self->blocks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Argon2, argon2_clear)

static guint64
rotate (guint64 value, guint bits)
{
  return value >> bits | value << (64 - bits);
}

static guint64
multiply_add (guint64 a, guint64 b)
{
  return a + b + 2 * (a & 0xffffffff) * (b & 0xffffffff);
}

static void
mix (guint64 *a, guint64 *b, guint64 *c, guint64 *d)
{
  *a = multiply_add (*a, *b);
  *d = rotate (*d ^ *a, 32);
  *c = multiply_add (*c, *d);
  *b = rotate (*b ^ *c, 24);
  *a = multiply_add (*a, *b);
  *d = rotate (*d ^ *a, 16);
  *c = multiply_add (*c, *d);
  *b = rotate (*b ^ *c, 63);
}

/* Mixes sixteen words: pairs that lie @stride words apart from @first on. */
static void
permute (guint64 *words, guint first, guint stride)
{
  guint64 *v[16];

  for (guint i = 0; i < 8; i++)
    {
      v[2 * i] = &words[first + i * stride];
      v[2 * i + 1] = &words[first + i * stride + 1];
    }
  for (guint i = 0; i < 4; i++)
    mix (v[i], v[4 + i], v[8 + i], v[12 + i]);
  for (guint i = 0; i < 4; i++)
    mix (v[i], v[4 + (i + 1) % 4], v[8 + (i + 2) % 4], v[12 + (i + 3) % 4]);
}

/* The function G: makes one block of two. On later passes what stood there is mixed in. */
static void
fill_block (const Block *x, const Block *y, Block *result, gboolean with_old)
{
  Block mixed, before;

  for (guint i = 0; i < BLOCK_WORDS; i++)
    {
      mixed.words[i] = x->words[i] ^ y->words[i];
      before.words[i] = with_old ? mixed.words[i] ^ result->words[i] : mixed.words[i];
    }
  for (guint row = 0; row < 8; row++)
    permute (mixed.words, 16 * row, 2);
  for (guint column = 0; column < 8; column++)
    permute (mixed.words, 2 * column, 16);
  for (guint i = 0; i < BLOCK_WORDS; i++)
    result->words[i] = mixed.words[i] ^ before.words[i];
}

/* The function H': a hash of any length. */
static void
hash_long (const guint8 *data, gsize length, guint8 *result, gsize result_length)
{
  guint8 part[REL_BLAKE2B_MAX_BYTES];
  RelBlake2b hash;

  rel_blake2b_init (&hash, MIN (result_length, sizeof part));
  rel_blake2b_update_number (&hash, result_length);
  rel_blake2b_update (&hash, data, length);
  rel_blake2b_finish (&hash, part);

  /* Halves of hashes of hashes, and the last one whole. */
  while (result_length > sizeof part)
    {
      memcpy (result, part, sizeof part / 2);
      result += sizeof part / 2;
      result_length -= sizeof part / 2;
      rel_blake2b_init (&hash, MIN (result_length, sizeof part));
      rel_blake2b_update (&hash, part, sizeof part);
      rel_blake2b_finish (&hash, part);
    }
  memcpy (result, part, result_length);
}

static void
block_from_bytes (Block *block, const guint8 *bytes)
{
  memcpy (block->words, bytes, BLOCK_BYTES);
  for (guint i = 0; i < BLOCK_WORDS; i++)
    block->words[i] = GUINT64_FROM_LE (block->words[i]);
}

static void
hash_parameters (Argon2 *self, const char *password, guint8 *result)
{
  RelBlake2b hash;

  rel_blake2b_init (&hash, START_BYTES);
  rel_blake2b_update_number (&hash, self->n_lanes);
  rel_blake2b_update_number (&hash, self->tag_length);
  rel_blake2b_update_number (&hash, self->memory_kib);
  rel_blake2b_update_number (&hash, self->n_passes);
  rel_blake2b_update_number (&hash, VERSION);
  rel_blake2b_update_number (&hash, TYPE_ID);
  rel_blake2b_update_number (&hash, strlen (password));
  rel_blake2b_update (&hash, password, strlen (password));
  rel_blake2b_update_number (&hash, self->salt_length);
  rel_blake2b_update (&hash, self->salt, self->salt_length);
  /* Neither a secret nor more data. */
  rel_blake2b_update_number (&hash, 0);
  rel_blake2b_update_number (&hash, 0);
  rel_blake2b_finish (&hash, result);
}

static Block *
get_block (Argon2 *self, guint32 lane, guint32 column)
{
  return &self->blocks[(gsize) lane * self->lane_length + column];
}

/* Each lane begins with two blocks that the password makes. */
static void
fill_first_blocks (Argon2 *self, const char *password)
{
  guint8 seed[START_BYTES + 8];
  guint8 bytes[BLOCK_BYTES];

  hash_parameters (self, password, seed);
  for (guint32 lane = 0; lane < self->n_lanes; lane++)
    {
      for (guint32 column = 0; column < 2; column++)
        {
          guint32 numbers[] = { GUINT32_TO_LE (column), GUINT32_TO_LE (lane) };

          memcpy (seed + START_BYTES, numbers, sizeof numbers);
          hash_long (seed, sizeof seed, bytes, sizeof bytes);
          block_from_bytes (get_block (self, lane, column), bytes);
        }
    }
}

/* Where in a lane the block stands that @random points to: among those that are there
 * already, the near ones more often. */
static guint32
choose_column (Argon2 *self, guint32 pass, guint32 slice, guint32 index, gboolean is_own_lane, guint32 random)
{
  guint32 n_there = pass == 0 ? slice * self->slice_length : self->lane_length - self->slice_length;
  guint32 from = pass == 0 || slice == N_SLICES - 1 ? 0 : (slice + 1) * self->slice_length;
  guint64 distance = (guint64) random * random >> 32;

  if (is_own_lane)
    n_there += index - 1;
  else if (index == 0)
    n_there--;
  return (from + n_there - 1 - (guint32) (n_there * distance >> 32)) % self->lane_length;
}

/* In the first half of the first pass the numbers do not depend on the password, so that
 * the memory that is touched tells nothing about it. */
static guint64
get_random (Argon2 *self, guint32 pass, guint32 lane, guint32 slice, guint32 index, Block *addresses)
{
  static const Block zero = { { 0 } };
  Block input = { { pass, lane, slice, (guint64) self->n_lanes * self->lane_length, self->n_passes, TYPE_ID,
                    index / BLOCK_WORDS + 1 } };
  guint32 column = slice * self->slice_length + index;

  if (pass > 0 || slice >= N_SLICES / 2)
    return get_block (self, lane, (column + self->lane_length - 1) % self->lane_length)->words[0];

  if (index % BLOCK_WORDS == 0 || (slice == 0 && index == 2))
    {
      fill_block (&zero, &input, addresses, FALSE);
      fill_block (&zero, addresses, addresses, FALSE);
    }
  return addresses->words[index % BLOCK_WORDS];
}

static void
fill_segment (Argon2 *self, guint32 pass, guint32 lane, guint32 slice)
{
  Block addresses;

  for (guint32 index = pass == 0 && slice == 0 ? 2 : 0; index < self->slice_length; index++)
    {
      guint32 column = slice * self->slice_length + index;
      guint32 previous = (column + self->lane_length - 1) % self->lane_length;
      guint64 random = get_random (self, pass, lane, slice, index, &addresses);
      guint32 other = pass == 0 && slice == 0 ? lane : (guint32) (random >> 32) % self->n_lanes;
      guint32 chosen = choose_column (self, pass, slice, index, other == lane, (guint32) random);

      fill_block (get_block (self, lane, previous), get_block (self, other, chosen), get_block (self, lane, column),
                  pass > 0);
    }
}

static void
finish (Argon2 *self, guint8 *tag)
{
  Block last = *get_block (self, 0, self->lane_length - 1);
  guint8 bytes[BLOCK_BYTES];

  for (guint32 lane = 1; lane < self->n_lanes; lane++)
    {
      for (guint i = 0; i < BLOCK_WORDS; i++)
        last.words[i] ^= get_block (self, lane, self->lane_length - 1)->words[i];
    }
  for (guint i = 0; i < BLOCK_WORDS; i++)
    last.words[i] = GUINT64_TO_LE (last.words[i]);
  memcpy (bytes, last.words, sizeof bytes);
  hash_long (bytes, sizeof bytes, tag, self->tag_length);
}

/* Makes the tag of a password; fails if there is not enough memory. */
static gboolean
make_tag (Argon2 *self, const char *password, guint8 *tag)
{
  self->slice_length = self->memory_kib / (N_SLICES * self->n_lanes);
  self->lane_length = self->slice_length * N_SLICES;
  self->blocks = g_try_new (Block, (gsize) self->lane_length * self->n_lanes);
  if (self->blocks == NULL)
    return FALSE;

  fill_first_blocks (self, password);
  for (guint32 pass = 0; pass < self->n_passes; pass++)
    {
      for (guint32 slice = 0; slice < N_SLICES; slice++)
        {
          for (guint32 lane = 0; lane < self->n_lanes; lane++)
            fill_segment (self, pass, lane, slice);
        }
    }
  finish (self, tag);
  return TRUE;
}

static guint8 *
decode_base64 (const char *text, gsize *length)
{
  static const char *const ends[] = { "", "===", "==", "=" };
  g_autofree char *padded = g_strconcat (text, ends[strlen (text) % 4], NULL);

  return g_base64_decode (padded, length);
}

/* Reads `$argon2id$v=19$m=65536,t=3,p=4$salt$tag`. */
static gboolean
parse (Argon2 *self, const char *encoded)
{
  g_auto (GStrv) parts = g_strsplit (encoded, "$", -1);
  guint memory_kib, n_passes, n_lanes;
  int end = 0;

  if (g_strv_length (parts) != 6 || strcmp (parts[1], "argon2id") != 0 || strcmp (parts[2], "v=19") != 0 ||
      sscanf (parts[3], "m=%u,t=%u,p=%u%n", &memory_kib, &n_passes, &n_lanes, &end) != 3 || parts[3][end] != '\0')
    return FALSE;

  self->memory_kib = memory_kib;
  self->n_passes = n_passes;
  self->n_lanes = n_lanes;
  self->salt = decode_base64 (parts[4], &self->salt_length);
  self->tag = decode_base64 (parts[5], &self->tag_length);
  return n_lanes >= 1 && n_lanes <= MAX_LANES && n_passes >= 1 && n_passes <= MAX_PASSES && memory_kib >= 8 * n_lanes &&
         memory_kib <= MAX_KIB && self->salt_length >= 8 && self->tag_length >= 4 && self->tag_length <= MAX_TAG_BYTES;
}

/**
 * rel_argon2_verify:
 * @encoded: a hash, as Directus keeps it
 * @password: a password
 *
 * A hash of another kind, or one that takes more than 256 MiB, fits no password.
 *
 * Returns: whether the hash is that of the password
 */
gboolean
rel_argon2_verify (const char *encoded, const char *password)
{
  g_auto (Argon2) argon2 = { 0 };
  g_autofree char *right = NULL;
  g_autofree char *given = NULL;
  guint8 tag[MAX_TAG_BYTES];

  if (!parse (&argon2, encoded) || !make_tag (&argon2, password, tag))
    return FALSE;

  right = g_base64_encode (argon2.tag, argon2.tag_length);
  given = g_base64_encode (tag, argon2.tag_length);
  return rel_access_equals (right, given);
}
