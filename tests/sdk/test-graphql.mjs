// SPDX-License-Identifier: GPL-3.0-or-later
//
// graphql-js judges the GraphQL of the embedded server: its schema is read by introspection
// and is valid, and of each document in tests/data/graphql both say the same.

import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.RELATIONS_SDK}/`);
const {
  buildClientSchema,
  getIntrospectionQuery,
  getVariableValues,
  parse,
  validate,
  validateSchema,
} = require('graphql');

let count = 0;
let failed = 0;

async function test(name, body) {
  count += 1;
  try {
    await body();
    console.log(`ok ${count} - ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${count} - ${name}`);
    console.log(String(error.cause ? `${error.message}: ${error.cause}` : error.message).replace(/^/gm, '# '));
  }
}

async function ask(body, token = process.env.RELATIONS_DIRECTUS_TOKEN) {
  const headers = { 'Content-Type': 'application/json' };

  if (token) headers.Authorization = `Bearer ${token}`;
  const answer = await fetch(`${process.env.RELATIONS_DIRECTUS_URL}/graphql/system`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20000),
  });

  return { status: answer.status, body: await answer.json() };
}

async function readSchema(token, options) {
  const { status, body } = await ask({ query: getIntrospectionQuery(options) }, token);

  assert.strictEqual(status, 200);
  assert.strictEqual(body.errors, undefined);
  const schema = buildClientSchema(body.data);

  assert.deepStrictEqual(validateSchema(schema), []);
  return schema;
}

// The documents of a file, with their names and variables.
function readDocuments(name) {
  const text = readFileSync(new URL(`../data/graphql/${name}.graphql`, import.meta.url), 'utf8');

  return text.split(/^#### /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    const query = part.slice(end + 1);
    const variables = /^# variables: (.*)$/m.exec(query);

    return { name: part.slice(0, end), query, variables: variables ? JSON.parse(variables[1]) : undefined };
  });
}

const plain = ({ message, locations }) => (locations ? { message, locations: [...locations] } : { message });

// What graphql-js has against a document, in the form in which Directus says it.
function judge(schema, { query, variables }) {
  let document;

  try {
    document = parse(query, { maxTokens: 5000 });
  } catch (error) {
    return { status: 400, errors: [plain(error)] };
  }
  const errors = validate(schema, document);

  if (errors.length > 0) return { status: 400, errors: errors.map(plain) };
  if (!variables) return { status: 200, errors: [] };
  const found = getVariableValues(schema, document.definitions[0].variableDefinitions, variables, { maxErrors: 50 });

  return { status: 200, errors: (found.errors ?? []).map(plain) };
}

const schema = await readSchema(process.env.RELATIONS_DIRECTUS_TOKEN);

await test('the schema is valid', async () => {
  assert.ok(schema.getQueryType().getFields().relations);
  assert.ok(schema.getMutationType().getFields().update_relations_item);
});

await test('the schema is valid with all that introspection can ask', () =>
  readSchema(process.env.RELATIONS_DIRECTUS_TOKEN, {
    descriptions: true,
    directiveIsRepeatable: true,
    inputValueDeprecation: true,
    schemaDescription: true,
    specifiedByUrl: true,
  }));

await test('the schema of nobody is valid', async () => {
  const open = await readSchema(null);

  assert.strictEqual(open.getQueryType().getFields().relations, undefined);
  assert.strictEqual(open.getType('directus_relations'), undefined);
  assert.ok(open.getQueryType().getFields().server_info);
});

for (const document of readDocuments('right')) {
  await test(`right: ${document.name}`, async () => {
    assert.deepStrictEqual(judge(schema, document), { status: 200, errors: [] });
    const { status, body } = await ask(document);

    assert.strictEqual(status, 200);
    assert.ok(body.data);
  });
}

for (const document of readDocuments('wrong')) {
  await test(`wrong: ${document.name}`, async () => {
    const judged = judge(schema, document);
    const { status, body } = await ask(document);
    const errors = status === 400 ? body.errors[0].extensions.errors : body.errors;

    assert.ok(judged.errors.length > 0);
    assert.deepStrictEqual({ status, errors: errors.map(plain) }, judged);
  });
}

await test('a document of many faults is not judged to the end', async () => {
  const document = { query: `{${' nope'.repeat(150)}}` };
  const { status, body } = await ask(document);

  assert.deepStrictEqual({ status, errors: body.errors[0].extensions.errors.map(plain) }, judge(schema, document));
});

await test('a document of many words is not read to the end', async () => {
  const document = { query: `{${' a'.repeat(5001)}}` };
  const { status, body } = await ask(document);

  assert.deepStrictEqual({ status, errors: body.errors[0].extensions.errors.map(plain) }, judge(schema, document));
});

console.log(`1..${count}`);
process.exit(failed > 0 ? 1 : 0);
