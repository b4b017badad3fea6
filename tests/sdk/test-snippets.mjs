#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Snippets do what they say: a plan is written down in each form, sent as it stands, with
// curl or with the SDK, and then there is nothing left to publish. The commands are tried in
// each shell, and none of the programs that they start is given the token as an argument,
// where every user of the machine sees it.
//
// Takes the server from RELATIONS_DIRECTUS_URL and RELATIONS_DIRECTUS_TOKEN, the programs
// from BUILD. What it makes there it takes away again.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const url = process.env.RELATIONS_DIRECTUS_URL;
const token = process.env.RELATIONS_DIRECTUS_TOKEN;
const cli = path.join(process.env.BUILD, 'src', 'relations-cli');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'relations-snippets-'));
const environment = {
  ...process.env,
  XDG_DATA_HOME: work,
  XDG_STATE_HOME: work,
  RELATIONS_TOKEN: token,
  DIRECTUS_TOKEN: token,
};
let n = 0;
let failed = 0;

function check(name, holds, detail) {
  n++;
  if (!holds) failed++;
  console.log(`${holds ? 'ok' : 'not ok'} ${n} - ${name}`);
  if (!holds && detail) console.log(String(detail).replace(/^/gm, '# '));
}

function runIn(env, program, ...args) {
  const ended = spawnSync(program, args, { cwd: work, env, encoding: 'utf8', timeout: 120_000 });
  return { status: ended.status, out: ended.stdout, said: ended.stderr || String(ended.error) };
}

function run(program, ...args) {
  return runIn(environment, program, ...args);
}

// Not with fetch: it would keep connections that end while a program runs.
function call(method, where, body) {
  const ended = run('curl', '--silent', '--fail-with-body', '--request', method, url + where,
    '--header', `Authorization: Bearer ${token}`, '--header', 'Content-Type: application/json',
    ...(body ? ['--data', JSON.stringify(body)] : []));
  if (ended.status !== 0) throw new Error(`${method} ${where}: ${ended.out}${ended.said}`);
  return ended.out && JSON.parse(ended.out);
}

const id = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: {} };
const made = [];

function seed() {
  call('POST', '/collections', { collection: 'snip_people', schema: {}, meta: {}, fields: [
    id,
    { field: 'name', type: 'string', schema: {}, meta: {} },
    { field: 'texts', type: 'alias', schema: null, meta: { special: ['o2m'], interface: 'list-o2m' } },
  ] });
  call('POST', '/collections', { collection: 'snip_texts', schema: {}, meta: {}, fields: [
    id,
    { field: 'author', type: 'integer', schema: {}, meta: { special: ['m2o'] } },
    { field: 'item', type: 'string', schema: {}, meta: {} },
    { field: 'collection', type: 'string', schema: {}, meta: {} },
  ] });
  made.push('snip_texts', 'snip_people');
  call('POST', '/relations', { collection: 'snip_texts', field: 'author', related_collection: 'snip_people',
    schema: { on_delete: 'SET NULL' }, meta: { one_field: 'texts' } });
  call('POST', '/relations', { collection: 'snip_texts', field: 'item', related_collection: null, schema: null,
    meta: { one_collection_field: 'collection', one_allowed_collections: ['snip_people'] } });
}

// Every kind of change, as far as each way to the server has it.
function change(snapshot, creates) {
  const find = (list, collection, field) => list.find((o) => o.collection === collection && o.field === field);
  const author = find(snapshot.relations, 'snip_texts', 'author');
  author.meta.one_deselect_action = 'delete';
  author.schema.on_delete = 'CASCADE';
  find(snapshot.relations, 'snip_texts', 'item').meta.one_allowed_collections.push('snip_texts');

  const name = find(snapshot.fields, 'snip_people', 'name');
  const nick = structuredClone(name);
  nick.field = nick.schema.name = nick.meta.field = 'nick';
  nick.schema.default_value = 'say "hi" \\ $HOME';
  nick.meta.options = { $x: [1], 'y-z': { a: null } };
  nick.meta.note = "it's \"odd\" in\ntwo lines, ünïcode 🙂";
  snapshot.fields.push(nick);
  name.meta.note = 'A name';

  const texts = snapshot.collections.find((c) => c.collection === 'snip_texts');
  texts.meta.translations = [{ language: 'de-DE', translation: 'Texte' }];
  texts.meta.hidden = true;
  if (!creates) return;
  const blocks = structuredClone(texts);
  blocks.collection = blocks.schema.name = blocks.meta.collection = 'snip_blocks';
  snapshot.collections.push(blocks);
  const key = structuredClone(find(snapshot.fields, 'snip_texts', 'id'));
  key.collection = key.schema.table = key.meta.collection = 'snip_blocks';
  snapshot.fields.push(key);
}

