/* rel-notice.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * RelNoticeTone:
 * @REL_NOTICE_PLAIN: it is so
 * @REL_NOTICE_GOOD: something went well
 * @REL_NOTICE_BAD: something went wrong
 *
 * How a notice looks.
 */
typedef enum
{
  REL_NOTICE_PLAIN,
  REL_NOTICE_GOOD,
  REL_NOTICE_BAD,
} RelNoticeTone;

#define REL_TYPE_NOTICE (rel_notice_get_type ())

G_DECLARE_FINAL_TYPE (RelNotice, rel_notice, REL, NOTICE, AdwBin)

GtkWidget *rel_notice_new (void);
void rel_notice_show (RelNotice *self, RelNoticeTone tone, const char *text);
void rel_notice_set_action (RelNotice *self, const char *label, const char *action_name);
void rel_notice_dismiss (RelNotice *self);
void rel_notice_focus (RelNotice *self);
gboolean rel_notice_is_shown (RelNotice *self);
const char *rel_notice_get_text (RelNotice *self);

G_END_DECLS
