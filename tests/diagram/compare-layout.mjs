/* compare-layout.mjs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays out the same graphs with us, with dot, sfdp, elkjs and dagre, and prints as Markdown how
 * long each takes and how good its pictures are. Needs graphviz, and elkjs and @dagrejs/dagre
 * beside where it is run from.
 *
 * Each graph is laid out twice: with lines that end at fields, by those that know of such, and
 * with lines that end at cards, by all. Seconds are those of the processor, for others may be at
 * work on this computer; those of elkjs and dagre, as ours, are without the start of the program.
 *
 *   node compare-layout.mjs PROGRAM SECONDS N…
 *
 * PROGRAM is compare-layout, SECONDS how long each may take for one graph, N how many cards a
 * graph has that is drawn by lot. Where RELATIONS_SNAPSHOTS names a folder, the diagrams of the
 * snapshots there are laid out too.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process, { argv, env, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

const SEED = 1;
const POINTS_PER_INCH = 72;
const STEPS = 8; /* straight runs for one piece of a curve */

/* The heights at which lines end at each card, from the top. */
function listPorts(graph) {
  const ports = graph.cards.map(() => new Set());

  for (const line of graph.lines) {
    ports[line.from].add(line.from_y);
    ports[line.to].add(line.to_y);
  }
  return ports.map((heights) => [...heights].sort((a, b) => a - b));
}

/* Runs a program that may take so many seconds of the processor; how many it took comes from the
 * shell's fourth file. Null if it did not end. */
function runLimited(seconds, command, input) {
  const script = 'ulimit -t "$1"; shift; "$@"; status=$?; times >&3; exit $status';
  const result = spawnSync('sh', ['-c', script, 'sh', `${seconds}`, ...command], {
    input,
    maxBuffer: 1 << 30,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
  });

  if (result.status !== 0) return null;
  const [, children] = result.output[3].trim().split('\n');
  const taken = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * m + Number(s), 0);

  return { text: result.stdout, seconds: taken };
}

/* --- Graphviz --- */

function toDot(graph, withPorts) {
  const lines = ['digraph g {', 'rankdir=LR; nodesep=0.3; ranksep=1; node [fixedsize=true, margin=0, fontsize=1];'];
  const ports = listPorts(graph);
  const end = (card, y) => (withPorts ? `${card}:p${ports[card].indexOf(y)}` : card);

  graph.cards.forEach((card, i) => {
    const fields = ports[i].map((_, p) => `<p${p}>`).join('|');
    const shape = withPorts && fields ? `shape=record, label="${fields}"` : 'shape=box, label=""';

    lines.push(`${i} [${shape}, width=${card.width / POINTS_PER_INCH}, height=${card.height / POINTS_PER_INCH}];`);
  });
  for (const line of graph.lines) lines.push(`${end(line.from, line.from_y)} -> ${end(line.to, line.to_y)};`);
  return `${lines.join('\n')}\n}\n`;
}

function bend(points) {
  const run = [points[0]];

  for (let i = 0; i + 3 < points.length; i += 3) {
    for (let s = 1; s <= STEPS; s++) {
      const t = s / STEPS;
      const at = (k) =>
        (1 - t) ** 3 * points[i][k] +
        3 * (1 - t) ** 2 * t * points[i + 1][k] +
        3 * (1 - t) * t ** 2 * points[i + 2][k] +
        t ** 3 * points[i + 3][k];

      run.push([at(0), at(1)]);
    }
  }
  return run;
}

/* The plain format: inches, and the lines in the order in which they were given per pair. */
function fromPlain(graph, text) {
  const picture = { cards: [], lines: [] };
  const drawn = new Map();

  for (const line of text.replaceAll('\\\n', '').split('\n')) {
    const words = line.split(' ');

    if (words[0] === 'graph') {
      picture.width = words[2] * POINTS_PER_INCH;
      picture.height = words[3] * POINTS_PER_INCH;
    } else if (words[0] === 'node') {
      const [x, y, width, height] = words.slice(2, 6).map((word) => word * POINTS_PER_INCH);

      picture.cards[words[1]] = { x: x - width / 2, y: y - height / 2, width, height };
    } else if (words[0] === 'edge') {
      const numbers = words.slice(4, 4 + 2 * words[3]).map((word) => word * POINTS_PER_INCH);
      const key = `${words[1].split(':')[0]} ${words[2].split(':')[0]}`;
      const points = Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]);

      drawn.set(key, [...(drawn.get(key) ?? []), bend(points)]);
    }
  }
  picture.lines = graph.lines.map((line) => ({ ...line, points: drawn.get(`${line.from} ${line.to}`)?.shift() ?? [] }));
  return picture;
}

