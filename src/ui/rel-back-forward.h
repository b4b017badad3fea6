/* rel-back-forward.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-place.h"

G_BEGIN_DECLS

typedef struct _RelBackForward RelBackForward;

RelBackForward *rel_back_forward_new (void);
void rel_back_forward_free (RelBackForward *self);
void rel_back_forward_visit (RelBackForward *self, RelPlace *place);
RelPlace *rel_back_forward_get_current (RelBackForward *self);
gboolean rel_back_forward_can_go_back (RelBackForward *self);
gboolean rel_back_forward_can_go_forward (RelBackForward *self);
RelPlace *rel_back_forward_go_back (RelBackForward *self);
RelPlace *rel_back_forward_go_forward (RelBackForward *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelBackForward, rel_back_forward_free)

G_END_DECLS
