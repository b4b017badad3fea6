/* rel-certificate.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RelCertificate RelCertificate;

#define REL_TYPE_CERTIFICATE (rel_certificate_get_type ())

GType rel_certificate_get_type (void);
RelCertificate *rel_certificate_new (GTlsCertificate *tls, GTlsCertificateFlags faults);
RelCertificate *rel_certificate_ref (RelCertificate *self);
void rel_certificate_unref (RelCertificate *self);

const char *rel_certificate_get_fingerprint (RelCertificate *self);
const char *rel_certificate_get_subject (RelCertificate *self);
const char *rel_certificate_get_issuer (RelCertificate *self);
GDateTime *rel_certificate_get_not_before (RelCertificate *self);
GDateTime *rel_certificate_get_not_after (RelCertificate *self);
const char *rel_certificate_get_pem (RelCertificate *self);
GTlsCertificateFlags rel_certificate_get_faults (RelCertificate *self);
char *rel_certificate_dup_words (RelCertificate *self);
char *rel_certificate_read_fingerprint (const char *text, GError **error);
GTlsDatabase *rel_certificate_read_authorities (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RelCertificate, rel_certificate_unref)

G_END_DECLS
