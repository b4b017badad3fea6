/* project-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A project on a server, with a proxy in between that counts and fails.
 */

#pragma once

#include "proxy.h"
#include "rel-workspace.h"
#include "server-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  ServerFixture server;
  Proxy *proxy;        /* (owned) */
  RelProfile *profile; /* (owned): how it is opened; may be changed before */
} ProjectFixture;

void project_fixture_init_sample (ProjectFixture *self);
void project_fixture_stand_before (ProjectFixture *self, guint latency_ms);
void project_fixture_clear (ProjectFixture *self);
RelWorkspace *project_fixture_open (ProjectFixture *self, gboolean keeps_draft);
RelWorkspace *project_fixture_open_target (RelTarget *target, const char *token, gboolean keeps_draft);
guint project_fixture_publish (RelWorkspace *workspace, GError **error);
void project_fixture_publish_all (RelWorkspace *workspace);
char *project_fixture_dup_changes (RelWorkspace *workspace);
char *project_fixture_make_home (void);

G_END_DECLS
