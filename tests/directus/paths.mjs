#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What relations-cli says of paths, of deletions and of numbers of items, on a real Directus,
// which run.sh starts: each request that it prints is sent as it stands and finds the item at
// the end of its path, and what it says of a deletion is what happens.
//
// Takes the server from RELATIONS_DIRECTUS_URL and RELATIONS_DIRECTUS_TOKEN.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const url = process.env.RELATIONS_DIRECTUS_URL;
const token = process.env.RELATIONS_DIRECTUS_TOKEN;
const program = path.join(process.env.BUILD, 'src/relations-cli');
const home = mkdtempSync(path.join(os.tmpdir(), 'paths-'));
const deepest = 10;
let n = 0;
let failed = 0;

async function test(name, body) {
  n++;
  try {
    await body();
    console.log(`ok ${n} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${n} - ${name}\n${String(error.stack ?? error).replace(/^/gm, '# ')}`);
  }
}

// While a program runs, nobody sees that the server closes a connection that is idle.
function send(method, where, body) {
  return fetch(url + where, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Connection: 'close' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function call(method, where, body) {
  const answer = await send(method, where, body);
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${where}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text).data;
}

function cli(...args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 120000,
    env: { ...process.env, RELATIONS_TOKEN: token, XDG_DATA_HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home },
  });
  assert.equal(status, 0, `relations-cli ${args.join(' ')}: ${status} ${stderr}`);
  return stdout;
}

const ask = (...args) => JSON.parse(cli(...args, '--json'));
const id = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: {} };
const collections = ['articles', 'authors', 'tags', 'pages', 'texts', 'quotes', 'categories'].map((c) => `way_${c}`);
const chain = Array.from({ length: deepest + 1 }, (_, i) => `way_step_${i}`);

async function seed() {
  for (const collection of collections) {
    await call('POST', '/collections', { collection, schema: {}, meta: {}, fields: [id] });
  }
  const next = { field: 'next', type: 'integer', schema: {}, meta: {} };
  for (const collection of chain) {
    await call('POST', '/collections', { collection, schema: {}, meta: {}, fields: [id, next] });
  }
  cli('create', url, 'm2o', 'way_articles', 'author', 'way_authors', 'related_field=articles');
  cli('create', url, 'm2o', 'way_articles', 'reviewer', 'way_authors');
  cli('create', url, 'm2m', 'way_articles', 'tags', 'way_tags', 'related_field=articles');
  cli('create', url, 'm2a', 'way_pages', 'blocks', 'way_texts', 'way_quotes');
  cli('create', url, 'm2o', 'way_quotes', 'article', 'way_articles');
  cli('create', url, 'file', 'way_articles', 'image');
  cli('create', url, 'files', 'way_articles', 'gallery');
  cli('create', url, 'tree', 'way_categories', 'children');
  await call('POST', '/fields/way_articles', { field: 'editor', type: 'uuid', schema: {}, meta: { special: ['m2o'] } });
  await call('POST', '/fields/directus_users', { field: 'way_articles', type: 'alias', meta: { special: ['o2m'] } });
  await call('POST', '/relations', { collection: 'way_articles', field: 'editor', related_collection: 'directus_users',
    schema: { on_delete: 'SET NULL' }, meta: { one_field: 'way_articles' } });
  for (let i = 0; i < deepest; i++) {
    await call('POST', '/relations', { collection: chain[i], field: 'next', related_collection: chain[i + 1] });
  }

  const me = (await call('GET', '/users/me')).id;
  const file = (await call('POST', '/files', { title: 'One', type: 'text/plain', storage: 'local',
    filename_download: 'one.txt', filename_disk: 'paths-one.txt' })).id;
  await call('POST', '/items/way_authors', [{ id: 1 }, { id: 2 }]);
  await call('POST', '/items/way_tags', { id: 1 });
  await call('POST', '/items/way_articles', { id: 1, author: 1, reviewer: 1, editor: me, image: file,
    tags: [{ way_tags_id: 1 }], gallery: [{ directus_files_id: file }] });
  await call('POST', '/items/way_articles', { id: 2, author: 2 });
  await call('POST', '/items/way_texts', { id: 1 });
  await call('POST', '/items/way_quotes', { id: 1, article: 1 });
  await call('POST', '/items/way_pages', { id: 1, blocks: [
    { collection: 'way_texts', item: '1' }, { collection: 'way_quotes', item: '1' }] });
  const parent = await call('GET', '/relations/way_categories');
  await call('POST', '/items/way_categories', { id: 1 });
  await call('POST', '/items/way_categories', { id: 2, [parent[0].field]: 1 });
  await call('POST', '/items/way_categories', { id: 3, [parent[0].field]: 2 });
  for (let i = deepest; i >= 0; i--) {
    await call('POST', `/items/${chain[i]}`, { id: 1, next: i < deepest ? 1 : undefined });
  }
  return { me, file };
}

