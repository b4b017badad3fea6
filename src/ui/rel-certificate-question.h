/* rel-certificate-question.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-certificate.h"

G_BEGIN_DECLS

char *rel_certificate_question_dup_text (RelCertificate *certificate);
void rel_certificate_question_ask_async (GtkWidget *parent,
                                         RelCertificate *certificate,
                                         const char *name,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

G_END_DECLS
