/* rel-graphql-suggestion.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rel_graphql_suggestion_dup (const char *name, GPtrArray *names, const char *what);

G_END_DECLS