// All that is at the end of a way into what a server answered.
function walk(data, names) {
  const items = (Array.isArray(data) ? data : [data]).filter((item) => item !== null && item !== undefined);
  if (names.length === 0) return items;
  return items.flatMap((item) => walk(item[names[0]], names.slice(1)));
}

// Sends the requests of a path, and returns what they found at its end.
async function follow(way) {
  const names = way.fields.split('.').map((name) => name.split(':')[0]);
  const rest = walk(await call('GET', way.request), names);
  const answer = await send('POST', way.graphql_path, { query: way.graphql });
  const { data, errors } = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(errors));
  assert.equal(errors, undefined, JSON.stringify(errors));
  const graphql = walk(Object.values(data)[0], names);
  assert.deepEqual([...new Set(graphql.map(String))], [...new Set(rest.map(String))], way.text);
  return rest;
}

// Those of the same length come in the order in which the database lists its keys.
async function checkPaths(from, to, texts, found) {
  const ways = ask('path', url, from, to, '--k', String(texts.length));
  assert.deepEqual(ways.map((way) => way.text).sort(), texts.sort());
  for (const way of ways) {
    const ends = await follow(way);
    assert.ok(ends.map(String).includes(String(found)), `${way.text}: ${JSON.stringify(ends)}`);
  }
}

const seeded = await seed();

const cases = [
  ['way_articles', 'way_authors', ['way_articles.author → way_authors', 'way_articles.reviewer → way_authors'], 1],
  ['way_authors', 'way_articles', ['way_authors.articles → way_articles'], 1],
  ['way_authors', 'way_tags', ['way_authors.articles → way_articles.tags → way_tags'], 1],
  ['way_tags', 'way_authors', ['way_tags.articles → way_articles.author → way_authors',
    'way_tags.articles → way_articles.reviewer → way_authors'], 1],
  ['way_pages', 'way_texts', ['way_pages.blocks → way_texts'], 1],
  ['way_pages', 'way_tags', ['way_pages.blocks → way_quotes.article → way_articles.tags → way_tags'], 1],
  ['way_pages_blocks', 'way_authors', ['way_pages_blocks.item → way_quotes.article → way_articles.author → way_authors',
    'way_pages_blocks.item → way_quotes.article → way_articles.reviewer → way_authors'], 1],
  ['way_articles', 'directus_files', ['way_articles.image → directus_files', 'way_articles.gallery → directus_files'],
    seeded.file],
  ['way_categories', 'way_categories', ['way_categories.parent → way_categories',
    'way_categories.children → way_categories'], 2],
  ['way_articles', 'way_articles_way_tags', ['way_articles.tags → way_articles_way_tags'], 1],
  ['way_quotes', 'directus_users', ['way_quotes.article → way_articles.editor → directus_users'], seeded.me],
  ['directus_users', 'way_articles', ['directus_users.way_articles → way_articles'], 1],
];
for (const [from, to, texts, found] of cases) {
  await test(`from ${from} to ${to}`, () => checkPaths(from, to, texts, found));
}

