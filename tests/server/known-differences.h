/* known-differences.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of what is answered otherwise than it was recorded: `transcripts/differences.txt`
 * in the test data. One request, one reason, and exactly the values that differ.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KNOWN_DIFFERENCE_INDENT "    "

typedef struct
{
  char *request; /* (owned): group and title */
  char *reason;  /* (owned): an id of rel_differences or of a reason in the file */
  char *lines;   /* (owned): what differs, a line each, indented */
} KnownDifference;

GHashTable *known_differences_read (const char *folder);

G_END_DECLS
