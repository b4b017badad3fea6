/* rel-body-fault.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rel_body_fault_dup_words (const char *text, gsize length_bytes);

G_END_DECLS
