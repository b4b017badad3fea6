/* rel-target.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-profile.h"

G_BEGIN_DECLS

/**
 * RelTargetKind:
 * @REL_TARGET_SERVER: a Directus server, by its address
 * @REL_TARGET_LOCAL: a SQLite file, served by the embedded server
 * @REL_TARGET_SAMPLE: the sample project, likewise
 * @REL_TARGET_SNAPSHOT: a snapshot file, JSON or YAML
 *
 * What a project is opened from.
 */
typedef enum
{
  REL_TARGET_SERVER,
  REL_TARGET_LOCAL,
  REL_TARGET_SAMPLE,
  REL_TARGET_SNAPSHOT,
} RelTargetKind;

typedef struct _RelTarget RelTarget;

#define REL_TYPE_TARGET (rel_target_get_type ())

GType rel_target_get_type (void);
RelTarget *rel_target_new (const char *text, const char *working_directory, GError **error);
RelTarget *rel_target_new_profile (const RelProfile *profile, GError **error);
RelTarget *rel_target_ref (RelTarget *self);
void rel_target_unref (RelTarget *self);

RelTargetKind rel_target_get_kind (RelTarget *self);
const char *rel_target_get_id (RelTarget *self);
const char *rel_target_get_url (RelTarget *self);
const char *rel_target_get_name (RelTarget *self);
GFile *rel_target_get_file (RelTarget *self);
const RelProfile *rel_target_get_profile (RelTarget *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelTarget, rel_target_unref)

G_END_DECLS
