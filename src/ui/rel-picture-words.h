/* rel-picture-words.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rel-link.h"
#include "rel-marks.h"
#include "rel-scene.h"

G_BEGIN_DECLS

char *rel_picture_words_dup_subject (const char *collection, RelLink *link);
char *rel_picture_words_dup_name (RelScene *scene, const RelHit *hit, const RelMarks *marks);
char *rel_picture_words_dup_sentence (RelScene *scene, RelSchema *schema, RelSchema *base, const RelHit *hit);
GtkWidget *rel_picture_words_new_tip (RelScene *scene,
                                      RelSchema *schema,
                                      RelSchema *base,
                                      const RelHit *hit,
                                      const RelMarks *marks);

G_END_DECLS
