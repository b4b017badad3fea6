/* rel-salvage.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be read of a state file that SQLite cannot read, or not without writing: each page
 * of the file, and of the log beside it, is looked through for rows, whatever becomes of the
 * tree that leads to it. A row counts if its digest is that of what it says.
 *
 * The format is that of https://www.sqlite.org/fileformat2.html.
 */

#include "config.h"

#include "rel-state-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rel-json.h"

#define FILE_HEADER      100
#define LOG_HEADER       32
#define LOG_FRAME_HEADER 24
#define LEAF_HEADER      8
#define TABLE_LEAF       0x0d
#define MAX_COLUMNS      8
#define MAX_TEXTS        4
#define MIN_HEADER_BYTES 2 /* its own length, and the type of the id */
#define MAX_HEADER_BYTES 64

/* The newest state of each page. */
typedef struct
{
  GBytes *file;    /* (owned) (nullable) */
  GBytes *log;     /* (owned) (nullable) */
  GPtrArray *page; /* (owned) (element-type guint8): by number - 1; %NULL where there is none */
  guint n_most;    /* how many there may be */
  GError *error;   /* (owned) (nullable): why a row that was found could not be written */
} Pages;

/* A value of a row. */
typedef struct
{
  gint64 integer;
  const char *text; /* (nullable): absent unless it is a text */
  gsize length_bytes;
} Value;

/* A row as it stands in a page. */
typedef struct
{
  gint64 id;
  guint n_values;
  Value values[MAX_COLUMNS];
} Row;

/* How a table is told from the others: by its columns, whose last one is the digest: `s` for a
 * text, `n` for a text or NULL, `i` for a number. */
typedef struct
{
  const char *name;
  const char *types; /* of the columns after the id */
  guint first_text;  /* the first of the columns that the digest covers */
  guint n_texts;     /* at most four */
} Table;

static const Table tables[] = {
  { "drafts", "ssiis", 0, 2 }, { "edits", "ssssiis", 0, 4 },    { "publishes", "ssiiins", 0, 2 },
  { "steps", "iissis", 2, 2 }, { "arrangements", "sss", 0, 2 },
};

static guint32
read_number (const guint8 *at, guint n_bytes)
{
  guint32 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | at[i];
  return number;
}

/* Reads a variable-length number and goes on behind it; whether there was one. */
static gboolean
read_varint (const guint8 **at, const guint8 *end, guint64 *number)
{
  *number = 0;
  for (guint i = 0; i < 9 && *at < end; i++)
    {
      guint8 byte = *(*at)++;

      if (i == 8)
        {
          *number = *number << 8 | byte;
          return TRUE;
        }
      *number = *number << 7 | (byte & 0x7f);
      if (byte < 0x80)
        return TRUE;
    }
  return FALSE;
}

/* The bytes of a file; those that the disk does not give are zero. */
static GBytes *
load (const char *path)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  GStatBuf status;
  guint8 *data;

  if (file < 0 || fstat (file, &status) != 0 || (data = g_try_malloc0 (MAX (status.st_size, 1))) == NULL)
    {
      if (file >= 0)
        close (file);
      return NULL;
    }
  for (off_t at = 0; at < status.st_size; at += REL_STATE_PAGE_BYTES)
    {
      if (pread (file, data + at, MIN (status.st_size - at, REL_STATE_PAGE_BYTES), at) < 0)
        g_debug ("%s, byte %" G_GOFFSET_FORMAT ": %s", path, (goffset) at, g_strerror (errno));
    }
  close (file);
  return g_bytes_new_take (data, status.st_size);
}

static guint
count_pages (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) / REL_STATE_PAGE_BYTES : 0;
}

static void
put_page (Pages *pages, guint number, const guint8 *page)
{
  if (number == 0 || number > pages->n_most)
    return;
  if (number > pages->page->len)
    g_ptr_array_set_size (pages->page, number);
  pages->page->pdata[number - 1] = (gpointer) page;
}

/* The pages of a transaction in the log count once its last one is there, which says how large
 * the file is after it. Frames with other salts are left over from before. */
static void
read_log (Pages *pages)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (pages->log, &length);
  gsize frame_bytes = LOG_FRAME_HEADER + REL_STATE_PAGE_BYTES;
  gsize end = LOG_HEADER;

  for (gsize at = LOG_HEADER; at + frame_bytes <= length; at += frame_bytes)
    {
      if (memcmp (data + at + 8, data + 16, 8) != 0)
        break;
      if (read_number (data + at + 4, 4) == 0)
        continue;
      for (; end <= at; end += frame_bytes)
        put_page (pages, read_number (data + end, 4), data + end + LOG_FRAME_HEADER);
    }
}

