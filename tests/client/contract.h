/* contract.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "rel-client.h"

G_BEGIN_DECLS

/**
 * ContractServer:
 * @url: its address
 * @kind: how it is spoken to
 * @token: of an administrator
 * @names_no_collection: whether a collection cannot be created: over GraphQL, the type of
 *   input of newer versions has lost its name
 * @drops_keys: whether DELETE drops the foreign key; Directus on SQLite leaves it
 * @merges: whether /schema/diff can leave out deletions: from 12.2 on
 *
 * A server that the contract is tested on.
 */
typedef struct
{
  const char *url;
  RelApiKind kind;
  const char *token;
  gboolean drops_keys;
  gboolean names_no_collection;
  gboolean merges;
} ContractServer;

void contract_add (const ContractServer *server, const char *prefix, const char *name, GTestDataFunc func);
void contract_add_cases (const ContractServer *server, const char *prefix);
void contract_add_object_cases (const ContractServer *server, const char *prefix);
void contract_assert_same_read (const ContractServer *server, JsonNode *seen, JsonNode *plain, const char *what);
RelSchema *contract_fetch (const ContractServer *server);
void contract_publish (const ContractServer *server, RelChange *change, GError **error);
RelChange *contract_member_change (RelSchema *schema, RelRelation *relation, const char *path, const char *json);

G_END_DECLS
