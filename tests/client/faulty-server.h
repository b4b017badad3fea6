/* faulty-server.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* When an answer stops to be as it should. */
typedef enum
{
  MOMENT_NEVER,
  MOMENT_BEFORE_HEADERS,
  MOMENT_AFTER_HEADERS,
  MOMENT_IN_BODY,
} Moment;

/* What happens then. */
typedef enum
{
  FAULT_CLOSE, /* the connection is closed */
  FAULT_HANG,  /* nothing more comes until the client closes it */
} Fault;

typedef struct _FaultyServer FaultyServer;
typedef struct _FaultyAnswer FaultyAnswer;

FaultyServer *faulty_server_new (void);
void faulty_server_free (FaultyServer *self);
const char *faulty_server_get_url (FaultyServer *self);
FaultyAnswer *faulty_server_answer (FaultyServer *self, const char *request, guint status, const char *body);
void faulty_answer_set_type (FaultyAnswer *answer, const char *content_type);
void faulty_answer_add_header (FaultyAnswer *answer, const char *name, const char *value);
void faulty_answer_set_body (FaultyAnswer *answer, GBytes *body);
void faulty_answer_repeat_body (FaultyAnswer *answer, guint times);
void faulty_answer_fail (FaultyAnswer *answer, Moment moment, Fault fault);
void faulty_answer_cancel (FaultyAnswer *answer, GCancellable *cancellable);

guint faulty_server_count (FaultyServer *self, const char *request);
guint64 faulty_server_get_sent_bytes (FaultyServer *self);
char *faulty_server_dup_header (FaultyServer *self, guint nth, const char *name);
JsonNode *faulty_server_dup_requests (FaultyServer *self);
void faulty_server_assert_requests (FaultyServer *self, const char *golden_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultyServer, faulty_server_free)

G_END_DECLS
