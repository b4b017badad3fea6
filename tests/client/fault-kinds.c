/* fault-kinds.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that a server is made to do wrong, each with what is to come of it.
 */

#include "config.h"

#include "fault-kinds.h"

#include <libsoup/soup.h>
#include <string.h>

#include "rel-error.h"
#include "rel-transport.h"

#define TRIES REL_TRANSPORT_TRIES

#define LIST         "{\"data\":[]}"
#define GRAPHQL_LIST "{\"data\":{\"relations\":[]}}"
#define HTML         "<!DOCTYPE html><html><body>Welcome</body></html>"
#define NO           "{\"errors\":[{\"message\":\"No.\",\"extensions\":{\"code\":\"X\",\"reason\":\"Because\"}}]}"

#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

#define LOST  .read = REL_ERROR_NETWORK, .write = REL_ERROR_NETWORK, .n_reads = TRIES
#define MUTE  .fault = FAULT_HANG, .read = REL_ERROR_NETWORK, .write = REL_ERROR_NETWORK
#define TORN  .read = REL_ERROR_NOT_DIRECTUS, .write = REL_ERROR_NETWORK, .n_reads = TRIES
#define OTHER .read = REL_ERROR_NOT_DIRECTUS, .write = REL_ERROR_NOT_DIRECTUS

