/* dot.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-graph.h"

G_BEGIN_DECLS

RelGraph *dot_lay_out (RelGraph *graph, const char *program, double *ms);

G_END_DECLS
