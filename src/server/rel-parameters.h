/* rel-parameters.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

/**
 * RelParameters:
 * @limit: how many items are wanted; -1 for all
 * @offset: how many items come before them
 * @format: (nullable): in which format the answer is wanted as a file: `json` or `yaml`
 *
 * The parameters of a query that are the same wherever they mean something.
 */
typedef struct
{
  gint64 limit;
  gint64 offset;
  const char *format;
} RelParameters;

GHashTable *rel_parameters_decode (const char *text);
RelReply *rel_parameters_read (RelParameters *self, RelCall *call);

G_END_DECLS
