/* rel-failure.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-call.h"

G_BEGIN_DECLS

GError *rel_failure_of_network (RelCall *call, const GError *error);
GError *rel_failure_of_status (RelCall *call, JsonNode *json, gboolean is_page);
GError *rel_failure_of_graphql (JsonNode *json, const char *what);
GError *rel_failure_of_answer (RelCall *call, gboolean is_page, const char *detail);
GError *rel_failure_of_head (RelCall *call);
GError *rel_failure_of_redirect (RelCall *call, GUri *there);
gboolean rel_failure_is_refusal (const GError *error);
void rel_failure_hide (GError *error, const char *secret);

G_END_DECLS
