import { type Edge, edgesOf } from '../edges.ts';
import type { Draft } from '../draft.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Problem } from '../problem.ts';

/** Targets that do not exist, nodes nobody reaches, loops a silent caller never leaves. */
export function checkGraph(draft: Draft): Problem[] {
  const wrongWays = [...unknownTargets(draft), ...endlessLoops(draft)];
  // A way that leads nowhere or in a circle cuts off what comes after it: one mistake is told once.
  return wrongWays.length > 0 ? wrongWays : unreachable(draft);
}

function unknownTargets({ start, nodes, names }: Draft): Problem[] {
  const targets = [...nodes].flatMap(([name, node]) =>
    edgesOf(node).map(({ to, path }) => ({ to, path: ['nodes', name, ...path] })),
  );
  const known = new Set(names);
  return [...(start === undefined ? [] : [{ to: start, path: ['start'] }]), ...targets]
    .filter(({ to }) => !known.has(to))
    .map(({ to, path }) => ({ path, text: `there is no node “${to}”;${didYouMean(to, names, 'nodes')}` }));
}

function unreachable({ start, nodes, names }: Draft): Problem[] {
  // A node that could not be read may lead anywhere: then nobody can say what is unreachable.
  if (start === undefined || !nodes.has(start) || nodes.size < names.length) return [];
  const seen = new Set([start]);
  for (const name of seen) {
    const node = nodes.get(name);
    for (const { to } of node ? edgesOf(node) : []) seen.add(to);
  }
  return names
    .filter((name) => !seen.has(name))
    .map((name) => ({
      path: ['nodes', name],
      at: 'key',
      text: `no way leads here from the start (“${start}”): remove it, or name it as the target of another node`,
    }));
}

/**
 * Follows only the ways of a caller who presses nothing. Opening hours count as such a way too: they are judged by the
 * moment of arrival, so a loop through them comes out the same each time. Without such loops every call comes to an end.
 */
function endlessLoops({ nodes }: Draft): Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  const silentWays = (name: string) => edgesOfNamed(nodes, name).filter(({ silent }) => silent).values();
  for (const first of nodes.keys()) {
    if (done.has(first)) continue;
    // The way walked so far: each node of it with the ways out of it that were not tried yet, and its place on the way.
    const way = [{ name: first, ways: silentWays(first) }];
    const places = new Map([[first, 0]]);
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const { done: tried, value: edge } = here.ways.next();
      if (tried) {
        done.add(here.name);
        places.delete(here.name);
        way.pop();
        continue;
      }
      const from = places.get(edge.to);
      if (from !== undefined) problems.push(loopProblem(way.slice(from).map(({ name }) => name), edge, { nodes }));
      else if (!done.has(edge.to) && nodes.has(edge.to)) {
        places.set(edge.to, way.length);
        way.push({ name: edge.to, ways: silentWays(edge.to) });
      }
    }
  }
  return problems;
}

function edgesOfNamed(nodes: Draft['nodes'], name: string): readonly Edge[] {
  const node = nodes.get(name);
  return node ? edgesOf(node) : [];
}

function loopProblem(loop: readonly string[], closing: Edge, { nodes }: Pick<Draft, 'nodes'>): Problem {
  const last = loop.at(-1) ?? '';
  const asks = loop.some((name) => ['menu', 'language', 'gather', 'survey'].includes(nodes.get(name)?.type ?? ''));
  const why = asks
    ? 'a caller who presses nothing never leaves it: let giveUp lead to a queue or a hangup'
    : 'nothing in it waits for a key, so it never ends: lead one of these nodes elsewhere';
  return { path: ['nodes', last, ...closing.path], text: `endless loop ${[...loop, closing.to].join(' → ')}; ${why}` };
}
