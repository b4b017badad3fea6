/* leaks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What GLib and GTK lose, and LeakSanitizer would report at the end of a test. tests/leaks.supp
 * cannot name it: the libraries are built without frame pointers, so that a block is known by
 * nothing but g_malloc().
 */

#include "config.h"

#include "leaks.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/* GLib makes a table for 2,048 quarks as it is loaded, and drops it for a larger one when there
 * are more of them ("This leaks the old quarks array"): 16 KiB in a test that makes many types.
 * This comes before the constructors of all libraries. */
__attribute__ ((section (".preinit_array"), used)) static void (*const before_libraries) (void) = leaks_begin_foreign;

__attribute__ ((constructor)) static void
after_libraries (void)
{
  leaks_end_foreign ();
}
#endif

/**
 * leaks_begin_foreign:
 *
 * What this thread allocates from now on may be lost.
 */
void
leaks_begin_foreign (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
#endif
}

/**
 * leaks_end_foreign:
 *
 * Ends that.
 */
void
leaks_end_foreign (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_enable ();
#endif
}
