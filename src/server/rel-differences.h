/* rel-differences.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelDifference:
 * @id: a short name; `NULL` ends the list
 * @request: the request that is answered differently
 * @original: what Directus 11.3.5 does on SQLite
 * @here: what this server does
 *
 * Where this server knows better than the one that it follows.
 */
typedef struct
{
  const char *id;
  const char *request;
  const char *original;
  const char *here;
} RelDifference;

extern const RelDifference rel_differences[];

G_END_DECLS
