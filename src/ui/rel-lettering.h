/* rel-lettering.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _RelLettering RelLettering;

RelLettering *rel_lettering_new (GtkWidget *widget);
RelLettering *rel_lettering_ref (RelLettering *self);
void rel_lettering_unref (RelLettering *self);
gboolean rel_lettering_equal (const RelLettering *a, const RelLettering *b);
PangoContext *rel_lettering_new_context (const RelLettering *self, PangoFontMap *fonts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelLettering, rel_lettering_unref)

G_END_DECLS
