/** A layered drawing, after Sugiyama, Tagawa and Toda: circles cut, layers by the longest way, long edges given way-points, few crossings. */

export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** One place in a layer: a node, or the way-point of a long edge. */
export interface Place {
  readonly id: string;
  /** Index of the edge this is a way-point of; undefined = a node. */
  readonly edge: number | undefined;
}

export interface Layered {
  /** From top to bottom, each from left to right. */
  readonly layers: readonly (readonly Place[])[];
  /** For each edge the ids from its upper to its lower end, way-points between; an edge that leads up begins at its target. */
  readonly ways: readonly (readonly string[])[];
  /** For each edge: does it lead up, against the reading direction? */
  readonly upward: readonly boolean[];
}

/** Sweeps over the layers; crossings hardly sink after a dozen. */
const SWEEPS = 16;

/** Puts nodes (the first is the start) and edges into layers; the same input gives the same layers. No edge from a node to itself. */
export function layered(nodes: readonly string[], edges: readonly Edge[]): Layered {
  const upward = backEdges(nodes, edges);
  const down = edges.map(({ from, to }, i) => (upward[i] ? { from: to, to: from } : { from, to }));
  const rank = longestWays(nodes, down);
  const layers: Place[][] = Array.from({ length: Math.max(0, ...rank.values()) + 1 }, () => []);
  for (const id of nodes) layers[rank.get(id) ?? 0]?.push({ id, edge: undefined });
  const ways = down.map(({ from, to }, edge) => {
    const way = [from];
    for (let layer = (rank.get(from) ?? 0) + 1; layer < (rank.get(to) ?? 0); layer += 1) {
      const id = `${edge}@${layer}`;
      layers[layer]?.push({ id, edge });
      way.push(id);
    }
    return [...way, to];
  });
  return { layers: fewCrossings(layers, ways), ways, upward };
}

/** Edges that close a circle on the way from the start. */
function backEdges(nodes: readonly string[], edges: readonly Edge[]): boolean[] {
  const out = new Map(nodes.map((id): [string, number[]] => [id, []]));
  for (const [i, { from }] of edges.entries()) out.get(from)?.push(i);
  const back = edges.map(() => false);
  const open = new Set<string>();
  const done = new Set<string>();
  const visit = (id: string): void => {
    open.add(id);
    for (const i of out.get(id) ?? []) {
      const to = edges[i]?.to ?? '';
      if (open.has(to)) back[i] = true;
      else if (!done.has(to)) visit(to);
    }
    open.delete(id);
    done.add(id);
  };
  for (const id of nodes) if (!done.has(id)) visit(id);
  return back;
}

function longestWays(nodes: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const into = new Map(nodes.map((id): [string, string[]] => [id, []]));
  for (const { from, to } of edges) into.get(to)?.push(from);
  const rank = new Map<string, number>();
  const rankOf = (id: string): number => {
    const known = rank.get(id);
    if (known !== undefined) return known;
    const found = Math.max(-1, ...(into.get(id) ?? []).map(rankOf)) + 1;
    rank.set(id, found);
    return found;
  };
  for (const id of nodes) rankOf(id);
  return rank;
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

/** Orders each layer by the middle of its neighbours, down and up in turns; the best order seen is taken. */
function fewCrossings(start: Place[][], ways: readonly (readonly string[])[]): Place[][] {
  const { above, below } = neighbours(ways);
  let layers = start;
  let best = start;
  let fewest = crossings(start, below);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    layers = sweep % 2 === 0 ? swept(layers, above) : swept(layers.toReversed(), below).toReversed();
    const count = crossings(layers, below);
    if (count < fewest) [best, fewest] = [layers, count];
  }
  return best;
}

function neighbours(ways: readonly (readonly string[])[]): { above: Neighbours; below: Neighbours } {
  const above = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) => map.set(key, [...(map.get(key) ?? []), value]);
  for (const way of ways) {
    for (const [i, id] of way.entries()) {
      const next = way[i + 1];
      if (next === undefined) continue;
      add(below, id, next);
      add(above, next, id);
    }
  }
  return { above, below };
}

/** From the second layer on: each place goes to the mean of its neighbours in the layer before. */
function swept(layers: readonly Place[][], before: Neighbours): Place[][] {
  const sorted: Place[][] = [];
  for (const layer of layers) {
    const last = sorted.at(-1);
    if (!last) {
      sorted.push(layer);
      continue;
    }
    const at = new Map(last.map(({ id }, i) => [id, i]));
    const middle = (id: string, own: number) => {
      const places = (before.get(id) ?? []).flatMap((other) => at.get(other) ?? []);
      return places.length === 0 ? own : places.reduce((sum, place) => sum + place, 0) / places.length;
    };
    const keyed = layer.map((place, i) => ({ place, key: middle(place.id, i), i }));
    sorted.push(keyed.sort((a, b) => a.key - b.key || a.i - b.i).map(({ place }) => place));
  }
  return sorted;
}

function crossings(layers: readonly (readonly Place[])[], below: Neighbours): number {
  let count = 0;
  for (const [i, layer] of layers.entries()) {
    const at = new Map((layers[i + 1] ?? []).map(({ id }, place) => [id, place]));
    const ends = layer.flatMap(({ id }) => (below.get(id) ?? []).flatMap((other) => at.get(other) ?? []).sort((a, b) => a - b));
    for (const [a, first] of ends.entries()) for (const second of ends.slice(a + 1)) if (second < first) count += 1;
  }
  return count;
}
