/* rel-question.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RelQuestionKind:
 * @REL_QUESTION_TOKEN: a static token
 * @REL_QUESTION_PASSWORD: an email address and its password
 * @REL_QUESTION_CODE: the one-time code of an account with a second factor
 *
 * What a person is asked for.
 */
typedef enum
{
  REL_QUESTION_TOKEN,
  REL_QUESTION_PASSWORD,
  REL_QUESTION_CODE,
} RelQuestionKind;

#define REL_TYPE_QUESTION (rel_question_get_type ())

G_DECLARE_FINAL_TYPE (RelQuestion, rel_question, REL, QUESTION, GObject)

/**
 * RelAskFunc:
 * @question: what is asked; take a reference to answer it later
 * @user_data: what was given with the function
 *
 * Asks a person, who answers at once or at any later time.
 */
typedef void (*RelAskFunc) (RelQuestion *question, gpointer user_data);

RelQuestion *rel_question_new (RelQuestionKind kind, const char *where, const char *email, const char *reason);

RelQuestionKind rel_question_get_kind (RelQuestion *self);
const char *rel_question_get_where (RelQuestion *self);
const char *rel_question_get_email (RelQuestion *self);
const char *rel_question_get_reason (RelQuestion *self);

void rel_question_answer (RelQuestion *self, const char *email, const char *secret, gboolean keep);
void rel_question_end (RelQuestion *self);

gboolean rel_question_is_open (RelQuestion *self);
const char *rel_question_get_secret (RelQuestion *self);
gboolean rel_question_get_keep (RelQuestion *self);

G_END_DECLS
