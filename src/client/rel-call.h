/* rel-call.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "rel-certificate.h"
#include "rel-deadline.h"

G_BEGIN_DECLS

/* One request on its way. */
typedef struct
{
  char *method;                /* (owned) */
  char *address;               /* (owned): of the server */
  char *path;                  /* (owned): after the address, as it may be shown: without a query */
  GUri *uri;                   /* (owned) (nullable): where it is sent first */
  GBytes *body;                /* (owned) (nullable) */
  SoupMessage *message;        /* (owned) (nullable): the current one; each try and each redirect makes another */
  GInputStream *stream;        /* (owned) (nullable) */
  GPtrArray *pieces;           /* (owned) (element-type GBytes): what was read of the body */
  gsize n_bytes;               /* of them all */
  char *token;                 /* (owned) (nullable) */
  char *trusted;               /* (owned) (nullable): the fingerprint of a certificate that is accepted as it is */
  RelCertificate *certificate; /* (owned) (nullable): the server's, when it was not accepted */
  RelDeadline *deadline;       /* (owned) */
  guint silence_ms;            /* how long the server may take to begin its answer */
  guint idle_ms;               /* how long it may stop within the answer */
  guint n_tries;
  guint n_redirects;
  guint paused_ms;
  gint64 started_us;  /* the current try */
  gboolean is_read;   /* it changes nothing on the server, so that it may be sent again */
  gboolean has_place; /* among the reads that are in flight */
  gboolean is_sent;   /* the server may have seen it */
} RelCall;

RelCall *rel_call_new (const char *method,
                       const char *address,
                       const char *path,
                       JsonNode *body,
                       guint silence_ms,
                       GCancellable *outer);
void rel_call_free (gpointer data);
void rel_call_begin (RelCall *self, guint connect_ms);
void rel_call_set_uri (RelCall *self, GUri *uri);
void rel_call_drop (RelCall *self);
const char *rel_call_get_encoding (RelCall *self);
void rel_call_log (RelCall *self);

G_END_DECLS
