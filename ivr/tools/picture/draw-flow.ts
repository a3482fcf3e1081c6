import type { Flow } from '../../language/flow-schema.ts';
import type { Words } from '../walk-text.ts';
import { drawGraph, type Drawing } from './draw-graph.ts';
import { flowGraph } from './flow-graph.ts';
import { escaped } from './escaped.ts';

const MARGIN = 24;
const BETWEEN = 48;

/** A flow and its sub-flows as one SVG picture; the same flow gives the same picture, byte for byte. */
export function drawFlow(flow: Flow, title: string, words: Words): string {
  const drawings = allFlows(flow, title, words).map((each) => drawGraph(flowGraph(each.flow, each.title, words), words));
  const width = Math.max(...drawings.map((drawing) => drawing.width)) + 2 * MARGIN;
  const parts: string[] = [];
  let top = MARGIN;
  for (const drawing of drawings) {
    parts.push(placed(drawing, MARGIN, top));
    top += drawing.height + BETWEEN;
  }
  const height = top - BETWEEN + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FONTS}">`,
    `<title>${escaped(title)}</title>`,
    MARKERS,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const placed = ({ svg }: Drawing, x: number, y: number) => `<g transform="translate(${x} ${y})">\n${svg}\n</g>`;

/** The flow, then those it calls, each once. */
function allFlows(flow: Flow, title: string, words: Words): { flow: Flow; title: string }[] {
  const found = [{ flow, title }];
  for (const { flow: outer } of found) {
    for (const [name, inner] of Object.entries(outer.flows)) {
      if (!found.some((each) => each.flow === inner)) found.push({ flow: inner, title: words(`sub-flow ${name}`, `子流程 ${name}`) });
    }
  }
  return found;
}

const FONTS = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Zen Hei', sans-serif";
const MARKERS = `<defs>
<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0.5 8 4 0 7.5Z" fill="#64748b"/></marker>
</defs>`;
