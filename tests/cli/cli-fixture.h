/* cli-fixture.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rel-json.h"

G_BEGIN_DECLS

typedef struct
{
  const char *program;
  char *folder;   /* the home of the program, and the working directory */
  char *snapshot; /* a project of its own */
  char *out;      /* what the last run printed */
  char *err;
  int status;
} CliFixture;

void cli_set_up (CliFixture *fixture, gconstpointer program);
void cli_tear_down (CliFixture *fixture, gconstpointer program);
GSubprocessLauncher *cli_new_launcher (CliFixture *fixture, GSubprocessFlags flags);
void cli_run (CliFixture *fixture, ...) G_GNUC_NULL_TERMINATED;
void cli_assert_has (const char *text, const char *part);
JsonNode *cli_parse_output (CliFixture *fixture);

G_END_DECLS
