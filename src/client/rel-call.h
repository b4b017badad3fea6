/* rel-call.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "rel-deadline.h"

G_BEGIN_DECLS

/* One request on its way. */
typedef struct
{
  char *method;          /* (owned) */
  char *path;            /* (owned): after the address of the server */
  char *token;           /* (owned) (nullable): what it is sent with */
  GBytes *body;          /* (owned) (nullable) */
  SoupMessage *message;  /* (owned) (nullable): the current one; each redirect makes another */
  GInputStream *stream;  /* (owned) (nullable) */
  GByteArray *answer;    /* (owned): what was read of the body */
  JsonNode *refusal;     /* (owned) (nullable): the answer of a server that says no */
  RelDeadline *deadline; /* (owned) */
  guint silence_s;
  guint n_redirects;
  gint64 started_us;
  gboolean is_sent; /* the server may have seen it */
} RelCall;

RelCall *rel_call_new (const char *method, const char *path, JsonNode *body, guint silence_s, GCancellable *outer);
void rel_call_free (gpointer data);
void rel_call_set_uri (RelCall *self, GUri *uri);
void rel_call_log (RelCall *self);

G_END_DECLS
