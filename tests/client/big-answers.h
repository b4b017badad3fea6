/* big-answers.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that has the lists of big-lists.h: 10,000 relations.
 */

#pragma once

#include "faulty-server.h"

G_BEGIN_DECLS

gsize big_answers_add (FaultyServer *server);

G_END_DECLS
