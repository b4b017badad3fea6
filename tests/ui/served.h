/* served.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-changes-page.h"
#include "rel-relation-page.h"
#include "server-fixture.h"
#include "stage.h"

G_BEGIN_DECLS

/* A window on the sample, which a server of the test's own serves, so that the test can ask
 * the server itself what it has. */
typedef struct
{
  ServerFixture server;
  RelWindow *window;
  RelProjectView *view;
  RelWorkspace *workspace; /* (unowned) */
} Served;

void served_set_up (Served *self, gconstpointer unused);
void served_tear_down (Served *self, gconstpointer unused);
void served_go (Served *self, const char *collection, const char *field);
RelMemberRow *served_find_row (Served *self, const char *path);
void served_choose (Served *self, const char *path, const char *label);
void served_do (Served *self, const char *action, const char *parameter);
char *served_ask (Served *self, const char *collection, const char *field, const char *path);
void served_await_idle (Served *self);

G_END_DECLS
