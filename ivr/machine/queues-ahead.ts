import type { Flow } from '../language/flow-schema.ts';
import { edgesOf } from '../loader/edges.ts';

const known = new WeakMap<Flow, Map<string, readonly string[]>>();

/** The queues a caller can still reach from a node (from the start, without one), in the order of the flow; each is worked out once. */
export function queuesAhead(flow: Flow, node: string = flow.start): readonly string[] {
  let ofFlow = known.get(flow);
  if (!ofFlow) known.set(flow, (ofFlow = new Map()));
  let found = ofFlow.get(node);
  if (!found) ofFlow.set(node, (found = walk(flow, node)));
  return found;
}

function walk(flow: Flow, start: string): readonly string[] {
  const seen = new Set([start]);
  const queues = new Set<string>();
  for (const name of seen) {
    const node = flow.nodes[name];
    if (!node) continue;
    if (node.type === 'queue') queues.add(node.queue);
    for (const { to } of edgesOf(node)) seen.add(to);
  }
  return [...queues];
}
