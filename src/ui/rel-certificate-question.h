/* rel-certificate-question.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-certificate.h"
#include "rel-target.h"

G_BEGIN_DECLS

char *rel_certificate_question_dup_text (RelCertificate *certificate);
void rel_certificate_question_ask_async (GtkWidget *parent,
                                         RelCertificate *certificate,
                                         RelTarget *target,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
RelTarget *rel_certificate_question_ask_finish (GtkWidget *parent, GAsyncResult *result, GError **error);

G_END_DECLS
