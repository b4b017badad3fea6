/* answer-difference.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "transcript.h"

G_BEGIN_DECLS

/* What was given: values that are made anew each time, and so never the same twice. */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers; /* (unowned) */
  const char *text;            /* (unowned) */
  GHashTable *names;           /* (element-type utf8 utf8) (unowned): UUIDs here, by the recorded ones */
} GivenAnswer;

GPtrArray *answer_difference_list (const Exchange *recorded, const GivenAnswer *given);

G_END_DECLS
