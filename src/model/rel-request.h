/* rel-request.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

typedef struct _RelRequest RelRequest;

#define REL_TYPE_REQUEST (rel_request_get_type ())

GType rel_request_get_type (void);
RelRequest *rel_request_ref (RelRequest *self);
void rel_request_unref (RelRequest *self);
GPtrArray *rel_request_list_for_change (RelChange *change);
gboolean rel_request_makes_anew (RelChange *change);

RelChange *rel_request_get_change (RelRequest *self);
RelChangeAction rel_request_get_action (RelRequest *self);
const char *rel_request_get_method (RelRequest *self);
const char *rel_request_get_path (RelRequest *self);
JsonNode *rel_request_get_body (RelRequest *self);
char *rel_request_dup_text (RelRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelRequest, rel_request_unref)

G_END_DECLS
