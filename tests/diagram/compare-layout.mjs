/* compare-layout.mjs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays out the same graphs with us, with dot, sfdp, elkjs and dagre, and prints how long each
 * takes and how good its pictures are. Needs graphviz, and elkjs and @dagrejs/dagre beside
 * where it is run from.
 *
 *   node compare-layout.mjs PROGRAM SECONDS N…
 *
 * PROGRAM is compare-layout, SECONDS how long each may take for one graph.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

const HEADER = 44;
const ROW = 22;
const SEED = 1;
const POINTS_PER_INCH = 72;
const STEPS = 8; /* straight runs for one piece of a curve */

/* The row of a card that a line ends at; -1 for the header. */
const rowAt = (y) => (y < HEADER ? -1 : Math.floor((y - HEADER) / ROW));
const countRows = (card) => Math.max(0, Math.floor((card.height - HEADER) / ROW));

/* --- Graphviz --- */

function toDot(graph, withPorts) {
  const lines = ['digraph g {', 'rankdir=LR; nodesep=0.3; ranksep=1; node [fixedsize=true, margin=0, fontsize=1];'];

  graph.cards.forEach((card, i) => {
    const rows = Array.from({ length: countRows(card) }, (_, r) => `|<r${r}>`).join('');
    const shape = withPorts ? `shape=record, label="<h>${rows}"` : 'shape=box, label=""';

    lines.push(`${i} [${shape}, width=${card.width / POINTS_PER_INCH}, height=${card.height / POINTS_PER_INCH}];`);
  });
  for (const line of graph.lines) {
    const from = withPorts ? `${line.from}:${rowAt(line.from_y) < 0 ? 'h' : `r${rowAt(line.from_y)}`}` : line.from;
    const to = withPorts ? `${line.to}:${rowAt(line.to_y) < 0 ? 'h' : `r${rowAt(line.to_y)}`}` : line.to;

    lines.push(`${from} -> ${to};`);
  }
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
  const start = performance.now();
  const result = spawnSync(program, [...options, '-Tplain'], {
    input: toDot(graph, withPorts),
    timeout: seconds * 1000,
    maxBuffer: 1 << 30,
    encoding: 'utf8',
  });

  if (result.status !== 0) return null;
  return { ...fromPlain(graph, result.stdout), seconds: (performance.now() - start) / 1000 };
}

/* --- elkjs and dagre, each in a process of its own, which can be ended --- */

async function layWithElk(graph) {
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
  const portOf = (card, y, side) => {
    const id = `${card} ${y} ${side}`;

    ports.set(id, { id, card, y, side });
    return id;
  };
  const edges = graph.lines.map((line, i) => ({
    id: `e${i}`,
    sources: [portOf(line.from, line.from_y, 'EAST')],
    targets: [portOf(line.to, line.to_y, 'WEST')],
  }));
  const children = graph.cards.map((card, i) => ({
    id: `${i}`,
    width: card.width,
    height: card.height,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
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

const inProcess = { elkjs: layWithElk, dagre: layWithDagre };

async function layHere(name, input, output) {
  const graph = JSON.parse(readFileSync(input));
  const start = performance.now();
  const picture = await inProcess[name](graph);

  picture.seconds = (performance.now() - start) / 1000;
  writeFileSync(output, JSON.stringify({ ...picture, cards: picture.cards.map(({ x, y, width, height }) => ({ x, y, width, height })) }));
}

function runNode(name, input, output, seconds) {
  const result = spawnSync(
    process.execPath,
    ['--stack-size=60000', '--max-old-space-size=6000', fileURLToPath(import.meta.url), '--lay', name, input, output],
    { timeout: (seconds + 5) * 1000, stdio: ['ignore', 'ignore', 'ignore'] },
  );

  return result.status === 0;
}

/* --- All of it --- */

function print(n, name, figures) {
  const cells = figures
    ? [figures.seconds.toFixed(3), figures.crossings, figures.overlaps, figures.through, figures.alike,
       Math.round(figures.length / 1000), figures.bends, `${figures.width}×${figures.height}`]
    : ['did not end'];

  stdout.write(`${[n, name, ...cells].join('\t')}\n`);
}

function compare(program, seconds, sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'compare-layout-'));
  const input = join(folder, 'ours.json');
  const output = join(folder, 'theirs.json');
  const measure = (path) => JSON.parse(execFileSync(program, ['measure', path], { encoding: 'utf8', timeout: 600000 }));
  const graphviz = {
    dot: ['dot', [], true],
    'dot without ports': ['dot', [], false],
    sfdp: ['sfdp', ['-Goverlap=prism'], false],
  };

  stdout.write('cards\tby\tseconds\tcrossings\toverlaps\tthrough cards\talike\tlength/1000\tbends\tsize\n');
  for (const n of sizes) {
    execFileSync(program, ['write', n, SEED, input]);
    const graph = JSON.parse(readFileSync(input));

    print(n, 'ours', measure(input));
    for (const [name, [command, options, withPorts]] of Object.entries(graphviz)) {
      const picture = runGraphviz(graph, seconds, command, options, withPorts);

      if (picture) writeFileSync(output, JSON.stringify(picture));
      print(n, name, picture && measure(output));
    }
    for (const name of Object.keys(inProcess)) print(n, name, runNode(name, input, output, seconds) && measure(output));
  }
  rmSync(folder, { recursive: true });
}

if (argv[2] === '--lay') await layHere(...argv.slice(3));
else if (argv.length < 5) {
  stdout.write('Usage: compare-layout.mjs PROGRAM SECONDS N…\n');
  exit(1);
} else compare(argv[2], Number(argv[3]), argv.slice(4));
