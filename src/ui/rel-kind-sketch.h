/* rel-kind-sketch.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-kind.h"

G_BEGIN_DECLS

#define REL_TYPE_KIND_SKETCH (rel_kind_sketch_get_type ())

G_DECLARE_FINAL_TYPE (RelKindSketch, rel_kind_sketch, REL, KIND_SKETCH, GtkWidget)

GtkWidget *rel_kind_sketch_new (RelKind kind);

G_END_DECLS
