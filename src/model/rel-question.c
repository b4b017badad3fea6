/* rel-question.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-question.h"

#include "rel-secret.h"

/**
 * RelQuestion:
 *
 * What a person has to be asked so that a server lets the program in.
 *
 * It is made by who needs the secret, handed to who can ask, and ends once: with an answer, or
 * without one because the person gave up or nobody waits any more. [signal@Question::ended]
 * tells it to both. The secret is wiped with it, and is no property of the object.
 */
struct _RelQuestion
{
  GObject parent_instance;

  RelQuestionKind kind;
  char *where;  /* (owned) */
  char *email;  /* (owned) (nullable) */
  char *reason; /* (owned) (nullable) */
  char *secret; /* (owned) (nullable) */
  gboolean keep;
  gboolean has_ended;
};

G_DEFINE_FINAL_TYPE (RelQuestion, rel_question, G_TYPE_OBJECT)

enum
{
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
end (RelQuestion *self)
{
  if (self->has_ended)
    return;
  self->has_ended = TRUE;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static void
rel_question_finalize (GObject *object)
{
  RelQuestion *self = REL_QUESTION (object);

  g_free (self->where);
  g_free (self->email);
  g_free (self->reason);
  rel_secret_free (self->secret);
  G_OBJECT_CLASS (rel_question_parent_class)->finalize (object);
}

static void
rel_question_class_init (RelQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rel_question_finalize;

  /**
   * RelQuestion::ended:
   *
   * Emitted once, with an answer or without.
   */
  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", REL_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rel_question_init (RelQuestion *self)
{
}

/**
 * rel_question_new:
 * @kind: what is asked for
 * @where: the address of the server that wants to know
 * @email: (nullable): whose password or code; %NULL if the person is to say that too
 * @reason: (nullable): why it is asked again, in words for the user
 *
 * Returns: (transfer full): an open question
 */
RelQuestion *
rel_question_new (RelQuestionKind kind, const char *where, const char *email, const char *reason)
{
  RelQuestion *self = g_object_new (REL_TYPE_QUESTION, NULL);

  self->kind = kind;
  self->where = g_strdup (where);
  self->email = g_strdup (email);
  self->reason = g_strdup (reason);
  return self;
}

/**
 * rel_question_get_kind:
 * @self: a question
 *
 * Returns: what is asked for
 */
RelQuestionKind
rel_question_get_kind (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), REL_QUESTION_TOKEN);

  return self->kind;
}

/**
 * rel_question_get_where:
 * @self: a question
 *
 * Returns: (transfer none): the address of the server that wants to know
 */
const char *
rel_question_get_where (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), NULL);

  return self->where;
}

/**
 * rel_question_get_email:
 * @self: a question
 *
 * Returns: (transfer none) (nullable): whose password or code it is, as known before or as
 *   answered
 */
const char *
rel_question_get_email (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), NULL);

  return self->email;
}

/**
 * rel_question_get_reason:
 * @self: a question
 *
 * Returns: (transfer none) (nullable): why it is asked, in words for the user
 */
const char *
rel_question_get_reason (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), NULL);

  return self->reason;
}

/**
 * rel_question_answer:
 * @self: a question; nothing happens if it has ended
 * @email: (nullable): the email address, for a password; else it does not count
 * @secret: the token, the password or the code
 * @keep: whether the person wants it kept for the next time
 *
 * Answers.
 */
void
rel_question_answer (RelQuestion *self, const char *email, const char *secret, gboolean keep)
{
  g_return_if_fail (REL_IS_QUESTION (self));
  g_return_if_fail (secret != NULL);

  if (self->has_ended)
    return;
  if (self->kind == REL_QUESTION_PASSWORD && email != NULL)
    {
      /* It may be the one that the question has. */
      char *copy = g_strdup (email);

      g_free (self->email);
      self->email = copy;
    }
  rel_secret_replace (&self->secret, secret);
  self->keep = keep;
  end (self);
}

/**
 * rel_question_end:
 * @self: a question; nothing happens if it has ended
 *
 * Ends it without an answer: the person gives up, and what needed the answer fails; or nobody
 * waits for it any more, and who asks stops asking.
 */
void
rel_question_end (RelQuestion *self)
{
  g_return_if_fail (REL_IS_QUESTION (self));

  end (self);
}

/**
 * rel_question_is_open:
 * @self: a question
 *
 * Returns: whether it can still be answered
 */
gboolean
rel_question_is_open (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), FALSE);

  return !self->has_ended;
}

/**
 * rel_question_get_secret:
 * @self: a question
 *
 * Returns: (transfer none) (nullable): the answer; %NULL if there is none
 */
const char *
rel_question_get_secret (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), NULL);

  return self->secret;
}

/**
 * rel_question_get_keep:
 * @self: a question
 *
 * Returns: whether the person wants the answer kept for the next time
 */
gboolean
rel_question_get_keep (RelQuestion *self)
{
  g_return_val_if_fail (REL_IS_QUESTION (self), FALSE);

  return self->keep;
}
