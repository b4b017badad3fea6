/* rel-caller.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-router.h"

G_BEGIN_DECLS

#define REL_CALLER_SESSION_COOKIE "directus_session_token"

RelReply *rel_caller_identify (RelProject *project, RelCall *call);
RelReply *rel_caller_refuse_guess (RelCall *call);
void rel_caller_note_wrong_guess (RelCall *call);
char *rel_caller_dup_cookie (RelCall *call, const char *name);

G_END_DECLS
