/* fault-kinds.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "faulty-server.h"

G_BEGIN_DECLS

/* No error. */
#define FINE (-1)

typedef enum
{
  PACKING_NONE,
  PACKING_GZIP,
  PACKING_NOT_GZIP, /* but says so */
  PACKING_BROKEN,   /* a byte in the middle is another */
  PACKING_CUT,      /* the end is missing */
} Packing;

/* One thing that can go wrong, and what the client has to make of it. */
typedef struct
{
  const char *name;
  guint status;
  const char *body; /* (nullable) */
  const char *type; /* (nullable): as JSON */
  const char *header;
  const char *value;
  const char *raw;
  Packing packing;
  Moment moment;
  Fault fault;
  gint64 length_bytes; /* 0 for the truth */
  gboolean is_trickling;

  int read;         /* the code of the error of a read, or FINE */
  int write;        /* and of a write */
  guint n_reads;    /* how often a read is sent; 0 for once */
  gboolean is_list; /* whether a read gives a list */
} FaultKind;

GPtrArray *fault_kinds_new (const char *elsewhere);
gboolean fault_kind_has_code (const FaultKind *self);
FaultyAnswer *fault_kind_answer (const FaultKind *self, FaultyServer *server, const char *request);

G_END_DECLS
