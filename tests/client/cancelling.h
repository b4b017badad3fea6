/* cancelling.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operations.h"

G_BEGIN_DECLS

/* What an operation is at when it is cancelled. */
typedef enum
{
  CANCEL_AT_ONCE,
  CANCEL_IN_HANDSHAKE,
  CANCEL_BEFORE_HEADERS,
  CANCEL_IN_HEADERS,
  CANCEL_AFTER_HEADERS,
  CANCEL_IN_BODY,
  CANCEL_PARSING,
  CANCEL_IN_PAUSE,
  CANCEL_IN_QUEUE,
  CANCEL_IN_LOGIN,
  CANCEL_IN_RENEWAL,
  CANCEL_IN_QUESTION,
  N_CANCEL_STAGES,
} CancelStage;

const char *cancel_stage_get_name (CancelStage stage);
gboolean cancel_stage_is_for (CancelStage stage, const Operation *operation);
double cancel_stage_run (CancelStage stage, const Operation *operation);

G_END_DECLS
