/* operations.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "faulty-server.h"

G_BEGIN_DECLS

#define N_OPERATIONS 7

/* How an operation is run. */
typedef struct
{
  FaultyServer *server;
  const char *url; /* of the server */
  double silence;  /* as in rel_transport_scale_waits() */
  double pauses;
  GCancellable *cancellable; /* (nullable) */
  gboolean is_asked_again;   /* whether `GET /next` is to succeed afterwards */
} Run;

/* What is done with a server. */
typedef struct
{
  const char *name;
  const char *request; /* the one that goes wrong */
  gboolean is_read;
  gboolean is_client;
  void (*run) (const char *request, const Run *run, GError **error);
} Operation;

extern const Operation operations[N_OPERATIONS];

G_END_DECLS
