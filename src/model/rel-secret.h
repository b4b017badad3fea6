/* rel-secret.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RelSecret:
 *
 * The text of a secret, so that g_autoptr() wipes it: `g_autoptr (RelSecret) password`.
 */
typedef char RelSecret;

void rel_secret_free (gpointer secret);
void rel_secret_replace (char **place, const char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelSecret, rel_secret_free)

G_END_DECLS
