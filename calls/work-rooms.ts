import type { DeskPort, FloorPort, ListenPort } from '#api';
import type { CallId, Scope } from '#core';
import type { Call } from './call.ts';
import { startOfDay } from './desk/day.ts';
import { DayBook } from './desk/day-book.ts';
import { openDesk } from './desk/open-desk.ts';
import { USUAL_TARGET } from './floor/floor-rows.ts';
import { openFloor } from './floor/open-floor.ts';
import { openListening } from './listen-in/open-listening.ts';
import type { House } from './house.ts';

/** What agents and supervisors see of the calls and order. */
export interface WorkRooms {
  readonly desk: DeskPort;
  readonly floor: FloorPort;
  readonly listening: ListenPort;
  /** Reads today's calls for figures and alerts; until then they begin at nothing. */
  load(): Promise<void>;
}

/** Calls of today that are read at start, at most: pages of 1,000. */
const MOST_PAGES = 100;

/** Opens the desks and the floor above the running calls. */
export function openWorkRooms(house: House, scope: Scope): WorkRooms {
  const midnightBefore = (at: number) => startOfDay(at, house.settings.timeZone ?? 'UTC');
  const targetSeconds = (queue: string) => (house.settings.queues.get(queue)?.serviceLevel ?? USUAL_TARGET).seconds;
  const book = new DayBook({ startOfDay: midnightBefore, targetSeconds });
  keep(house, book, scope);
  const desk = openDesk(house, book, scope);
  const open = new Map<CallId, Call>();
  house.recorded.on(({ call, event }) => {
    if (event.type === 'call.arrived') open.set(call.id, call);
    if (event.type === 'call.ended') open.delete(call.id);
  }, scope);
  const floor = openFloor(house, book, scope);
  return {
    desk,
    floor,
    listening: openListening((id) => open.get(id)),
    async load() {
      try {
        await readToday(house, book, midnightBefore);
        await floor.restore();
      } catch (error) {
        house.log.warn("today's figures and alerts are not complete: the calls of today could not be read", { error });
      }
    },
  };
}

/** Keeps the day's figures up to date with what calls record and agents do. */
function keep(house: House, book: DayBook, scope: Scope): void {
  const { recorded, desk, clock } = house;
  const served = new WeakSet<object>();
  recorded.on(({ call, event: { type, data, at } }) => {
    const agent = String(data['agent'] ?? '');
    if (type === 'agent.connected' && !served.has(call)) {
      served.add(call);
      if (call.queue !== undefined) book.answered(call.queue, Number(data['waitSeconds'] ?? 0), at);
    }
    if (type === 'agent.left') book.talked(agent, Number(data['talkSeconds'] ?? 0), at);
    if (type === 'offer.failed') book.offerFailed(agent, String(data['why']), at);
    if (type === 'queue.left' && data['why'] === 'abandoned' && !served.has(call)) book.abandoned(String(data['queue']), at);
  }, scope);
  desk.events.on((event) => event.type === 'agent.state' && book.state(event.agent, event.state.kind, clock.wall()), scope);
}

async function readToday({ store, clock }: House, book: DayBook, midnightBefore: (at: number) => number): Promise<void> {
  const now = clock.wall();
  const from = midnightBefore(now);
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { calls, next } = await store.calls({ limit: 1_000, from, ...(cursor === undefined ? {} : { cursor }) });
    for (const call of calls) if (call.endedAt !== undefined) book.remember(call, now);
    if (next === undefined) return;
    cursor = next;
  }
}
