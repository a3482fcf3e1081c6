import type { Language } from '#core';
import type { Flow, FlowNode } from '../../language/flow-schema.ts';
import type { Draft } from '../draft.ts';
import { edgesOf } from '../edges.ts';

/** The languages callers can have chosen when they come to a node. */
export function languagesAt({ start, spoken, nodes, flows }: Draft): ReadonlyMap<string, ReadonlySet<Language>> {
  const heard = new Map<string, Set<Language>>();
  const come: { readonly to: string; readonly with: Iterable<Language> }[] = start === undefined ? [] : [{ to: start, with: spoken }];
  for (let way = come.pop(); way; way = come.pop()) {
    const node = nodes.get(way.to);
    const before = heard.get(way.to) ?? new Set();
    const fresh = [...way.with].filter((language) => !before.has(language));
    if (!node || fresh.length === 0) continue;
    heard.set(way.to, new Set([...before, ...fresh]));
    const after = node.type === 'call' ? [...fresh, ...switchedIn(flows[node.flow])] : fresh;
    for (const edge of edgesOf(node)) come.push({ to: edge.to, with: edge.language ? [edge.language] : after });
  }
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