static void
read_pages (Pages *pages, const char *path)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);

  pages->page = g_ptr_array_new ();
  pages->file = load (path);
  pages->log = load (log_path);
  /* A transaction of the log makes the file no longer than by what stands in the log. */
  pages->n_most = count_pages (pages->file) + count_pages (pages->log);
  for (guint i = 0; i < count_pages (pages->file); i++)
    put_page (pages, i + 1, (const guint8 *) g_bytes_get_data (pages->file, NULL) + (gsize) i * REL_STATE_PAGE_BYTES);
  if (pages->log != NULL && g_bytes_get_size (pages->log) > LOG_HEADER)
    read_log (pages);
}

/* How much of a payload stands in the leaf itself. */
static gsize
get_local_bytes (guint64 length_bytes)
{
  const gsize max = REL_STATE_PAGE_BYTES - 35;
  const gsize min = (REL_STATE_PAGE_BYTES - 12) * 32 / 255 - 23;
  gsize some;

  if (length_bytes <= max)
    return length_bytes;
  some = min + (length_bytes - min) % (REL_STATE_PAGE_BYTES - 4);
  return some <= max ? some : min;
}

/* The payload of a row, which may go on in other pages; %NULL if it does not hang together. */
static GByteArray *
read_payload (Pages *pages, const guint8 *at, const guint8 *end, guint64 length_bytes)
{
  g_autoptr (GByteArray) payload = NULL;
  gsize local = get_local_bytes (length_bytes);
  guint32 next;

  if (length_bytes > REL_JSON_MAX_BYTES || local > (gsize) (end - at))
    return NULL;
  payload = g_byte_array_new ();
  g_byte_array_append (payload, at, local);
  if (local == length_bytes)
    return g_steal_pointer (&payload);
  if ((gsize) (end - at) < local + 4)
    return NULL;

  for (next = read_number (at + local, 4); payload->len < length_bytes;)
    {
      const guint8 *page = next > 0 && next <= pages->page->len ? g_ptr_array_index (pages->page, next - 1) : NULL;

      if (page == NULL)
        return NULL;
      g_byte_array_append (payload, page + 4, MIN (length_bytes - payload->len, REL_STATE_PAGE_BYTES - 4));
      next = read_number (page, 4);
    }
  return g_steal_pointer (&payload);
}

/* A number with its sign, the most significant byte first. */
static gint64
read_integer (const guint8 *at, gsize n_bytes)
{
  guint64 number = n_bytes > 0 && at[0] >= 0x80 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < n_bytes; i++)
    number = number << 8 | at[i];
  return (gint64) number;
}

/* Reads one value of a serial type and goes on behind it. */
static gboolean
read_value (guint64 type, const guint8 **at, const guint8 *end, Value *value)
{
  static const guint8 lengths[] = { 0, 1, 2, 3, 4, 6, 8 };
  gsize length;

  *value = (Value){ 0 };
  if (type == 8 || type == 9)
    {
      value->integer = type - 8;
      return TRUE;
    }
  length = type < G_N_ELEMENTS (lengths) ? lengths[type] : type >= 13 && type % 2 == 1 ? (type - 13) / 2 : G_MAXSIZE;
  if (length > (gsize) (end - *at))
    return FALSE;

  if (type >= 13)
    {
      value->text = (const char *) *at;
      value->length_bytes = length;
    }
  else
    value->integer = read_integer (*at, length);
  *at += length;
  return TRUE;
}

