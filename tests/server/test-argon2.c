/* test-argon2.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hashes were made by the npm package argon2, which Directus uses.
 */

#include <string.h>

#include "rel-argon2.h"
#include "rel-blake2b.h"

static const struct
{
  const char *encoded;
  const char *password;
} cases[] = {
  { "$argon2id$v=19$m=65536,t=3,p=4$06lBJeVhqvnw/zN4ielGEQ$ip6hqRCxfZcGFSG1oMLa+7FPVO5DbVNcFKnEH4jwI2Q",
    "lab-password" },
  { "$argon2id$v=19$m=1024,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk", "" },
  /* Lanes that the memory cannot be shared out to evenly. */
  { "$argon2id$v=19$m=1031,t=2,p=3$2mYYeAuHeDjrgJJ5V0CUNQ$E8Kx8HigdZsWnn93yNx0XXoB/iuxP7dwFllnXHxp9GI",
    "Grüße 🦊" },
  { "$argon2id$v=19$m=2048,t=2,p=2$5OtGJtPOwmKyBfRPSvMLKg$QGQF6p2sxPjdKKhKwc142Q", "short" },
  { "$argon2id$v=19$m=1024,t=4,p=4$z4ayNmF4UCk/JgLPEeDgGQ$MXryNXNaDwqMvT3o8zCnZG4n5Eev8te5BGZ0fb7Bj3kv9ncYzyZ0D7XDXEn"
    "FxalCt4gR1oklHQoinrdsaVXwZQ",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
};

static void
test_verify (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *longer = g_strconcat (cases[i].password, "x", NULL);

      g_assert_true (rel_argon2_verify (cases[i].encoded, cases[i].password));
      g_assert_false (rel_argon2_verify (cases[i].encoded, longer));
    }
}

/* Other kinds, and parameters that no honest hash has. */
static void
test_refuses (void)
{
  static const char *const encoded[] = {
    "",
    "secret",
    "$argon2id",
    "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    "$argon2i$v=19$m=1024,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=16$m=1024,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=1024,t=2,p=0$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=1024,t=0,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=4,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=4294967295,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=1024,t=2,p=1x$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=1024,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$",
    "$argon2id$v=19$m=1024,t=2,p=1$$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
  };

  for (guint i = 0; i < G_N_ELEMENTS (encoded); i++)
    g_assert_false (rel_argon2_verify (encoded[i], ""));
}

static void
assert_blake2b (const char *text, gsize length, const char *expected)
{
  guint8 hash[REL_BLAKE2B_MAX_BYTES];
  g_autoptr (GString) digits = g_string_new (NULL);
  RelBlake2b blake2b;

  rel_blake2b_init (&blake2b, length);
  rel_blake2b_update (&blake2b, text, strlen (text));
  rel_blake2b_finish (&blake2b, hash);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (digits, "%02x", hash[i]);
  g_assert_cmpstr (digits->str, ==, expected);
}

/* "abc" is the example of RFC 7693; the others are what Python's hashlib gives, one of them
 * of two whole blocks. */
static void
test_blake2b (void)
{
  g_autofree char *blocks = g_strnfill (256, 'a');

  assert_blake2b ("abc", 64,
                  "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                  "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
  assert_blake2b ("", 32, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  assert_blake2b (blocks, 32, "eae4d3a7627549b383179dc18049964f91a6fed14c9f3fb26705eda3eeda5558");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/argon2/verify", test_verify);
  g_test_add_func ("/server/argon2/refuses", test_refuses);
  g_test_add_func ("/server/argon2/blake2b", test_blake2b);

  return g_test_run ();
}
