import type { Layered, Place } from './layers.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const ROUNDS = 12;
/** Way-points are held where the line is straight, more than nodes where they look best. */
const WAY_POINT_WEIGHT = 4;

/** Where a place is, and how high its layer: long edges pass a layer upright. */
export interface Spot extends Point {
  readonly layerHeight: number;
}

export interface Gaps {
  /** Between neighbours of a layer. */
  readonly across: number;
  /** Between layers, room for the labels of edges. */
  readonly down: number;
}

/** The centre of each place: as near to its neighbours as the others leave room, never overlapping. */
export function coordinates({ layers, ways }: Layered, sizeOf: (place: Place) => Size, gaps: Gaps): ReadonlyMap<string, Spot> {
  const xs = new Map<string, number>();
  for (const layer of layers) for (const [i, x] of packed(layer, () => 0, sizeOf, gaps.across).entries()) xs.set(layer[i]?.id ?? '', x);
  const beside = besides(ways);
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? layers : layers.toReversed();
    const side = round % 2 === 0 ? 'above' : 'below';
    for (const layer of order) {
      // The last rounds look both ways, so that nobody stands off to the side of what comes next.
      const wish = (id: string) => mean(round < ROUNDS - 3 ? beside(id)[side] : [...beside(id).above, ...beside(id).below], xs) ?? xs.get(id) ?? 0;
      for (const [i, x] of packed(layer, wish, sizeOf, gaps.across).entries()) xs.set(layer[i]?.id ?? '', x);
    }
  }
  return withHeights(layers, xs, sizeOf, gaps.down);
}

function besides(ways: readonly (readonly string[])[]): (id: string) => { above: readonly string[]; below: readonly string[] } {
  const map = new Map<string, { above: string[]; below: string[] }>();
  const entry = (id: string) => {
    let found = map.get(id);
    if (!found) map.set(id, (found = { above: [], below: [] }));
    return found;
  };
  for (const way of ways) {
    for (const [i, id] of way.entries()) {
      const next = way[i + 1];
      if (next === undefined) continue;
      entry(id).below.push(next);
      entry(next).above.push(id);
    }
  }
  return entry;
}

function mean(ids: readonly string[], xs: ReadonlyMap<string, number>): number | undefined {
  const found = ids.flatMap((id) => xs.get(id) ?? []);
  return found.length === 0 ? undefined : found.reduce((sum, x) => sum + x, 0) / found.length;
}

/**
 * Least squares with an order: everybody as near to the own wish as room allows (pool adjacent violators, with the room
 * that must lie between neighbours taken away first and put back at the end).
 */
function packed(layer: readonly Place[], wish: (id: string) => number, sizeOf: (place: Place) => Size, gap: number): number[] {
  const room: number[] = [];
  for (const [i, place] of layer.entries()) {
    const before = layer[i - 1];
    room.push(before ? (room[i - 1] ?? 0) + (sizeOf(before).width + sizeOf(place).width) / 2 + gap : 0);
  }
  const pools: { sum: number; weight: number; count: number }[] = [];
  for (const [i, place] of layer.entries()) {
    const weight = place.edge === undefined ? 1 : WAY_POINT_WEIGHT;
    let pool = { sum: (wish(place.id) - (room[i] ?? 0)) * weight, weight, count: 1 };
    for (let last = pools.at(-1); last && last.sum / last.weight > pool.sum / pool.weight; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, weight: pool.weight + last.weight, count: pool.count + last.count };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, weight, count }) => Array.from({ length: count }, () => sum / weight)).map((x, i) => x + (room[i] ?? 0));
}

function withHeights(layers: Layered['layers'], xs: ReadonlyMap<string, number>, sizeOf: (place: Place) => Size, gap: number): ReadonlyMap<string, Spot> {
  const points = new Map<string, Spot>();
  let top = 0;
  for (const layer of layers) {
    const height = Math.max(0, ...layer.map((place) => sizeOf(place).height));
    for (const { id } of layer) points.set(id, { x: xs.get(id) ?? 0, y: top + height / 2, layerHeight: height });
    top += height + gap;
  }
  return points;
}
