import type { DeskPort, FloorPort, ListenPort, StatisticsPort } from '#api';
import type { CallId, Scope } from '#core';
import { startOfDay } from '#statistics';
import type { Call } from './call.ts';
import { AgentSteps } from './figures/agent-steps.ts';
import { ClosedCalls } from './figures/closed-calls.ts';
import { DayBook } from './figures/day-book.ts';
import { keepBook, readCalls } from './figures/keep-book.ts';
import { shareDesks } from './cluster/share-desks.ts';
import { openDesk } from './desk/open-desk.ts';
import { USUAL_TARGET } from './floor/floor-rows.ts';
import { openFloor } from './floor/open-floor.ts';
import { openStatistics } from './figures/open-statistics.ts';
import { openListening } from './listen-in/open-listening.ts';
import type { House } from './house.ts';

/** What agents and supervisors see of the calls and order. */
export interface WorkRooms {
  readonly desk: DeskPort;
  readonly floor: FloorPort;
  readonly listening: ListenPort;
  readonly statistics: StatisticsPort;
  /** Reads today's calls for figures and alerts; until then they begin at nothing. */
  load(): Promise<void>;
  /** The server is about to stop: what happens to agents from now on is not counted, what they write is kept. */
  rest(): Promise<void>;
}

/** Opens the desks and the floor above the running calls. */
export function openWorkRooms(house: House, scope: Scope): WorkRooms {
  const midnightBefore = (at: number) => startOfDay(at, house.settings.timeZone ?? 'UTC');
  const targetSeconds = (queue: string) => (house.settings.queues.get(queue)?.serviceLevel ?? USUAL_TARGET).seconds;
  const book = new DayBook({ startOfDay: midnightBefore, targetSeconds });
  keepBook(house, book, scope);
  const steps = new AgentSteps(house, scope);
  const closed = new ClosedCalls(house);
  const own = openDesk(house, book, scope);
  const desk = house.cluster ? shareDesks(own, house, house.cluster, scope) : own;
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
    statistics: openStatistics(house),
    rest: () => steps.rest(),
    async load() {
      try {
        await readCalls(house, book, house.clock.wall());
        await steps.read(book, closed);
        await floor.restore(closed);
      } catch (error) {
        house.log.warn("today's figures and alerts are not complete: the calls of today could not be read", { error });
      }
    },
  };
}
