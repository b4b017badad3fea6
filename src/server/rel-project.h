/* rel-project.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-db-schema.h"

G_BEGIN_DECLS

typedef struct _RelProject RelProject;

RelProject *rel_project_open (GFile *file, GError **error);
void rel_project_free (RelProject *self);
RelDb *rel_project_get_db (RelProject *self);
RelDbSchema *rel_project_get_schema (RelProject *self, GError **error);
void rel_project_set_reading_ms (RelProject *self, guint reading_ms);
guint rel_project_get_reading_ms (RelProject *self);
GBytes *rel_project_get_text (RelProject *self, const char *path);
void rel_project_keep_text (RelProject *self, const char *path, GBytes *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelProject, rel_project_free)

G_END_DECLS
