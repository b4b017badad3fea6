/* keyring.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

void keyring_use_file (const char *folder);
void keyring_use_none (void);
