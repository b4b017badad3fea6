/* rel-last-project.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-start-page.h"

G_BEGIN_DECLS

void rel_last_project_remember (RelTarget *target);
void rel_last_project_open (RelStartPage *page);

G_END_DECLS
