/* transcript.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was once asked of a real server, and what it answered. A transcript is text:
 *
 *     ### What it is about
 *     PATCH /relations/articles/author
 *     Authorization: Bearer {{token}}
 *
 *     {"meta": null}
 *
 *     HTTP/1.1 200
 *     Content-Type: application/json; charset=utf-8
 *
 *     {"data": …}
 *
 * Each title stands once. Status 0: the server's process ended without an answer. An answer
 * `{{title}}` is the one that was given to that title. `SQL statement` in the place of a
 * request is run past the server. `HTTP/1.1 not recorded`: a step on the way to the next one.
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  char *title;                 /* (owned) */
  char *method;                /* (owned) */
  char *path;                  /* (owned): with the query; of SQL, the statement */
  SoupMessageHeaders *headers; /* (owned) */
  char *body;                  /* (owned) (nullable) */
  gboolean is_step;            /* whether there is no answer to compare with */
  guint status;
  SoupMessageHeaders *answer_headers; /* (owned) */
  char *answer;                       /* (owned): empty if there is none */
} Exchange;

GPtrArray *transcript_read (const char *name);
char *transcript_fill_in (const char *text, GHashTable *answers, const char *token);

G_END_DECLS
