#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the official SDK sends for each operation is what tests/data/sdk/requests.json says;
// with --print that file is written to the standard output.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);
const folder = spawnSync(path.join(here, 'install.sh'), { encoding: 'utf8' }).stdout.trim();
const sdk = await import(path.join(folder, 'node_modules/@directus/sdk/dist/index.js'));
const kept = path.join(here, '../data/sdk/requests.json');

const relation = {
  collection: 'articles',
  field: 'author',
  related_collection: 'authors',
  schema: { on_delete: 'SET NULL', on_update: 'NO ACTION' },
  meta: { one_field: 'articles', one_deselect_action: 'nullify' },
};
const field = { field: 'mood', type: 'string', schema: { max_length: 80 }, meta: { note: 'How it felt' } };
const collection = { collection: 'topics', schema: {}, meta: { note: 'What it is about' } };
const snapshot = { version: 1, directus: '11.3.5', vendor: 'sqlite', collections: [], fields: [], relations: [] };
const difference = { hash: '0123', diff: { collections: [], fields: [], relations: [] } };

const operations = {
  readRelations: sdk.readRelations(),
  readRelationByCollection: sdk.readRelationByCollection('articles'),
  readRelation: sdk.readRelation('articles', 'author'),
  createRelation: sdk.createRelation(relation),
  updateRelation: sdk.updateRelation('articles', 'author', { meta: { one_deselect_action: 'delete' } }),
  deleteRelation: sdk.deleteRelation('articles', 'author'),
  readFields: sdk.readFields(),
  readFieldsByCollection: sdk.readFieldsByCollection('articles'),
  readField: sdk.readField('articles', 'author'),
  createField: sdk.createField('articles', field),
  updateField: sdk.updateField('articles', 'mood', { meta: { note: 'How it feels' } }),
  deleteField: sdk.deleteField('articles', 'mood'),
  readCollections: sdk.readCollections(),
  readCollection: sdk.readCollection('topics'),
  createCollection: sdk.createCollection(collection),
  updateCollection: sdk.updateCollection('topics', { meta: { note: 'What it was about' } }),
  deleteCollection: sdk.deleteCollection('topics'),
  serverInfo: sdk.serverInfo(),
  readMe: sdk.readMe({ fields: ['email', 'first_name', 'last_name'] }),
  schemaSnapshot: sdk.schemaSnapshot(),
  schemaDiff: sdk.schemaDiff(snapshot),
  schemaApply: sdk.schemaApply(difference),
  login: sdk.login('anna@example.com', 'a-password', { mode: 'json', otp: '123456' }),
  refresh: sdk.refresh('json', 'a-refresh-token'),
  logout: sdk.logout('a-refresh-token', 'json'),
};

const seen = [];
const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  seen.push({
    method: request.method,
    path: request.url,
    content_type: request.headers['content-type'] ?? null,
    body: text ? JSON.parse(text) : null,
  });
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":{}}');
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const client = sdk
  .createDirectus(`http://127.0.0.1:${server.address().port}`)
  .with(sdk.staticToken('a-token'))
  .with(sdk.rest());
const recorded = {};
for (const [name, operation] of Object.entries(operations)) {
  await client.request(operation);
  recorded[name] = seen.pop();
}
server.closeAllConnections();
server.close();

const text = JSON.stringify(recorded, null, 2) + '\n';
if (process.argv[2] === '--print') {
  process.stdout.write(text);
} else {
  const same = text === fs.readFileSync(kept, 'utf8');
  console.log(`${same ? 'ok' : 'not ok'} 1 - tests/data/sdk/requests.json is what the SDK sends\n1..1`);
  process.exitCode = same ? 0 : 1;
}
