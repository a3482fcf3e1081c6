import type { Floor, FloorChanges } from '#contract';

/** A change sent before the picture we hold was taken; older than this it is the server's clock that was set back, not lateness. */
const LATE_MS = 10_000;

/** The floor after one batch of changes; rows that did not change stay the same objects. */
export function applyChanges(floor: Floor, changes: FloorChanges): Floor {
  const late = floor.at - changes.at;
  if (late > 0 && late < LATE_MS) return floor;
  const gone = new Set(changes.gone);
  const calls = merge(floor.calls, changes.calls);
  return {
    at: changes.at,
    queues: merge(floor.queues, changes.queues),
    agents: merge(floor.agents, changes.agents),
    calls: gone.size > 0 ? calls.filter(({ id }) => !gone.has(id)) : calls,
    alerts: merge(floor.alerts, changes.alerts),
  };
}

function merge<Row extends { readonly id: string }>(rows: readonly Row[], changed: readonly Row[] | undefined): readonly Row[] {
  if (!changed || changed.length === 0) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const row of changed) byId.set(row.id, row);
  return [...byId.values()];
}

/** The floor and the changes of the last seconds: a picture asked for before a change may arrive after it. */
export interface FloorMemory {
  readonly floor?: Floor;
  readonly recent: readonly FloorChanges[];
}

export type FloorNews = { readonly type: 'picture'; readonly floor: Floor } | FloorChanges;

export const NOTHING_YET: FloorMemory = { recent: [] };

export function floorAfter({ floor, recent }: FloorMemory, news: readonly FloorNews[]): FloorMemory {
  return news.reduce<FloorMemory>((memory, each) => (each.type === 'picture' ? withPicture(each.floor, memory.recent) : withChanges(memory, each)), { ...(floor ? { floor } : {}), recent });
}

function withPicture(picture: Floor, recent: readonly FloorChanges[]): FloorMemory {
  const later = recent.filter(({ at }) => at >= picture.at && at - picture.at < LATE_MS);
  return { floor: later.reduce(applyChanges, picture), recent: later };
}

function withChanges({ floor, recent }: FloorMemory, changes: FloorChanges): FloorMemory {
  const kept = recent.filter(({ at }) => changes.at - at < LATE_MS);
  return { ...(floor ? { floor: applyChanges(floor, changes) } : {}), recent: [...kept, changes] };
}
