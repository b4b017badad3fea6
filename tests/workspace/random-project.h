/* random-project.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-schema.h"

G_BEGIN_DECLS

RelSchema *random_project_new (RelSchema *base);

G_END_DECLS
