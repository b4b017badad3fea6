/* rel-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-history.h"

/**
 * RelHistory:
 *
 * The drafts of a project, one after each edit, and which of them is shown. Drafts share
 * what they have in common, so that there is no limit to their number.
 */
struct _RelHistory
{
  GPtrArray *drafts; /* (owned) (element-type RelSchema): never empty */
  GPtrArray *names;  /* (owned) (element-type utf8): what led to each draft; the first is "" */
  guint current;     /* which of them is shown */
};

/**
 * rel_history_new:
 * @draft: the first draft
 *
 * Returns: (transfer full): a history without edits
 */
RelHistory *
rel_history_new (RelSchema *draft)
{
  RelHistory *self = g_new0 (RelHistory, 1);

  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) rel_schema_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->drafts, rel_schema_ref (draft));
  g_ptr_array_add (self->names, g_strdup (""));
  return self;
}

/**
 * rel_history_free:
 * @self: (transfer full): a history
 *
 * Frees it.
 */
void
rel_history_free (RelHistory *self)
{
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/**
 * rel_history_get_draft:
 * @self: a history
 *
 * Returns: (transfer none): the draft that is shown
 */
RelSchema *
rel_history_get_draft (RelHistory *self)
{
  return g_ptr_array_index (self->drafts, self->current);
}

/**
 * rel_history_push:
 * @self: a history
 * @draft: the draft after an edit
 * @name: what the edit did, for people
 *
 * Adds an edit. What had been undone before is forgotten.
 */
void
rel_history_push (RelHistory *self, RelSchema *draft, const char *name)
{
  self->current++;
  g_ptr_array_set_size (self->drafts, self->current);
  g_ptr_array_set_size (self->names, self->current);
  g_ptr_array_add (self->drafts, rel_schema_ref (draft));
  g_ptr_array_add (self->names, g_strdup (name));
}

/**
 * rel_history_get_undo_name:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): what would be undone; %NULL if nothing can be
 */
const char *
rel_history_get_undo_name (RelHistory *self)
{
  return self->current > 0 ? g_ptr_array_index (self->names, self->current) : NULL;
}

/**
 * rel_history_get_redo_name:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): what would be done again; %NULL if nothing can be
 */
const char *
rel_history_get_redo_name (RelHistory *self)
{
  return self->current + 1 < self->drafts->len ? g_ptr_array_index (self->names, self->current + 1) : NULL;
}

/**
 * rel_history_undo:
 * @self: a history
 *
 * Returns: whether there was something to undo
 */
gboolean
rel_history_undo (RelHistory *self)
{
  if (self->current == 0)
    return FALSE;
  self->current--;
  return TRUE;
}

/**
 * rel_history_redo:
 * @self: a history
 *
 * Returns: whether there was something to do again
 */
gboolean
rel_history_redo (RelHistory *self)
{
  if (self->current + 1 == self->drafts->len)
    return FALSE;
  self->current++;
  return TRUE;
}

/**
 * rel_history_map:
 * @self: a history
 * @func: (scope call): makes the new draft of an old one
 * @user_data: what is given to it
 *
 * Puts others in place of all drafts, as when the server's schema has moved under them.
 */
void
rel_history_map (RelHistory *self, RelHistoryMapFunc func, gpointer user_data)
{
  for (guint i = 0; i < self->drafts->len; i++)
    {
      RelSchema *old = g_ptr_array_index (self->drafts, i);

      self->drafts->pdata[i] = func (old, user_data);
      rel_schema_unref (old);
    }
}