static const FaultKind wire_kinds[] = {
  { "nothing", 200, LIST, .read = FINE, .write = FINE, .is_list = TRUE },
  { "trickling", 200, LIST, .is_trickling = TRUE, .read = FINE, .write = FINE, .is_list = TRUE },

  { "closed-before-headers", 200, LIST, .moment = MOMENT_BEFORE_HEADERS, LOST },
  { "closed-in-headers", 200, LIST, .moment = MOMENT_IN_HEADERS, TORN },
  { "closed-after-headers", 200, LIST, .moment = MOMENT_AFTER_HEADERS, LOST },
  { "closed-in-body", 200, LIST, .moment = MOMENT_IN_BODY, LOST },
  { "reset-before-headers", 200, LIST, .moment = MOMENT_BEFORE_HEADERS, .fault = FAULT_RESET, LOST },
  { "reset-in-headers", 200, LIST, .moment = MOMENT_IN_HEADERS, .fault = FAULT_RESET, LOST },
  { "reset-after-headers", 200, LIST, .moment = MOMENT_AFTER_HEADERS, .fault = FAULT_RESET, LOST },
  { "reset-in-body", 200, LIST, .moment = MOMENT_IN_BODY, .fault = FAULT_RESET, LOST },
  { "mute-before-headers", 200, LIST, .moment = MOMENT_BEFORE_HEADERS, MUTE },
  { "mute-in-headers", 200, LIST, .moment = MOMENT_IN_HEADERS, MUTE },
  { "mute-after-headers", 200, LIST, .moment = MOMENT_AFTER_HEADERS, MUTE },
  { "mute-in-body", 200, LIST, .moment = MOMENT_IN_BODY, MUTE },

  { "length-too-long", 200, LIST, .length_bytes = 1000, MUTE },
  { "length-too-short", 200, LIST, .length_bytes = 5, OTHER },
  { "length-of-more", .raw = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" LIST, LOST },
  { "length-no-number", .raw = "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n" LIST, .read = REL_ERROR_NOT_DIRECTUS,
    .write = REL_ERROR_NETWORK },
  { "chunk-cut", .raw = CHUNKED "ff\r\n" LIST, LOST },
  { "chunks-cut", .raw = CHUNKED "9\r\n{\"data\":[\r\n", LOST },
  { "chunks-cut-in-string", .raw = CHUNKED "b\r\n{\"data\":\"]\"\r\n", LOST },
  { "chunk-no-number", .raw = CHUNKED "many\r\n" LIST "\r\n0\r\n\r\n", .read = FINE, .write = FINE },
  { "not-http", .raw = "SSH-2.0-OpenSSH_9.2\r\n", TORN },
  { "not-http-at-all", .raw = "\x01\x02\x03\x04\r\n\r\n\r\n", TORN },
};

/* Before 3.6.5, libsoup takes the end of the connection for that of the answer. */
static const FaultKind chunks_without_end[] = {
  [FALSE] = { "chunks-without-end", .raw = CHUNKED "b\r\n" LIST "\r\n", .read = FINE, .write = FINE, .is_list = TRUE },
  [TRUE] = { "chunks-without-end", .raw = CHUNKED "b\r\n" LIST "\r\n", LOST },
};

static const FaultKind redirect_kinds[] = {
  { "moved", 307, LIST, .header = "Location", .value = "/moved", .read = FINE, .write = REL_ERROR_NOT_DIRECTUS,
    .is_list = TRUE },
  { "moved-in-a-circle", 302, NULL, .header = "Location", .value = "?", OTHER, .n_reads = 6 },
  { "moved-nowhere", 301, NULL, .header = "Location", .value = "http://", OTHER },
};

static const FaultKind body_kinds[] = {
  { "gzip", 200, LIST, .packing = PACKING_GZIP, .read = FINE, .write = FINE, .is_list = TRUE },
  { "gzip-that-is-none", 200, LIST, .packing = PACKING_NOT_GZIP, OTHER },
  { "gzip-broken", 200, LIST, .packing = PACKING_BROKEN, OTHER },
  { "gzip-cut", 200, LIST, .packing = PACKING_CUT, OTHER },
  { "packed-otherwise", 200, LIST, .header = "Content-Encoding", .value = "br", OTHER },
  { "page", 200, HTML, "text/html; charset=utf-8", OTHER },
  { "page-as-json", 200, HTML, OTHER },
  { "text", 200, LIST, "text/plain", OTHER },
  { "no-json", 200, "pong", OTHER },
  { "cut-json", 200, "{\"data\":[", OTHER },
  { "two-values", 200, LIST LIST, OTHER },
  { "single-quotes", 200, "{'data':[]}", OTHER },
  { "not-utf-8", 200, "{\"data\":[\"\xff\"]}", OTHER },
  { "deep", 200, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    .read = REL_ERROR_TOO_DEEP, .write = REL_ERROR_TOO_DEEP },
};

/* Each with an error of Directus, with nothing, and with a page of somebody else. */
static const struct
{
  guint status;
  int error;
  int empty;
  int page;
  guint n_reads;
} statuses[] = {
  { 300, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 301, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 302, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 307, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 308, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 400, REL_ERROR_REFUSED, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 401, REL_ERROR_UNAUTHORIZED, REL_ERROR_UNAUTHORIZED, REL_ERROR_UNAUTHORIZED },
  { 403, REL_ERROR_FORBIDDEN, REL_ERROR_FORBIDDEN, REL_ERROR_FORBIDDEN },
  { 404, REL_ERROR_REFUSED, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 405, REL_ERROR_REFUSED, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 407, REL_ERROR_NETWORK, REL_ERROR_NETWORK, REL_ERROR_NETWORK },
  { 409, REL_ERROR_REFUSED, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 413, REL_ERROR_REFUSED, REL_ERROR_REFUSED, REL_ERROR_REFUSED },
  { 418, REL_ERROR_REFUSED, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 422, REL_ERROR_REFUSED, REL_ERROR_NOT_DIRECTUS, REL_ERROR_NOT_DIRECTUS },
  { 429, REL_ERROR_REFUSED, REL_ERROR_REFUSED, REL_ERROR_REFUSED, TRIES },
  { 500, REL_ERROR_SERVER, REL_ERROR_SERVER, REL_ERROR_SERVER },
  { 501, REL_ERROR_SERVER, REL_ERROR_SERVER, REL_ERROR_SERVER },
  { 502, REL_ERROR_SERVER, REL_ERROR_SERVER, REL_ERROR_SERVER, TRIES },
  { 503, REL_ERROR_SERVER, REL_ERROR_SERVER, REL_ERROR_SERVER, TRIES },
  { 504, REL_ERROR_SERVER, REL_ERROR_SERVER, REL_ERROR_SERVER, TRIES },
};

static void
fault_kind_free (gpointer data)
{
  FaultKind *kind = data;

  g_free ((char *) kind->name);
  g_free ((char *) kind->value);
  g_free (kind);
}

static FaultKind *
add_kind (GPtrArray *kinds, const FaultKind *like)
{
  FaultKind *kind = g_memdup2 (like, sizeof *like);

  kind->name = g_strdup (like->name);
  kind->value = g_strdup (like->value);
  g_ptr_array_add (kinds, kind);
  return kind;
}

static void
add_status (GPtrArray *kinds, guint status, const char *what, const char *body, int code, guint n_reads)
{
  g_autofree char *name = g_strdup_printf ("%u-with-%s", status, what);

  add_kind (kinds, &(FaultKind){ .name = name,
                                 .status = status,
                                 .body = body,
                                 .type = body != NULL && *body == '<' ? "text/html" : NULL,
                                 .read = code,
                                 .write = code,
                                 .n_reads = n_reads });
}

static GBytes *
dup_packed (const char *text, Packing packing)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);
  guint8 *bytes;
  gsize length_bytes;

  g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bytes = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory));
  length_bytes = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));

  if (packing == PACKING_BROKEN)
    bytes[length_bytes - 6] ^= 0xff;
  return g_bytes_new (bytes, packing == PACKING_CUT ? length_bytes / 2 : length_bytes);
}

