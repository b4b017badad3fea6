/* rel-snippet.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rel-change.h"

G_BEGIN_DECLS

/**
 * RelSnippetForm:
 * @REL_SNIPPET_REST: method, path and body
 * @REL_SNIPPET_CURL: a command for a shell
 * @REL_SNIPPET_GRAPHQL: a mutation for `/graphql/system`
 * @REL_SNIPPET_SDK: a program for Directus' JavaScript SDK
 *
 * How a change can be written down.
 */
typedef enum
{
  REL_SNIPPET_REST,
  REL_SNIPPET_CURL,
  REL_SNIPPET_GRAPHQL,
  REL_SNIPPET_SDK,
} RelSnippetForm;

const char *rel_snippet_get_form_label (RelSnippetForm form);
const char *rel_snippet_get_form_name (RelSnippetForm form);
gboolean rel_snippet_find_form (const char *name, RelSnippetForm *form);
char *rel_snippet_dup_text (GPtrArray *changes, RelSnippetForm form, RelSchema *base, const char *url);
char *rel_snippet_dup_reading (RelRelation *relation, RelSnippetForm form, const char *url);

G_END_DECLS