function runGraphviz(graph, seconds, program, options, withPorts) {
  const done = runLimited(seconds, [program, ...options, '-Tplain'], toDot(graph, withPorts));

  return done && { ...fromPlain(graph, done.text), seconds: done.seconds };
}

/* --- elkjs and dagre, each in a process of its own, which can be ended --- */

async function layWithElk(graph, withPorts) {
  const require = createRequire(join(process.cwd(), 'x'));
  const Elk = require('elkjs/lib/elk.bundled.js');
  const options = {
    'elk.algorithm': 'layered',
    'elk.direction': 'RIGHT',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.layered.spacing.nodeNodeBetweenLayers': '72',
    'elk.spacing.nodeNode': '22',
  };
  const ports = new Map();
  const endOf = (card, y, side) => {
    if (!withPorts) return `${card}`;
    const id = `${card} ${y} ${side}`;

    ports.set(id, { id, card, y, side });
    return id;
  };
  const edges = graph.lines.map((line, i) => ({
    id: `e${i}`,
    sources: [endOf(line.from, line.from_y, 'EAST')],
    targets: [endOf(line.to, line.to_y, 'WEST')],
  }));
  const children = graph.cards.map((card, i) => ({
    id: `${i}`,
    width: card.width,
    height: card.height,
    layoutOptions: { 'elk.portConstraints': withPorts ? 'FIXED_POS' : 'FREE' },
    ports: [],
  }));

  for (const port of ports.values())
    children[port.card].ports.push({
      id: port.id,
      width: 0,
      height: 0,
      x: port.side === 'EAST' ? graph.cards[port.card].width : 0,
      y: port.y,
      layoutOptions: { 'elk.port.side': port.side },
    });
  const done = await new Elk().layout({ id: 'root', layoutOptions: options, children, edges });
  const lines = graph.lines.map((line, i) => {
    const section = done.edges[i].sections[0];
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];

    return { ...line, points: points.map((point) => [point.x, point.y]) };
  });

  return { width: done.width, height: done.height, cards: done.children, lines };
}

async function layWithDagre(graph) {
  const require = createRequire(join(process.cwd(), 'x'));
  const dagre = require('@dagrejs/dagre');
  const laid = new dagre.graphlib.Graph({ multigraph: true });

  laid.setGraph({ rankdir: 'LR', nodesep: 22, ranksep: 72, edgesep: 11 });
  laid.setDefaultEdgeLabel(() => ({}));
  graph.cards.forEach((card, i) => laid.setNode(`${i}`, { width: card.width, height: card.height }));
  graph.lines.forEach((line, i) => laid.setEdge(`${line.from}`, `${line.to}`, {}, `e${i}`));
  dagre.layout(laid);
  const cards = graph.cards.map((card, i) => {
    const { x, y, width, height } = laid.node(`${i}`);

    return { x: x - width / 2, y: y - height / 2, width, height };
  });
  const lines = graph.lines.map((line, i) => ({
    ...line,
    points: laid.edge(`${line.from}`, `${line.to}`, `e${i}`).points.map((point) => [point.x, point.y]),
  }));

  return { width: laid.graph().width, height: laid.graph().height, cards, lines };
}

const inProcess = {
  elkjs: (graph) => layWithElk(graph, true),
  'elkjs without ports': (graph) => layWithElk(graph, false),
  dagre: layWithDagre,
};

async function layHere(name, input, output) {
  const graph = JSON.parse(readFileSync(input));
  const start = process.cpuUsage();
  const picture = await inProcess[name](graph);
  const { user, system } = process.cpuUsage(start);

  picture.seconds = (user + system) / 1e6;
  writeFileSync(output, JSON.stringify({ ...picture, cards: picture.cards.map(({ x, y, width, height }) => ({ x, y, width, height })) }));
}

