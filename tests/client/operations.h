/* operations.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "faulty-server.h"
#include "rel-sign-in.h"
#include "rel-transport.h"

G_BEGIN_DECLS

#define N_OPERATIONS 20

typedef struct _Run Run;

/* How an operation is run. */
struct _Run
{
  FaultyServer *server;
  const char *url; /* of the server */
  double silence;  /* as in rel_transport_scale_waits() */
  double pauses;
  GCancellable *cancellable; /* (nullable) */
  gboolean is_asked_again;   /* whether `GET /next` is to succeed afterwards */

  /* What goes on besides, from before the operation until after it. */
  void (*begin_besides) (Run *run, RelTransport *transport, RelSignIn *sign_in); /* (nullable) */
  void (*end_besides) (Run *run);                                                /* (nullable) */
  gpointer besides;
  gint64 ended_us; /* when the operation itself had ended */
};

/* What is done with a server. */
typedef struct
{
  const char *name;
  const char *request; /* the one that goes wrong */
  gboolean is_read;
  gboolean is_client;      /* or a part of it */
  gboolean is_one;         /* whether it reads one object, not a list */
  gboolean is_maybe;       /* whether it may as well read nothing */
  gboolean is_later;       /* whether the connection has served another request before */
  gboolean is_graphql;     /* where a read is a POST, too */
  gboolean is_dispensable; /* whether it can do without an answer to that request */
  void (*run) (const char *request, Run *run, GError **error);
} Operation;

extern const Operation operations[N_OPERATIONS];

G_END_DECLS
