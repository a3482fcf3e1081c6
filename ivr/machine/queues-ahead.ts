import type { Flow, FlowNode } from '../language/flow-schema.ts';
import { edgesOf } from '../loader/edges.ts';

const known = new WeakMap<Flow, Map<string, readonly string[]>>();

/**
 * The queues a caller can still reach from a node (from the start, without one), in the order of the flow; each is worked out once.
 * A node of a sub-flow is named as effects name it: `sub-flow/node`.
 */
export function queuesAhead(flow: Flow, node: string = flow.start): readonly string[] {
  let ofFlow = known.get(flow);
  if (!ofFlow) known.set(flow, (ofFlow = new Map()));
  let found = ofFlow.get(node);
  if (!found) ofFlow.set(node, (found = [...new Set(ahead(flow, node.split('/')))]));
  return found;
}

/** Inside a sub-flow: its own, then those behind the nodes that call it. */
function ahead(flow: Flow, [first = flow.start, ...deeper]: readonly string[]): readonly string[] {
  const inside = flow.flows[first];
  if (deeper.length === 0 || !inside) return walk(flow, [first]);
  const callers = Object.entries(flow.nodes).flatMap(([name, node]) => (node.type === 'call' && node.flow === first ? [name] : []));
  const after = callers.flatMap((name) => (flow.nodes[name] ? edgesOf(flow.nodes[name]).map(({ to }) => to) : []));
  return [...ahead(inside, deeper), ...walk(flow, after)];
}

function walk(flow: Flow, starts: readonly string[]): readonly string[] {
  const seen = new Set(starts);
  const queues: string[] = [];
  for (const name of seen) {
    const node = flow.nodes[name];
    if (!node) continue;
    queues.push(...queuesAt(flow, node));
    for (const { to } of edgesOf(node)) seen.add(to);
  }
  return queues;
}

function queuesAt(flow: Flow, node: FlowNode): readonly string[] {
  if (node.type === 'queue') return [node.queue];
  if (node.type === 'transfer') return node.to.queue === undefined ? [] : [node.to.queue];
  const inside = node.type === 'call' ? flow.flows[node.flow] : undefined;
  return inside ? queuesAhead(inside) : [];
}
