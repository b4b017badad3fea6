/* rel-error.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rel-error.h"

GQuark
rel_error_quark (void)
{
  return g_quark_from_static_string ("rel-error-quark");
}