await test('as far as Directus goes, and not further', async () => {
  const [way] = ask('path', url, chain[0], chain[deepest - 1]);
  assert.equal(way.steps.length, deepest - 1);
  assert.deepEqual(await follow(way), [1]);
  const { status } = spawnSync(program, ['path', url, chain[0], chain[deepest]], {
    encoding: 'utf8', timeout: 60000, env: { ...process.env, RELATIONS_TOKEN: token, XDG_DATA_HOME: home } });
  assert.equal(status, 1);
  const refused = await send('GET', `/items/${chain[0]}?fields=${'next.'.repeat(deepest)}id`);
  assert.equal(refused.status, 400);
});

const effects = (impact) => Object.fromEntries(impact.then.map((node) => [`${node.collection}.${node.field}`, node]));

await test('items are counted, over REST and over GraphQL', async () => {
  cli('project', 'add', 'Paths', url, '--graphql');
  for (const target of [url, 'Paths']) {
    const articles = effects(ask('impact', target, 'way_authors', '--rows'));
    assert.equal(articles['way_articles.author'].rows, 2, target);
    assert.equal(articles['way_articles.reviewer'].rows, 1, target);
    const users = effects(ask('impact', target, 'directus_users', '--rows'));
    assert.equal(users['way_articles.editor'].rows, 1, target);
    assert.equal(users['directus_notifications.sender'].rows, 0, target);
    assert.equal(users['directus_sessions.user']?.effect, 'deleted', target);
  }
});

await test('what a deletion is said to do is done', async () => {
  const said = effects(ask('impact', url, 'way_authors'));
  assert.equal(said['way_articles.author'].effect, 'nulled');
  const blocks = effects(ask('impact', url, 'way_quotes'));
  assert.equal(blocks['way_pages_blocks.item'].effect, 'dangling');
  await call('DELETE', '/items/way_authors/1');
  assert.equal((await call('GET', '/items/way_articles/1')).author, null);
  await call('DELETE', '/items/way_quotes/1');
  const left = await call('GET', '/items/way_pages_blocks?filter[collection][_eq]=way_quotes');
  assert.deepEqual(left.map((block) => String(block.item)), ['1']);
});

await test('what Directus does itself when it deletes a user is done', async () => {
  const said = effects(ask('impact', url, 'directus_users'));
  assert.equal(said['directus_notifications.sender'].effect, 'nulled');
  assert.equal(said['directus_notifications.recipient'].effect, 'deleted');
  const user = (await call('POST', '/users', { email: 'paths@example.com', password: 'paths-paths' })).id;
  const sent = (await call('POST', '/notifications', { recipient: seeded.me, sender: user, subject: 'Sent' })).id;
  const got = (await call('POST', '/notifications', { recipient: user, subject: 'Got' })).id;
  await call('DELETE', `/users/${user}`);
  assert.equal((await call('GET', `/notifications/${sent}`)).sender, null);
  assert.deepEqual(await call('GET', `/notifications?filter[id][_eq]=${got}`), []);
  await call('DELETE', `/notifications/${sent}`);
});

// What was made goes, so that the next one finds the server as it was.
cli('delete', url, 'way_categories', 'children', '--with-field');
const left = (await call('GET', '/collections')).map(({ collection }) => collection)
  .filter((name) => name.startsWith('way_') && !chain.includes(name));
// SQLite drops no table that rows refer to.
for (const collection of [...chain, ...left]) {
  await call('DELETE', `/items/${collection}`, { query: { limit: -1 } });
}
for (const collection of [...chain, ...left]) {
  await call('DELETE', `/collections/${collection}`);
}
const fields = await call('GET', '/fields/directus_users');
if (fields.some(({ field }) => field === 'way_articles')) await call('DELETE', '/fields/directus_users/way_articles');
await call('DELETE', `/files/${seeded.file}`);
rmSync(home, { recursive: true });
console.log(`1..${n}`);
process.exit(failed === 0 ? 0 : 1);