/* All kinds; @elsewhere is the address of another server, which must not be asked. */
GPtrArray *
fault_kinds_new (const char *elsewhere)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func (fault_kind_free);
  g_autofree char *other_origin = g_strconcat (elsewhere, "/relations", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wire_kinds); i++)
    add_kind (kinds, &wire_kinds[i]);
  add_kind (kinds, &chunks_without_end[soup_check_version (3, 6, 5)]);
  for (guint i = 0; i < G_N_ELEMENTS (redirect_kinds); i++)
    add_kind (kinds, &redirect_kinds[i]);
  add_kind (kinds, &(FaultKind){ "moved-elsewhere", 307, LIST, .header = "Location", .value = other_origin, OTHER });
  for (guint i = 0; i < G_N_ELEMENTS (body_kinds); i++)
    add_kind (kinds, &body_kinds[i]);

  add_kind (kinds, &(FaultKind){ "200-with-nothing", 200, NULL, .read = FINE, .write = FINE });
  add_kind (kinds, &(FaultKind){ "204-with-nothing", 204, NULL, .read = FINE, .write = FINE });
  add_kind (kinds, &(FaultKind){ "204-with-body", .raw = "HTTP/1.1 204 No\r\nContent-Length: 11\r\n\r\n" LIST,
                                 .read = FINE, .write = FINE });
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      add_status (kinds, statuses[i].status, "error", NO, statuses[i].error, statuses[i].n_reads);
      add_status (kinds, statuses[i].status, "nothing", NULL, statuses[i].empty, statuses[i].n_reads);
      add_status (kinds, statuses[i].status, "page", HTML, statuses[i].page, statuses[i].n_reads);
    }
  return kinds;
}

/* Whether it is an error that Directus gives a name. */
gboolean
fault_kind_has_code (const FaultKind *self)
{
  return g_strcmp0 (self->body, NO) == 0;
}

/* Makes @server answer @request so, each time. What is a list is one over GraphQL as well. */
FaultyAnswer *
fault_kind_answer (const FaultKind *self, FaultyServer *server, const char *request)
{
  gboolean is_graphql = strstr (request, " /graphql/") != NULL;
  const char *body = is_graphql && g_strcmp0 (self->body, LIST) == 0 ? GRAPHQL_LIST : self->body;
  FaultyAnswer *answer = faulty_server_answer (server, request, self->status, body);

  faulty_answer_keep (answer);
  faulty_answer_fail (answer, self->moment, self->fault);
  if (self->type != NULL)
    faulty_answer_set_type (answer, self->type);
  if (self->header != NULL)
    faulty_answer_add_header (answer, self->header,
                              strcmp (self->value, "?") == 0 ? strchr (request, '/') : self->value);
  if (self->raw != NULL)
    faulty_answer_set_raw (answer, self->raw);
  if (self->length_bytes > 0)
    faulty_answer_set_length (answer, self->length_bytes);
  if (self->is_trickling)
    faulty_answer_trickle (answer);
  if (self->packing != PACKING_NONE)
    {
      g_autoptr (GBytes) packed = dup_packed (body, self->packing);

      faulty_answer_add_header (answer, "Content-Encoding", "gzip");
      if (self->packing != PACKING_NOT_GZIP)
        faulty_answer_set_body (answer, packed);
    }
  return answer;
}
