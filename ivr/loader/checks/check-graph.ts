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
  return [...(start === undefined ? [] : [{ to: start, path: ['start'] }]), ...targets]
    .filter(({ to }) => !names.includes(to))
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
  const visit = (name: string, way: readonly string[]): void => {
    const node = nodes.get(name);
    if (!node || done.has(name)) return;
    for (const edge of edgesOf(node).filter((e) => e.silent)) {
      const here = [...way, name];
      const from = here.indexOf(edge.to);
      if (from >= 0) problems.push(loopProblem(here.slice(from), edge, { nodes }));
      else visit(edge.to, here);
    }
    done.add(name);
  };
  for (const name of nodes.keys()) visit(name, []);
  return problems;
}

function loopProblem(loop: readonly string[], closing: Edge, { nodes }: Pick<Draft, 'nodes'>): Problem {
  const last = loop.at(-1) ?? '';
  const asks = loop.some((name) => ['menu', 'language', 'gather', 'survey'].includes(nodes.get(name)?.type ?? ''));
  const why = asks
    ? 'a caller who presses nothing never leaves it: let giveUp lead to a queue or a hangup'
    : 'nothing in it waits for a key, so it never ends: lead one of these nodes elsewhere';
  return { path: ['nodes', last, ...closing.path], text: `endless loop ${[...loop, closing.to].join(' → ')}; ${why}` };
}
