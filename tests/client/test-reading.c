/* test-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-reading.h"

#include <string.h>

#include "rel-error.h"
#include "rel-json.h"
#include "sending.h"
#include "waiting.h"

static GByteArray *
dup_packed (const char *text, gsize length_bytes)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, compressor);

  g_assert_true (g_output_stream_write_all (stream, text, length_bytes, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_bytes_unref_to_array (g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory)));
}

static JsonNode *
read_bytes (GByteArray *bytes, gboolean is_gzip, gboolean may_be_cut, gboolean *is_page, GError **error)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GAsyncResult) result = NULL;

  /* In two, as it may come. */
  g_ptr_array_add (pieces, g_bytes_new (bytes->data, bytes->len / 2));
  g_ptr_array_add (pieces, g_bytes_new (bytes->data + bytes->len / 2, bytes->len - bytes->len / 2));
  rel_reading_start (pieces, is_gzip, may_be_cut, NULL, waiting_cb, &result);
  waiting_end (&result);
  return rel_reading_finish (result, is_page, error);
}

static void
test_reads_what_there_is (void)
{
  static const struct
  {
    const char *text;
    gboolean may_be_cut;
    GQuark (*domain) (void);
    int code;
    gboolean is_page;
  } cases[] = {
    { "{\"data\":[]}", FALSE, NULL, 0, FALSE },
    { "{\"data\":[", FALSE, rel_error_quark, REL_ERROR_INVALID, FALSE },
    { "{\"data\":[", TRUE, g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, FALSE },
    { "[\"]", TRUE, g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, FALSE },
    { "[\"\\\"]", TRUE, g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, FALSE },
    { "[\"\\", TRUE, g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, FALSE },
    { "{\"data\":[}}", TRUE, rel_error_quark, REL_ERROR_INVALID, FALSE },
    { "pong", TRUE, rel_error_quark, REL_ERROR_INVALID, FALSE },
    { " \n<html>", FALSE, rel_error_quark, REL_ERROR_INVALID, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint is_gzip = 0; is_gzip < 2; is_gzip++)
        {
          gsize length_bytes = strlen (cases[i].text);
          g_autoptr (GByteArray) bytes = is_gzip ? dup_packed (cases[i].text, length_bytes) : g_byte_array_new ();
          g_autoptr (JsonNode) json = NULL;
          g_autoptr (GError) error = NULL;
          gboolean is_page = FALSE;

          if (!is_gzip)
            g_byte_array_append (bytes, (const guint8 *) cases[i].text, length_bytes);
          json = read_bytes (bytes, is_gzip, cases[i].may_be_cut, &is_page, &error);
          if (cases[i].domain == NULL)
            g_assert_no_error (error);
          else
            g_assert_error (error, cases[i].domain (), cases[i].code);
          g_assert_cmpint (is_page, ==, cases[i].is_page);
          g_assert_cmpint (json != NULL, ==, error == NULL);
        }
    }
}

static void
test_reads_packed_parts (void)
{
  g_autoptr (GByteArray) first = dup_packed ("{\"data\":", 8);
  g_autoptr (GByteArray) second = dup_packed ("[1,2]}", 6);
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_page;

  g_byte_array_append (first, second->data, second->len);
  json = read_bytes (first, TRUE, FALSE, &is_page, &error);
  g_assert_no_error (error);
  g_assert_nonnull (json);
}

/* Cut off at each of its bytes. */
static void
test_refuses_packing_that_is_cut (void)
{
  g_autoptr (GByteArray) whole = dup_packed ("{\"data\":[1,2,3]}", 16);

  for (guint length_bytes = 1; length_bytes < whole->len; length_bytes++)
    {
      for (guint may_be_cut = 0; may_be_cut < 2; may_be_cut++)
        {
          g_autoptr (GByteArray) part = g_byte_array_new ();
          g_autoptr (GError) error = NULL;
          gboolean is_page;

          g_byte_array_append (part, whole->data, length_bytes);
          g_assert_null (read_bytes (part, TRUE, may_be_cut, &is_page, &error));
          if (may_be_cut)
            g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
          else
            g_assert_error (error, REL_ERROR, REL_ERROR_INVALID);
        }
    }
}

/* Half a megabyte that would be five hundred: the limit counts what is unpacked. */
static void
test_stops_at_a_large_packing (void)
{
  gsize length_bytes = REL_JSON_MAX_BYTES + 1024 * 1024;
  g_autofree char *spaces = g_strnfill (length_bytes, ' ');
  g_autoptr (GByteArray) packed = dup_packed (spaces, length_bytes);
  g_autoptr (GError) error = NULL;
  gboolean is_page;

  g_assert_cmpuint (packed->len, <, 1024 * 1024);
  g_assert_null (read_bytes (packed, TRUE, FALSE, &is_page, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_TOO_LARGE);
}

static void
test_asks_for_gzip (void)
{
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (GBytes) packed = g_byte_array_free_to_bytes (dup_packed ("{\"data\":[1,2,3]}", 16));
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *accepted = NULL;
  FaultyAnswer *scripted = faulty_server_answer (server, "GET /relations", 200, "");

  faulty_answer_set_body (scripted, packed);
  faulty_answer_add_header (scripted, "Content-Encoding", "gzip");
  send_on (transport, "GET", "/relations", NULL, &answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (answer), "data")), ==,
                    3);
  accepted = faulty_server_dup_header (server, 0, "accept-encoding");
  g_assert_cmpstr (accepted, ==, "gzip");
}

/* What a server says about a refusal may be packed as well. */
static void
test_reads_a_packed_refusal (void)
{
  static const char words[] =
    "{\"errors\":[{\"message\":\"Not unique.\",\"extensions\":{\"code\":\"RECORD_NOT_UNIQUE\","
    "\"field\":\"one_field\",\"path\":[\"meta\"]}}]}";
  g_autoptr (FaultyServer) server = faulty_server_new ();
  g_autoptr (RelTransport) transport = transport_for (server);
  g_autoptr (GBytes) packed = g_byte_array_free_to_bytes (dup_packed (words, strlen (words)));
  g_autoptr (GError) error = NULL;
  FaultyAnswer *scripted = faulty_server_answer (server, "POST /relations", 400, "");

  faulty_answer_set_body (scripted, packed);
  faulty_answer_add_header (scripted, "Content-Encoding", "gzip");
  g_assert_false (send_on (transport, "POST", "/relations", NULL, NULL, &error));
  g_assert_error (error, REL_ERROR, REL_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==,
                   "The server refuses POST /relations: Not unique. Field one_field. (RECORD_NOT_UNIQUE)");
  g_assert_cmpstr (rel_error_get_server_code (error), ==, "RECORD_NOT_UNIQUE");
  g_assert_cmpstr (rel_error_get_field (error), ==, "meta.one_field");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/reading/reads-what-there-is", test_reads_what_there_is);
  g_test_add_func ("/client/reading/reads-packed-parts", test_reads_packed_parts);
  g_test_add_func ("/client/reading/refuses-packing-that-is-cut", test_refuses_packing_that_is_cut);
  g_test_add_func ("/client/reading/stops-at-a-large-packing", test_stops_at_a_large_packing);
  g_test_add_func ("/client/reading/asks-for-gzip", test_asks_for_gzip);
  g_test_add_func ("/client/reading/reads-a-packed-refusal", test_reads_a_packed_refusal);

  return g_test_run ();
}
