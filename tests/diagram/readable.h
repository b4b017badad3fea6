/* readable.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "measures.h"

G_BEGIN_DECLS

void readable_assert_lines (RelGraph *graph);
void readable_assert_measures (RelGraph *graph, const Measures *measures);
void readable_assert (RelGraph *graph);

G_END_DECLS
