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
  { "keeps-column", "PATCH /fields/:collection/:field",
    "a schema that leaves out the length, the default value or whether NULL may be resets them", "they stay" },
  { "echoes-change-nothing", "PATCH /fields/:collection/:field",
    "fails with 500 when the schema of a primary key is sent back", "answers 200 and changes nothing" },
  { "list-is-one-change", "PATCH /fields/:collection",
    "changes the fields before the one that is wrong, and a wrong type ends the process",
    "changes all of the list or nothing" },
  { "list-sees-itself", "POST /collections", "answers 500 when a list has one name twice", "answers 400" },
  { "keeps-primary-keys", "DELETE /fields/:collection/:field",
    "deletes a primary key, and the collection can no longer be reached", "answers 400 and changes nothing" },
  { "keeps-system", "PATCH and DELETE /fields and DELETE /collections",
    "changes and drops columns and tables of its own", "answers 403" },
  { "keeps-rows-of-others", "DELETE /collections/:collection",
    "rows of other collections go with those that they point to, where the foreign key says CASCADE",
    "only the fields that point to the collection go" },
  { "keeps-views-usable", "DELETE /fields and /collections and PATCH /fields",
    "leaves views that name what is gone, and loses triggers",
    "keeps triggers; answers 500 when a view or trigger "
    "needs what would go" },
  { "drops-shared-indexes", "DELETE /fields/:collection/:field",
    "makes an index of several fields anew without the one", "drops it" },
  { "names-the-collection", "PATCH /fields/:collection/:field", "names a table of its own when values are missing",
    "names the collection" },
  { "keeps-order", "PATCH /relations/:collection/:field",
    "moves the relation to the beginning of its collection's list", "it stays where it is" },
  { "words-of-errors", "POST and PATCH /relations", "answers 500 in the words of the database, with its statement",
    "answers 500 and says what is wrong" },
  { "quotes-names", "POST /collections", "quotes names in the text of a table with backticks",
    "with double quotes, as SQL does" },
  { "no-other-services", "GET /server/health", "says how its storage and e-mail are too", "has neither" },
  { "larger-bodies", "any", "refuses bodies over 1 MB", "refuses bodies over 16 MB" },
  { "words-for-bad-json", "any", "says in JavaScript's words why a body is not JSON", "says it with line and column" },
  { "graphql-data-model", "/graphql/system", "has all that Directus has", "has what is about the data model" },
  { "graphql-reads-back", "update_relations_item and update_fields_item",
    "read back what data.collection and data.field say: without these an error after the change, or the process ends",
    "read back what was changed; null if it is not there any more" },
  { "graphql-checks-as-rest", "the mutations",
    "leave out what is checked for REST: a wrong schema.on_delete goes to the database, a collection need not exist",
    "are checked as REST is" },
  { "graphql-definitions", "/graphql/system", "says of a document that defines types that it is not executable",
    "says that its first word is not expected" },
  { "graphql-limits", "/graphql/system", "reads a document of 5,000 words however deep and large its answer",
    "refuses more than 64 levels, 20,000 fields or 64 MB" },
  { NULL },
};
