/* rel-reading.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a value of the bytes of an answer: unpacks and parses it in a worker thread, since
 * 64 MiB take longer than a window may stand still.
 */

#include "config.h"

#include "rel-reading.h"

#include <glib/gi18n-lib.h>

#include "rel-answer.h"
#include "rel-error.h"
#include "rel-json.h"

#define UNPACK_BYTES (16 * 1024)

/* What the worker has. */
typedef struct
{
  GPtrArray *pieces; /* (owned) (element-type GBytes) */
  gboolean is_gzip;
  gboolean may_be_cut;
  gboolean is_page;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->pieces);
  g_free (reading);
}

/* Makes one of all pieces, and frees them. */
static GBytes *
join (GPtrArray *pieces)
{
  GByteArray *joined = g_byte_array_new ();

  for (guint i = 0; i < pieces->len; i++)
    {
      GBytes *piece = g_ptr_array_index (pieces, i);

      g_byte_array_append (joined, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
    }
  g_ptr_array_set_size (pieces, 0);
  return g_byte_array_free_to_bytes (joined);
}

/* Unpacks all of @packed, which may be packed in several parts, one after the other. */
static gboolean
unpack_into (GByteArray *unpacked, const guint8 *packed, gsize left_bytes, GError **error)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  GConverterResult result = G_CONVERTER_CONVERTED;

  while ((result != G_CONVERTER_FINISHED || left_bytes > 0) && unpacked->len <= REL_JSON_MAX_BYTES)
    {
      guint8 piece[UNPACK_BYTES];
      gsize n_read, n_written;

      if (result == G_CONVERTER_FINISHED)
        g_converter_reset (converter);
      result = g_converter_convert (converter, packed, left_bytes, piece, sizeof piece, G_CONVERTER_INPUT_AT_END,
                                    &n_read, &n_written, error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;
      packed += n_read;
      left_bytes -= n_read;
      g_byte_array_append (unpacked, piece, n_written);
    }
  return TRUE;
}

/* Unpacks an answer, no further than is read of one. What zlib says stays as it is. */
static GBytes *
unpack (GBytes *packed, GError **error)
{
  g_autoptr (GByteArray) unpacked = g_byte_array_new ();
  gsize length_bytes;
  const guint8 *bytes = g_bytes_get_data (packed, &length_bytes);

  if (!unpack_into (unpacked, bytes, length_bytes, error))
    return NULL;
  if (unpacked->len > REL_JSON_MAX_BYTES)
    {
      g_set_error (error, REL_ERROR, REL_ERROR_TOO_LARGE, _ ("It is larger than %d MiB"), REL_JSON_MAX_BYTES >> 20);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&unpacked));
}

/* Whether JSON ends before what it opened is closed. */
static gboolean
ends_early (GBytes *text)
{
  gsize length_bytes;
  const char *at = g_bytes_get_data (text, &length_bytes);
  const char *end = at + length_bytes;
  gboolean is_string = FALSE;
  int depth = 0;

  for (; at < end; at++)
    {
      if (*at == '"')
        is_string = !is_string;
      else if (is_string && *at == '\\')
        at++;
      else if (!is_string && (*at == '{' || *at == '['))
        depth++;
      else if (!is_string && (*at == '}' || *at == ']'))
        depth--;
    }
  return is_string || depth > 0;
}

/* Takes @error, of unpacking if there is no @text, else of parsing. */
static GError *
explain (Reading *reading, GBytes *text, GError *error)
{
  g_autoptr (GError) given = error;
  gboolean is_cut = text != NULL ? g_error_matches (error, REL_ERROR, REL_ERROR_INVALID) && ends_early (text)
                                 : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);

  if (is_cut && reading->may_be_cut)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, _ ("the answer ends in its middle"));
  if (text == NULL && error->domain == G_IO_ERROR)
    return g_error_new (REL_ERROR, REL_ERROR_INVALID, _ ("It is packed as gzip, and the packing is broken (%s)"),
                        error->message);
  return g_steal_pointer (&given);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = join (reading->pieces);
  g_autoptr (GBytes) text = reading->is_gzip ? unpack (bytes, &error) : g_bytes_ref (bytes);
  JsonNode *json = NULL;

  if (text != NULL)
    json = rel_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &error);
  if (json != NULL)
    {
      g_task_return_pointer (task, json, (GDestroyNotify) json_node_unref);
      return;
    }
  reading->is_page = text != NULL && rel_answer_is_page (NULL, text);
  g_task_return_error (task, explain (reading, text, error));
}

/**
 * rel_reading_start:
 * @pieces: (element-type GBytes): an answer as it came; it is empty afterwards
 * @is_gzip: whether it is packed
 * @may_be_cut: whether its length was not known, so that its end may be missing
 * @cancellable: (nullable): ends it at once
 * @callback: called in this thread's default main context
 * @user_data: for @callback
 *
 * Reads an answer.
 */
void
rel_reading_start (GPtrArray *pieces,
                   gboolean is_gzip,
                   gboolean may_be_cut,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  /* The thread owns them: it may still run when this was cancelled. */
  reading->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_extend_and_steal (reading->pieces, g_ptr_array_ref (pieces));
  reading->is_gzip = is_gzip;
  reading->may_be_cut = may_be_cut;
  g_task_set_source_tag (task, rel_reading_start);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}

/**
 * rel_reading_finish:
 * @result: what the callback was given
 * @is_page: (out): whether this is a web page
 * @error: (out) (optional): where to put a failure
 *
 * Ends [func@reading_start].
 *
 * Errors: `REL_ERROR_INVALID` if it is not JSON, or broken gzip; `REL_ERROR_TOO_LARGE`,
 * `REL_ERROR_TOO_DEEP`; `G_IO_ERROR_PARTIAL_INPUT` if the end is missing,
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL on error
 */
JsonNode *
rel_reading_finish (GAsyncResult *result, gboolean *is_page, GError **error)
{
  GError *local_error = NULL;
  JsonNode *json = g_task_propagate_pointer (G_TASK (result), &local_error);

  /* A worker that nobody waits for may still be writing there. */
  *is_page = json == NULL && local_error->domain == REL_ERROR &&
             ((Reading *) g_task_get_task_data (G_TASK (result)))->is_page;
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return json;
}
