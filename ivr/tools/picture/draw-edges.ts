import type { Point, Size, Spot } from './coordinates.ts';

import { escaped } from './escaped.ts';
import type { FlowGraph, GraphEdge } from './flow-graph.ts';
import type { Layered } from './layers.ts';
import { LABEL_PX, textWidth } from './text-width.ts';

export interface EdgesToDraw {
  readonly graph: FlowGraph;
  /** Those between two nodes, as they were layered. */
  readonly edges: readonly GraphEdge[];
  readonly plan: Layered;
  readonly points: ReadonlyMap<string, Spot>;
  readonly sizes: ReadonlyMap<string, Size>;
}

/** One end of an edge at the border of a node. */
interface Port {
  readonly edge: number;
  readonly width: number;
  /** Where the line goes from here, to sort the ports of a node. */
  readonly towards: number;
}

const LABEL_DROP = 17;
/** A labelled edge leaves upright until behind its label. */
const STEM = 28;

/** Lines from border to border, labels at the side they are chosen on; then edges from a node to itself. */
export function drawEdges(drawn: EdgesToDraw): string[] {
  const { edges, plan, points, sizes, graph } = drawn;
  const below = ports(drawn, 'below');
  const above = ports(drawn, 'above');
  const lines = edges.flatMap((edge, i) => {
    const way = plan.ways[i] ?? [];
    const [top, bottom] = [below.get(i), above.get(i)];
    if (!top || !bottom) return [];
    const upward = plan.upward[i] === true;
    const stems = edge.label === '' ? [] : [upward ? { x: bottom.x, y: bottom.y - STEM } : { x: top.x, y: top.y + STEM }];
    const between = way.slice(1, -1).flatMap((id) => upright(points.get(id)));
    const line = upward ? [top, ...between, ...stems, bottom] : [top, ...stems, ...between, bottom];
    const label = upward ? { x: bottom.x, y: bottom.y - LABEL_DROP + 5 } : { x: top.x, y: top.y + LABEL_DROP };
    return [pathOf(line, upward, edge.silent), labelAt(label, edge.label)];
  });
  const loops = graph.edges.filter(({ from, to }) => from === to).map(({ from, label }) => loopOf(points.get(from), sizes.get(from), label));
  // Labels over all lines.
  return [...lines, ...loops].sort((a, b) => Number(a.startsWith('<g')) - Number(b.startsWith('<g')));
}

/** A long edge passes the nodes beside it as a straight line. */
const upright = (spot: Spot | undefined): Point[] => (spot ? [-0.5, 0.5].map((part) => ({ x: spot.x, y: spot.y + part * spot.layerHeight })) : []);

/** Where each edge leaves its upper (lower) end: sorted by where they go, spread by the width of their labels. */
function ports({ edges, plan, points, sizes }: EdgesToDraw, side: 'below' | 'above'): ReadonlyMap<number, Point> {
  const at = new Map<string, Port[]>();
  for (const [i, { label }] of edges.entries()) {
    const way = plan.ways[i] ?? [];
    const [id, next] = side === 'below' ? [way[0], way[1]] : [way.at(-1), way.at(-2)];
    const labelled = (side === 'below') !== plan.upward[i];
    const port = { edge: i, width: labelled && label !== '' ? textWidth(label, LABEL_PX) + 10 : 14, towards: points.get(next ?? '')?.x ?? 0 };
    if (id !== undefined) at.set(id, [...(at.get(id) ?? []), port]);
  }
  const found = new Map<number, Point>();
  for (const [id, some] of at) {
    const [centre, size] = [points.get(id), sizes.get(id)];
    if (!centre || !size) continue;
    const sorted = some.toSorted((a, b) => a.towards - b.towards || a.edge - b.edge);
    const whole = sorted.reduce((sum, { width }) => sum + width, 0);
    const stretch = Math.min(1.6, Math.max(1, (size.width - 16) / whole));
    let x = centre.x - (whole * stretch) / 2;
    for (const { edge, width } of sorted) {
      found.set(edge, { x: Math.round(x + (width * stretch) / 2), y: centre.y + ((side === 'below' ? 1 : -1) * size.height) / 2 });
      x += width * stretch;
    }
  }
  return found;
}

/** A smooth line that leaves and arrives upright. */
function pathOf(points: readonly Point[], upward: boolean, silent: boolean): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let before = first;
  let d = `M${first.x} ${first.y}`;
  for (const point of rest) {
    const bend = Math.round((point.y - before.y) / 2);
    d += point.x === before.x ? `V${point.y}` : `C${before.x} ${before.y + bend} ${point.x} ${point.y - bend} ${point.x} ${point.y}`;
    before = point;
  }
  const dashes = upward ? ' stroke-dasharray="5 4"' : '';
  const tip = upward ? 'marker-start' : 'marker-end';
  return `<path d="${d}" fill="none" stroke="${silent ? '#94a3b8' : '#64748b'}" stroke-width="1.5"${dashes} ${tip}="url(#tip)"/>`;
}

function labelAt({ x, y }: Point, label: string): string {
  if (label === '') return '';
  const width = textWidth(label, LABEL_PX) + 6;
  return [
    `<g><rect x="${x - width / 2}" y="${y - 11}" width="${width}" height="16" rx="4" fill="#ffffff" fill-opacity="0.92"/>`,
    `<text x="${x}" y="${y + 1}" font-size="${LABEL_PX}" text-anchor="middle" fill="#1e293b">${escaped(label)}</text></g>`,
  ].join('');
}

function loopOf(at: Point | undefined, size: Size | undefined, label: string): string {
  if (!at || !size) return '';
  const x = at.x + size.width / 2;
  const [from, to] = [at.y - 8, at.y + 10];
  const text = label === '' ? '' : `<text x="${x + 28}" y="${at.y + 5}" font-size="${LABEL_PX}" fill="#1e293b">${escaped(label)}</text>`;
  return `<g><path d="M${x} ${to}C${x + 30} ${to + 10} ${x + 30} ${from - 10} ${x} ${from}" fill="none" stroke="#64748b" stroke-width="1.5" stroke-dasharray="5 4" marker-end="url(#tip)"/>${text}</g>`;
}
