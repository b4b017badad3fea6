/* rel-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-error.h"

G_DEFINE_QUARK (rel - error - quark, rel_error)
