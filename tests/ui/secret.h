/* secret.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-profile.h"

G_BEGIN_DECLS

void secret_keep (const RelProfile *profile);
gboolean secret_is_kept (const RelProfile *profile);

G_END_DECLS