function runNode(name, input, output, seconds) {
  const options = ['--stack-size=60000', '--max-old-space-size=6000'];
  const arguments_ = [fileURLToPath(import.meta.url), '--lay', name, input, output];

  return runLimited(seconds, [process.execPath, ...options, ...arguments_], '') !== null;
}

/* --- All of it --- */

const columns = ['graph', 'lines end at', 'by', 'seconds', 'crossings', 'overlaps', 'lines through cards', 'lines alike',
                 'length/1000', 'bends', 'size', 'area/1,000,000'];

function printRow(cells) {
  stdout.write(`| ${cells.join(' | ')} |\n`);
}

function printHead(seconds) {
  const version = (name) => JSON.parse(readFileSync(join(process.cwd(), 'node_modules', name, 'package.json'))).version;
  const dot = spawnSync('dot', ['-V'], { encoding: 'utf8' }).stderr.match(/version (\S+)/)[1];

  stdout.write(`Made by compare-layout.mjs on ${new Date().toISOString().slice(0, 10)}: Graphviz ${dot} (dot, sfdp -Goverlap=prism), `);
  stdout.write(`elkjs ${version('elkjs')} (layered), dagre ${version('@dagrejs/dagre')}; at most ${seconds} seconds of the processor for each graph.\n\n`);
  printRow(columns);
  printRow(columns.map((_, i) => (i < 3 ? '---' : '--:')));
}

function printFigures(graph, ends, by, figures) {
  const count = (number) => Math.round(number).toLocaleString('en');
  const cells = figures
    ? [figures.seconds.toFixed(2), count(figures.crossings), count(figures.overlaps), count(figures.through), count(figures.alike),
       count(figures.length / 1000), count(figures.bends), `${figures.width}×${figures.height}`,
       ((figures.width * figures.height) / 1e6).toFixed(1)]
    : ['did not end', ...columns.slice(4).map(() => '')];

  printRow([graph, ends, by, ...cells]);
}

/* Each graph with its name and what writes it, and our picture of it, into a file. */
function listGraphs(program, sizes) {
  const folder = env.RELATIONS_SNAPSHOTS;
  const snapshots = folder ? readdirSync(folder).filter((name) => /\.(json|ya?ml)$/.test(name)).sort() : [];

  return [
    ...snapshots.map((name) => [name, (ends, path) => execFileSync(program, ['snapshot', ends, join(folder, name), path])]),
    ...sizes.map((n) => [`${n} by lot`, (ends, path) => execFileSync(program, ['write', ends, n, SEED, path])]),
  ];
}

function compareGraph(name, write, ends, lay, measure, input, output) {
  write(ends, input);
  const graph = JSON.parse(readFileSync(input));

  printFigures(name, ends, 'Relations', measure(input));
  for (const [by, run] of Object.entries(lay)) {
    const done = run(graph);

    printFigures(name, ends, by, done && measure(output));
  }
}

function compare(program, seconds, sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'compare-layout-'));
  const input = join(folder, 'ours.json');
  const output = join(folder, 'theirs.json');
  const measure = (path) => JSON.parse(execFileSync(program, ['measure', path], { encoding: 'utf8', timeout: 600000 }));
  const graphviz = (command, options, withPorts) => (graph) => {
    const picture = runGraphviz(graph, seconds, command, options, withPorts);

    if (picture) writeFileSync(output, JSON.stringify(picture));
    return picture !== null;
  };
  const node = (name) => () => runNode(name, input, output, seconds);
  const atFields = { dot: graphviz('dot', [], true), elkjs: node('elkjs') };
  const atCards = {
    dot: graphviz('dot', [], false),
    sfdp: graphviz('sfdp', ['-Goverlap=prism'], false),
    elkjs: node('elkjs without ports'),
    dagre: node('dagre'),
  };

  printHead(seconds);
  for (const [name, write] of listGraphs(program, sizes)) {
    compareGraph(name, write, 'fields', atFields, measure, input, output);
    compareGraph(name, write, 'cards', atCards, measure, input, output);
  }
  rmSync(folder, { recursive: true });
}

if (argv[2] === '--lay') await layHere(...argv.slice(3));
else if (argv.length < 4 || (argv.length < 5 && !env.RELATIONS_SNAPSHOTS)) {
  stdout.write('Usage: compare-layout.mjs PROGRAM SECONDS N…\n');
  exit(1);
} else compare(argv[2], Number(argv[3]), argv.slice(4));
