import type { FlowNode } from '../../language/flow-schema.ts';
import type { Words } from '../walk-text.ts';
import { type Point, type Size, type Spot, coordinates } from './coordinates.ts';
import { drawEdges } from './draw-edges.ts';
import { escaped } from './escaped.ts';
import { type FlowGraph, type GraphNode, typeText } from './flow-graph.ts';
import { type Place, layered } from './layers.ts';
import { LABEL_PX, shortened, textWidth } from './text-width.ts';

export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const NAME_PX = 14;
const LINE_PX = 12;

const PADDING = 12;
const LINE_HEIGHT = 17;
const WIDEST_LINE = 230;
const MOST_LINES = 4;
/** Between the labels of two edges of a node. */
const LABEL_GAP = 14;
const WAY_POINT: Size = { width: 10, height: 0 };
const GAPS = { across: 28, down: 72 };
const HEAD = 34;
/** Room on the right for edges from a node to itself. */
const LOOP = 44;

/** Fill and line of each kind of node. */
const PALE = { asks: ['#eff6ff', '#3b82f6'], says: ['#f8fafc', '#94a3b8'], decides: ['#fffbeb', '#d97706'], outside: ['#f5f3ff', '#8b5cf6'], queue: ['#ecfdf5', '#059669'], end: ['#fef2f2', '#dc2626'] } as const;
const COLOURS: Readonly<Record<FlowNode['type'], readonly [string, string]>> = {
  play: PALE.says, say: PALE.says, goto: PALE.says,
  menu: PALE.asks, language: PALE.asks, gather: PALE.asks, survey: PALE.asks,
  hours: PALE.decides, branch: PALE.decides, set: PALE.decides, call: PALE.decides, return: PALE.end,
  http: PALE.outside, customer: PALE.outside, callback: PALE.outside, voicemail: PALE.outside, ticket: PALE.outside, hook: PALE.outside,
  queue: PALE.queue, transfer: PALE.queue, hangup: PALE.end,
};

/** One graph with its title, in a box that begins at 0 0. */
export function drawGraph(graph: FlowGraph, words: Words): Drawing {
  const edges = graph.edges.filter(({ from, to }) => from !== to);
  const plan = layered(graph.nodes.map(({ id }) => id), edges);
  const sizes = new Map(graph.nodes.map((node) => [node.id, sizeOf(node, graph, words)]));
  const size = (place: Place) => (place.edge === undefined ? sizes.get(place.id) : undefined) ?? WAY_POINT;
  const points = coordinates(plan, size, GAPS);
  const left = Math.min(0, ...[...points].map(([id, { x }]) => x - (sizes.get(id)?.width ?? 0) / 2));
  const moved = new Map([...points].map(([id, { x, y, layerHeight }]): [string, Spot] => [id, { x: Math.round(x - left), y: Math.round(y + HEAD + 26), layerHeight }]));
  const right = Math.max(...[...moved].map(([id, { x }]) => x + (sizes.get(id)?.width ?? 0) / 2));
  const bottom = Math.max(...[...moved].map(([id, { y }]) => y + (sizes.get(id)?.height ?? 0) / 2));
  const start = graph.nodes[0];
  const svg = [
    `<text x="0" y="18" font-size="18" font-weight="600" fill="#0f172a">${escaped(graph.title)}</text>`,
    ...drawEdges({ graph, edges, plan, points: moved, sizes }),
    ...(start ? [startMark(moved.get(start.id), sizes.get(start.id))] : []),
    ...graph.nodes.map((node) => drawNode(node, moved.get(node.id), sizes.get(node.id), words)),
  ].join('\n');
  const loops = graph.edges.some(({ from, to }) => from === to);
  return { svg, width: Math.ceil(Math.max(right + (loops ? LOOP : 0), textWidth(graph.title, 18))), height: Math.ceil(bottom) };
}

function shownLines({ lines }: GraphNode): string[] {
  const kept = lines.slice(0, MOST_LINES).map((line) => shortened(line.replaceAll(/\s+/gu, ' '), LINE_PX, WIDEST_LINE));
  return lines.length > MOST_LINES ? [...kept, '…'] : kept;
}

/** As wide as its texts, and as the labels of its edges side by side. */
function sizeOf(node: GraphNode, { edges }: FlowGraph, words: Words): Size {
  const lines = shownLines(node);
  const texts = [textWidth(node.id, NAME_PX, true) + 14 + textWidth(typeText(node.type, words), 11), ...lines.map((line) => textWidth(line, LINE_PX))];
  const labels = edges.filter(({ from, to }) => from === node.id && to !== node.id).reduce((sum, { label }) => sum + textWidth(label, LABEL_PX) + LABEL_GAP, 0);
  return { width: Math.max(96, Math.max(...texts) + 2 * PADDING, labels), height: 2 * PADDING + LINE_HEIGHT * (lines.length + 1) - 3 };
}

function drawNode(node: GraphNode, at: Point | undefined, size: Size | undefined, words: Words): string {
  if (!at || !size) return '';
  const [fill, stroke] = COLOURS[node.type];
  const [x, y] = [at.x - size.width / 2, at.y - size.height / 2];
  const ends = ['hangup', 'return'].includes(node.type);
  const lines = shownLines(node).map(
    (line, i) => `<text x="${x + PADDING}" y="${y + PADDING + 11 + LINE_HEIGHT * (i + 1)}" font-size="${LINE_PX}" fill="#334155">${escaped(line)}</text>`,
  );
  return [
    `<g><title>${escaped([node.id, ...node.lines].join('\n'))}</title>`,
    `<rect x="${x}" y="${y}" width="${size.width}" height="${size.height}" rx="${ends ? 16 : 6}" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/>`,
    `<text x="${x + PADDING}" y="${y + PADDING + 11}" font-size="${NAME_PX}" font-weight="600" fill="#0f172a">${escaped(node.id)}</text>`,
    `<text x="${x + size.width - PADDING}" y="${y + PADDING + 11}" font-size="11" text-anchor="end" fill="${stroke}">${escaped(typeText(node.type, words))}</text>`,
    ...lines,
    '</g>',
  ].join('\n');
}

function startMark(at: Point | undefined, size: Size | undefined): string {
  if (!at || !size) return '';
  const top = at.y - size.height / 2;
  return `<circle cx="${at.x}" cy="${top - 22}" r="6" fill="#0f172a"/><path d="M${at.x} ${top - 16}V${top - 2}" stroke="#64748b" stroke-width="1.5" marker-end="url(#tip)"/>`;
}