// A folder with programs that write down what they are started with, before they go on as
// those of the same name do. printf is one of them: a shell has its own, and starts none.
function makeWatch() {
  const folder = path.join(work, 'watched');
  fs.mkdirSync(folder);
  for (const name of ['curl', 'printf']) {
    const places = environment.PATH.split(':').map((place) => path.join(place, name));
    const script = `#!/bin/sh\nfor word; do echo "$word"; done >>'${seen}'\n`
      + `exec '${places.find((place) => fs.existsSync(place))}' "$@"\n`;
    fs.writeFileSync(path.join(folder, name), script, { mode: 0o755 });
  }
  return folder;
}

const seen = path.join(work, 'arguments');
const watch = makeWatch();

// Each sends what a plan says, as a person would; returns what went wrong.
function sendCommands(shell, file) {
  fs.writeFileSync(seen, '');
  const ended = runIn({ ...environment, PATH: `${watch}:${environment.PATH}` }, shell, file);
  const words = fs.readFileSync(seen, 'utf8');
  if (ended.status !== 0) return ended.out + ended.said;
  if (!words.includes('--request')) return 'curl was not started';
  return words.includes(token) ? 'the token was given as an argument' : '';
}

function sendMutations(file) {
  for (const mutation of fs.readFileSync(file, 'utf8').split(/\n\n(?=mutation)/)) {
    const variables = mutation.match(/^# variables: (.*)$/m);
    const body = path.join(work, 'query.json');
    fs.writeFileSync(body, JSON.stringify({ query: mutation, variables: variables ? JSON.parse(variables[1]) : {} }));
    const ended = run('curl', '--fail-with-body', '--silent', '--header', `Authorization: Bearer ${token}`,
      '--header', 'Content-Type: application/json', '--data', `@${body}`, `${url}/graphql/system`);
    if (ended.status !== 0 || JSON.parse(ended.out).errors) return ended.out + ended.said;
  }
  return '';
}

function runProgram(file) {
  fs.copyFileSync(file, path.join(work, 'plan.mjs'));
  const ended = run(process.execPath, 'plan.mjs');
  return ended.status === 0 ? '' : ended.out + ended.said;
}

const senders = [
  ...['sh', 'bash', 'zsh'].map((name) => ({ name, form: 'curl', send: (file) => sendCommands(name, file) })),
  { name: 'graphql', form: 'graphql', send: sendMutations },
  { name: 'sdk', form: 'sdk', send: runProgram },
];

// The type of input of Directus 11.17 lacks the name of the collection.
function graphqlCreatesCollections() {
  const answer = call('POST', '/graphql/system', {
    query: `{ __schema { mutationType { fields { name args { name type { ofType { inputFields { name } } } } } } } }`,
  });
  const create = answer.data.__schema.mutationType.fields.find((f) => f.name === 'create_collections_item');
  return create.args.find((a) => a.name === 'data').type.ofType.inputFields.some((f) => f.name === 'collection');
}

function main() {
  const sdk = run(path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), 'install.sh'));
  fs.symlinkSync(path.join(sdk.out.trim(), 'node_modules'), path.join(work, 'node_modules'));
  seed();
  const before = path.join(work, 'before.json');
  const exported = run(cli, 'export', url, '--format=snapshot', '-o', before);
  check('exported', exported.status === 0, exported.said);

  for (const { name, form, send } of senders) {
    const after = path.join(work, `after-${name}.json`);
    const snapshot = JSON.parse(fs.readFileSync(before, 'utf8'));
    change(snapshot, form !== 'graphql' || graphqlCreatesCollections());
    fs.writeFileSync(after, JSON.stringify(snapshot));

    for (const [way, wanted] of [['there', after], ['back', before]]) {
      const file = path.join(work, `plan-${name}-${way}`);
      const plan = run(cli, 'plan', url, '--against', wanted, `--format=${form}`, '-o', file);
      check(`${name}, ${way}: there is something to send`, plan.status === 2, plan.said);
      check(`${name}, ${way}: no secret in it`, !fs.readFileSync(file, 'utf8').includes(token));
      const refused = send(file);
      check(`${name}, ${way}: it is taken`, refused === '', refused);
      const left = run(cli, 'plan', url, '--against', wanted);
      check(`${name}, ${way}: nothing is left to do`, left.status === 0, left.out + left.said);
    }
  }
}

try {
  main();
} catch (error) {
  check('ran to the end', false, error.stack);
} finally {
  for (const collection of made) call('DELETE', `/collections/${collection}`);
  fs.rmSync(work, { recursive: true });
}
console.log(`1..${n}`);
process.exitCode = failed === 0 ? 0 : 1;
