/* rel-creation-row.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rel-chooser.h"

G_BEGIN_DECLS

/**
 * RelCreationRowType:
 * @REL_CREATION_ROW_NAME: a name to type
 * @REL_CREATION_ROW_OPTIONAL: a name to type, if there is to be one
 * @REL_CREATION_ROW_CHOICE: one of a list
 * @REL_CREATION_ROW_CHOICES: any number of a list
 *
 * How a value is given.
 */
typedef enum
{
  REL_CREATION_ROW_NAME,
  REL_CREATION_ROW_OPTIONAL,
  REL_CREATION_ROW_CHOICE,
  REL_CREATION_ROW_CHOICES,
} RelCreationRowType;

#define REL_TYPE_CREATION_ROW (rel_creation_row_get_type ())

G_DECLARE_FINAL_TYPE (RelCreationRow, rel_creation_row, REL, CREATION_ROW, AdwPreferencesRow)

GtkWidget *rel_creation_row_new (const char *member);
const char *rel_creation_row_get_member (RelCreationRow *self);
void rel_creation_row_set_type (RelCreationRow *self, RelCreationRowType type);
void rel_creation_row_set_words (RelCreationRow *self, const char *title, const char *note);
const char *rel_creation_row_get_note (RelCreationRow *self);
void rel_creation_row_set_text (RelCreationRow *self, const char *text);
const char *rel_creation_row_get_text (RelCreationRow *self);
void rel_creation_row_set_mistake (RelCreationRow *self, const char *mistake);
const char *rel_creation_row_get_mistake (RelCreationRow *self);
RelChooser *rel_creation_row_get_chooser (RelCreationRow *self);
GtkEditable *rel_creation_row_get_entry (RelCreationRow *self);
GtkSwitch *rel_creation_row_get_switch (RelCreationRow *self);

G_END_DECLS
