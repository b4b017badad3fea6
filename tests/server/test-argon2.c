/* test-argon2.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hashes were made by the npm package argon2, which Directus uses.
 */

#include "rel-argon2.h"

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
    "$argon2id$v=19$m=2097152,t=1,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=4294967295,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=1024,t=2,p=1x$h/7tcW0FdbBsgIPpMnJfUA$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
    "$argon2id$v=19$m=1024,t=2,p=1$h/7tcW0FdbBsgIPpMnJfUA$",
    "$argon2id$v=19$m=1024,t=2,p=1$$OqiPHy/QbnP6m/TojOjRF2BoJEm7JylGPWMOKpA/pWk",
  };

  for (guint i = 0; i < G_N_ELEMENTS (encoded); i++)
    g_assert_false (rel_argon2_verify (encoded[i], ""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/argon2/verify", test_verify);
  g_test_add_func ("/server/argon2/refuses", test_refuses);

  return g_test_run ();
}
