/* rel-first-page.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-pages.h"

G_BEGIN_DECLS

typedef struct _RelFirstPage RelFirstPage;

RelFirstPage *rel_first_page_new (GtkWidget *view, RelPages *pages);
void rel_first_page_free (RelFirstPage *self);
void rel_first_page_begin (RelFirstPage *self, RelWorkspace *workspace, RelPlace *place);
void rel_first_page_finish (RelFirstPage *self);
void rel_first_page_stop (RelFirstPage *self);
gboolean rel_first_page_is_coming (RelFirstPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelFirstPage, rel_first_page_free)

G_END_DECLS
