import type { Language } from '#core';
import type { Flow, FlowNode } from '../../language/flow-schema.ts';
import type { Draft } from '../draft.ts';
import { edgesOf } from '../edges.ts';

/** The languages callers can have chosen when they come to a node. */
export function languagesAt({ start, spoken, nodes, flows }: Draft): ReadonlyMap<string, ReadonlySet<Language>> {
  const heard = new Map<string, Set<Language>>();
  const visit = (name: string, languages: Iterable<Language>): void => {
    const node = nodes.get(name);
    const before = heard.get(name) ?? new Set();
    const fresh = [...languages].filter((l) => !before.has(l));
    if (!node || fresh.length === 0) return;
    heard.set(name, new Set([...before, ...fresh]));
    const after = node.type === 'call' ? [...fresh, ...switchedIn(flows[node.flow])] : fresh;
    for (const edge of edgesOf(node)) visit(edge.to, edge.language ? [edge.language] : after);
  };
  if (start !== undefined) visit(start, spoken);
  return heard;
}

/** Languages that nodes switch to. */
export function switchedBy(nodes: Iterable<FlowNode>): Language[] {
  return [...nodes].flatMap((node) => edgesOf(node).flatMap(({ language }) => (language ? [language] : [])));
}

/** Languages a sub-flow and those in it switch to. */
export function switchedIn(flow: Flow | undefined): Language[] {
  return flow ? [...switchedBy(Object.values(flow.nodes)), ...Object.values(flow.flows).flatMap(switchedIn)] : [];
}
