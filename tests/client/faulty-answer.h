/* faulty-answer.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When an answer stops to be as it should. */
typedef enum
{
  MOMENT_NEVER,
  MOMENT_BEFORE_HEADERS,
  MOMENT_IN_HEADERS,
  MOMENT_AFTER_HEADERS,
  MOMENT_IN_BODY,
  MOMENT_AFTER_BODY,
} Moment;

/* What happens then. */
typedef enum
{
  FAULT_CLOSE, /* the connection is closed */
  FAULT_RESET, /* the connection is reset */
  FAULT_HANG,  /* nothing more comes until the client closes it */
} Fault;

typedef struct _FaultyAnswer FaultyAnswer;

/* The connection that an answer goes over. */
typedef struct
{
  GSocket *socket;
  GInputStream *input;
  GOutputStream *output;
  gsize *sent_bytes; /* atomic */
  gint64 *sent_us;   /* atomic: when the last byte was sent */
} Wire;

FaultyAnswer *faulty_answer_new (const char *request, guint status, const char *body);
void faulty_answer_free (gpointer data);
const char *faulty_answer_get_request (FaultyAnswer *self);
gboolean faulty_answer_is_kept (FaultyAnswer *self);
FaultyAnswer *faulty_answer_ref (FaultyAnswer *self);
gboolean faulty_answer_write (FaultyAnswer *self, Wire *wire);

void faulty_answer_set_type (FaultyAnswer *self, const char *content_type);
void faulty_answer_add_header (FaultyAnswer *self, const char *name, const char *value);
void faulty_answer_set_body (FaultyAnswer *self, GBytes *body);
void faulty_answer_set_raw (FaultyAnswer *self, const char *raw);
void faulty_answer_set_length (FaultyAnswer *self, guint64 length_bytes);
void faulty_answer_repeat_body (FaultyAnswer *self, guint times);
void faulty_answer_trickle (FaultyAnswer *self);
void faulty_answer_keep (FaultyAnswer *self);
void faulty_answer_fail (FaultyAnswer *self, Moment moment, Fault fault);
void faulty_answer_cancel (FaultyAnswer *self, GCancellable *cancellable);

G_END_DECLS