static gboolean
read_row (GByteArray *payload, Row *row)
{
  const guint8 *type_at = payload->data;
  const guint8 *end = payload->data + payload->len;
  guint64 header_bytes;
  const guint8 *value_at;

  if (!read_varint (&type_at, end, &header_bytes) || header_bytes > payload->len)
    return FALSE;
  value_at = payload->data + header_bytes;
  for (row->n_values = 0; type_at < payload->data + header_bytes; row->n_values++)
    {
      guint64 type;

      if (row->n_values == MAX_COLUMNS || !read_varint (&type_at, payload->data + header_bytes, &type) ||
          !read_value (type, &value_at, end, &row->values[row->n_values]))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_text (const Value *value)
{
  return g_strndup (value->text, value->length_bytes);
}

/* Whether a row is one of a table, and whole. The first value stands for the id. */
static gboolean
is_row_of (const Row *row, const Table *table)
{
  const Value *columns = row->values + 1;
  guint n_columns = strlen (table->types);
  char *texts[MAX_TEXTS + 1] = { NULL };
  g_autofree char *said = NULL;
  g_autofree char *digest = NULL;

  if (row->n_values != n_columns + 1)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    {
      if (table->types[i] != 'n' && (table->types[i] == 's') != (columns[i].text != NULL))
        return FALSE;
    }
  for (guint i = 0; i < table->n_texts; i++)
    texts[i] = dup_text (&columns[table->first_text + i]);
  said = dup_text (&columns[n_columns - 1]);
  digest = rel_state_dup_digest (table->name, texts[0], texts[1], texts[2], texts[3], NULL);
  for (guint i = 0; i < table->n_texts; i++)
    g_free (texts[i]);
  return strcmp (digest, said) == 0;
}

/* Whether it is there now and was not before. */
static gboolean
insert (Pages *pages, sqlite3 *to, const Row *row, const Table *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  int code;

  g_string_printf (sql, "INSERT OR IGNORE INTO %s VALUES (?", table->name);
  for (guint i = 1; i < row->n_values; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  if (pages->error != NULL)
    return FALSE;
  if (sqlite3_prepare_v2 (to, sql->str, -1, &statement, NULL) != SQLITE_OK)
    return rel_state_fail (to, _ ("The draft file cannot be made anew"), &pages->error);

  sqlite3_bind_int64 (statement, 1, row->id);
  for (guint i = 1; i < row->n_values; i++)
    {
      const Value *value = &row->values[i];

      if (value->text != NULL)
        sqlite3_bind_text (statement, i + 1, value->text, value->length_bytes, SQLITE_STATIC);
      else if (table->types[i - 1] == 'i')
        sqlite3_bind_int64 (statement, i + 1, value->integer);
    }
  code = sqlite3_step (statement);
  if (code != SQLITE_DONE)
    rel_state_fail (to, _ ("The draft file cannot be made anew"), &pages->error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE && sqlite3_changes (to) > 0;
}

/* Saves the row that begins at @at, if there is one. It has a short header, and NULL in the
 * place of its id. */
static gboolean
salvage_row (Pages *pages, const guint8 *at, const guint8 *end, sqlite3 *to)
{
  g_autoptr (GByteArray) payload = NULL;
  guint64 length_bytes;
  guint64 id;
  Row row;

  if (!read_varint (&at, end, &length_bytes) || !read_varint (&at, end, &id) || end - at < 2 ||
      at[0] < MIN_HEADER_BYTES || at[0] > MAX_HEADER_BYTES || at[1] != 0)
    return FALSE;
  payload = read_payload (pages, at, end, length_bytes);
  if (payload == NULL || !read_row (payload, &row))
    return FALSE;

  row.id = (gint64) id;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (is_row_of (&row, &tables[i]))
        return insert (pages, to, &row, &tables[i]);
    }
  return FALSE;
}

/* The rows of a page that is as it should be. */
static guint
salvage_leaf (Pages *pages, guint number, const guint8 *page, sqlite3 *to)
{
  const guint8 *header = number == 1 ? page + FILE_HEADER : page;
  const guint8 *end = page + REL_STATE_PAGE_BYTES;
  guint n_cells = read_number (header + 3, 2);
  guint n_rows = 0;

  if (header[0] != TABLE_LEAF)
    return 0;
  for (guint i = 0; i < n_cells && header + LEAF_HEADER + 2 * i + 2 <= end; i++)
    {
      guint at = read_number (header + LEAF_HEADER + 2 * i, 2);

      if (at < REL_STATE_PAGE_BYTES && salvage_row (pages, page + at, end, to))
        n_rows++;
    }
  return n_rows;
}

/* The rows of a page of which nothing is believed but the digests of rows. */
static guint
salvage_anywhere (Pages *pages, guint number, const guint8 *page, sqlite3 *to)
{
  guint n_rows = 0;

  for (guint at = 0; at < REL_STATE_PAGE_BYTES; at++)
    n_rows += salvage_row (pages, page + at, page + REL_STATE_PAGE_BYTES, to);
  return n_rows;
}

static guint
salvage_pages (Pages *pages,
               sqlite3 *to,
               guint (*salvage) (Pages *pages, guint number, const guint8 *page, sqlite3 *to))
{
  guint n_rows = 0;

  for (guint i = 0; i < pages->page->len; i++)
    {
      const guint8 *page = g_ptr_array_index (pages->page, i);

      if (page != NULL)
        n_rows += salvage (pages, i + 1, page, to);
    }
  return n_rows;
}

/* Copies the rows that are whole from a file, and what its log has, to a new database with the
 * same tables; gets how many they are. In a damaged file they are looked for everywhere, after
 * those that stand where they should: what was left over from before does not take their place.
 * Whether all that was found is there. */
gboolean
rel_salvage (const char *from, gboolean is_damaged, sqlite3 *to, guint *n_rows, GError **error)
{
  Pages pages = { 0 };

  read_pages (&pages, from);
  *n_rows = salvage_pages (&pages, to, salvage_leaf);
  if (is_damaged)
    *n_rows += salvage_pages (&pages, to, salvage_anywhere);
  g_ptr_array_unref (pages.page);
  g_clear_pointer (&pages.file, g_bytes_unref);
  g_clear_pointer (&pages.log, g_bytes_unref);
  if (pages.error == NULL)
    return TRUE;
  g_propagate_error (error, pages.error);
  return FALSE;
}
