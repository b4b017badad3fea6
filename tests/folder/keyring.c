/* keyring.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A keyring of the test's own, in a file.
 */

#include "config.h"

#include "keyring.h"

#include <glib.h>

/* libsecret 0.20 loses some bytes each time that it writes such a file, in a callback of GIO,
 * so that no suppression can name it. A test that is linked with this looks for no leaks. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

/* Lets this program, and those that it starts, use a keyring in @folder. To be called before the
 * first use of a keyring: which one libsecret takes is settled then. */
void
keyring_use_file (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "test.keyring", NULL);

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "of the test", TRUE);
  g_setenv ("LSAN_OPTIONS", "detect_leaks=0", TRUE);
}
