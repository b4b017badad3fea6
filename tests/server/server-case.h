/* server-case.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request and what comes of it, for tables of such cases.
 */

#pragma once

#include "server-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *code;    /* of an error */
  const char *message; /* of an error; else a member of the answer and its value, with = between */
} ServerCase;

typedef void (*ServerCaseInit) (ServerFixture *fixture, gconstpointer unused);

void server_case_add (const char *prefix, const ServerCase *cases, guint n_cases, ServerCaseInit init);

G_END_DECLS
