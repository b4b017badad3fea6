/* rel-download.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-reply.h"

G_BEGIN_DECLS

RelReply *rel_download_convert (RelReply *reply, const char *format, const char *name);

G_END_DECLS
