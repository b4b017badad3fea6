/* workspace-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-workspace.h"

G_BEGIN_DECLS

/* A copy of the magazine as a snapshot, in a folder of its own. */
typedef struct
{
  char *folder;
  char *snapshot;
} WorkspaceFixture;

void workspace_fixture_set_up (WorkspaceFixture *fixture, gconstpointer data);
void workspace_fixture_tear_down (WorkspaceFixture *fixture, gconstpointer data);
void workspace_fixture_change_file (WorkspaceFixture *fixture, const char *from, const char *to);
RelWorkspace *workspace_fixture_try_open (const char *name, GError **error);
RelWorkspace *workspace_fixture_open (const char *name);
void workspace_fixture_set (RelWorkspace *workspace,
                            const char *collection,
                            const char *field,
                            const char *path,
                            const char *value);
const char *workspace_fixture_get_on_delete (RelSchema *schema);
guint workspace_fixture_publish (RelWorkspace *workspace, GError **error);
void workspace_fixture_refresh (RelWorkspace *workspace);
int workspace_fixture_run (int argc, char **argv, void (*add_cases) (void));

G_END_DECLS
