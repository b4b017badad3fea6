/* rel-lasting.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-lasting.h"

#include <glib/gi18n.h>

/**
 * RelLasting:
 *
 * What a view says over its page until it is closed or over: what its workspace has to say, that
 * the server could not be read, whichever window has tried, or what went wrong in this one.
 */
struct _RelLasting
{
  RelNotice *notice;      /* (unowned): of the view */
  char *shown;            /* (owned) (nullable): what of the workspace's notice is shown */
  char *shown_read_error; /* (owned) (nullable): why the server could not be read, as it was said */
  gboolean warned;        /* what @notice says is not the workspace's */
};

/**
 * rel_lasting_new:
 * @notice: where it is said; it lives longer than this
 *
 * Returns: (transfer full): nothing said yet
 */
RelLasting *
rel_lasting_new (RelNotice *notice)
{
  RelLasting *self = g_new0 (RelLasting, 1);

  self->notice = notice;
  return self;
}

/**
 * rel_lasting_free:
 * @self: (transfer full): what is said
 *
 * Frees it.
 */
void
rel_lasting_free (RelLasting *self)
{
  g_free (self->shown);
  g_free (self->shown_read_error);
  g_free (self);
}

static void
show_notice (RelLasting *self)
{
  self->warned = FALSE;
  if (self->shown != NULL)
    rel_notice_show (self->notice, REL_NOTICE_BAD, self->shown);
  else
    rel_notice_dismiss (self->notice);
}

static void
update_notice (RelLasting *self, RelWorkspace *workspace)
{
  const char *notice = rel_workspace_get_notice (workspace);

  if (g_strcmp0 (notice, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (notice);
  show_notice (self);
}

/* One that was closed stays so until it is another one. */
static void
update_read_error (RelLasting *self, RelWorkspace *workspace)
{
  const GError *error = rel_workspace_get_read_error (workspace);

  if (g_strcmp0 (error != NULL ? error->message : NULL, self->shown_read_error) == 0)
    return;
  g_free (self->shown_read_error);
  self->shown_read_error = error != NULL ? g_strdup (error->message) : NULL;
  if (error != NULL)
    rel_lasting_warn_unread (self, workspace);
  else
    rel_lasting_end_warning (self);
}

/**
 * rel_lasting_show:
 * @self: what is said
 * @workspace: a workspace
 *
 * Says what a workspace has to say. After each change of the workspace this is to be called
 * again.
 */
void
rel_lasting_show (RelLasting *self, RelWorkspace *workspace)
{
  update_notice (self, workspace);
  update_read_error (self, workspace);
}

/**
 * rel_lasting_warn:
 * @self: what is said
 * @text: what went wrong; not markup
 *
 * Says what went wrong, until it is closed.
 */
void
rel_lasting_warn (RelLasting *self, const char *text)
{
  self->warned = TRUE;
  rel_notice_show (self->notice, REL_NOTICE_BAD, text);
}

/**
 * rel_lasting_warn_unread:
 * @self: what is said
 * @workspace: a workspace whose server could not be read
 *
 * Says why, and offers to try again, until it is closed or the server can be read.
 */
void
rel_lasting_warn_unread (RelLasting *self, RelWorkspace *workspace)
{
  const GError *error = rel_workspace_get_read_error (workspace);
  g_autofree char *text = NULL;

  if (error == NULL)
    return;
  text = g_strdup_printf (_ ("%s You can go on working on your draft."), error->message);
  rel_lasting_warn (self, text);
  rel_notice_set_action (self->notice, _ ("Try Again"), "project.refresh");
}

/**
 * rel_lasting_end_warning:
 * @self: what is said
 *
 * Says no more what went wrong: it went well meanwhile.
 */
void
rel_lasting_end_warning (RelLasting *self)
{
  if (self->warned)
    show_notice (self);
}

/**
 * rel_lasting_close:
 * @self: what is said
 * @workspace: the workspace that it may be of
 *
 * Takes note that the person has closed it.
 */
void
rel_lasting_close (RelLasting *self, RelWorkspace *workspace)
{
  if (self->shown != NULL)
    rel_workspace_dismiss_notice (workspace);
}
