/* rel-differences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that this server does on purpose otherwise than Directus 11.3.5 on SQLite. The tests
 * go through this table: what is not in it is meant to be the same.
 */

#include "config.h"

#include "rel-differences.h"

const RelDifference rel_differences[] = {
  { "keeps-actions", "PATCH /relations/:collection/:field", "an action that the body leaves out becomes NO ACTION",
    "it stays as it is" },
  { "partial-body", "PATCH /relations/:collection/:field",
    "without collection, field and related_collection in the body the process ends", "the path says which relation" },
  { "makes-no-key-unasked", "PATCH /relations/:collection/:field",
    "of a relation without foreign key makes one, whatever the body says", "makes one only if the body has a schema" },
  { "drops-key", "DELETE /relations/:collection/:field", "answers 204, and the foreign key stays",
    "the foreign key is gone" },
  { "refuses-broken-rows", "POST and PATCH /relations", "makes a foreign key that rows break",
    "answers 500, as Directus does on PostgreSQL, and changes nothing" },
  { "keeps-composite-keys", "PATCH and DELETE /relations/:collection/:field",
    "of one column of a key of several makes a second key, or nothing", "answers 400 and changes nothing" },
  { "larger-bodies", "any", "refuses bodies over 1 MB", "refuses bodies over 16 MB" },
  { "words-for-bad-json", "any", "says in JavaScript's words why a body is not JSON", "says it with line and column" },
  { "graphql-data-model", "/graphql/system", "has all that Directus has", "has what is about the data model" },
  { "graphql-reads-back", "update_relations_item and update_fields_item",
    "read back what data.collection and data.field say: without these an error after the change, or the process ends",
    "read back what was changed" },
  { "graphql-checks-actions", "create_relations_item and update_relations_item",
    "hand schema.on_delete to the database whatever it is", "refuse it as REST does" },
  { "graphql-definitions", "/graphql/system", "says of a document that defines types that it is not executable",
    "says that its first word is not expected" },
  { "graphql-limits", "/graphql/system", "reads a document of 5,000 words however deep and large its answer",
    "refuses more than 64 levels, 20,000 fields or 64 MB" },
  { NULL },
};
