/* rel-field-delete.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-project.h"
#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_field_delete (RelProject *project, const char *collection, const char *field);

G_END_DECLS
