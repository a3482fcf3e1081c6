import type { DeskPort } from '#api';
import type { TransferTargets } from '#contract';
import { Fault, type Scope, failed } from '#core';
import { tellHelpSeen } from '../assist/assist-orders.ts';
import type { House } from '../house.ts';
import type { DayBook } from '../figures/day-book.ts';
import { deskOrders, putPaperAway } from './desk-orders.ts';
import { deskView } from './desk-view.ts';
import { earlierContacts } from './earlier.ts';
import { DISPOSITION_MISSING } from './talk-on-desk.ts';

/** The desktops of all agents. */
export function openDesk(house: House, book: DayBook, scope: Scope): DeskPort {
  const { workplaces, desk, clock } = house;
  tellHelpSeen(house, scope);
  desk.events.on((event) => {
    if (event.type !== 'agent.state') return;
    const { agent, state } = event;
    // Wrap-up ran out, or was left for a break: the sheet is put away, unless something is missing on it.
    const owing = state.kind === 'not-ready' && state.reason === DISPOSITION_MISSING;
    if (state.kind !== 'busy' && state.kind !== 'wrap-up' && !owing) putPaperAway(house, agent);
    if (state.kind === 'offline') workplaces.of(agent).usesPage = false;
    workplaces.tell(agent);
  }, scope);
  return {
    changed: workplaces.changed,
    desk(id) {
      const agent = house.settings.agents.get(id);
      if (!agent) return undefined;
      workplaces.of(id).usesPage = true;
      return deskView(house, agent, book.today(id, clock.wall()));
    },
    choices() {
      const { notReadyReasons = [], dispositions = [], dispositionRequired = false } = house.settings;
      return { notReadyReasons, dispositions, dispositionRequired };
    },
    targets: (agent) => targetsOf(house, agent),
    earlier: (agent) => earlierContacts(house, agent),
    async order(agent, kind, order) {
      if (!house.settings.agents.has(agent)) return failed(new Fault('calls.no-such-agent', `There is no agent "${agent}".`));
      return deskOrders[kind](house, agent, order);
    },
  };
}

function targetsOf({ settings, desk, clock }: House, own: string): TransferTargets {
  const views = new Map(desk.queues().map((view) => [view.queue, view]));
  return {
    agents: [...settings.agents.values()]
      .filter(({ id }) => id !== own)
      .map(({ id, name, extension }) => ({ id, name, extension, state: desk.agentState(id).kind })),
    queues: [...settings.queues.values()].map(({ id, name }) => {
      const { waiting = 0, agentsReady = 0, longestWaitMs = 0 } = views.get(id) ?? {};
      return { id, name, waiting, agentsReady, ...(waiting > 0 ? { waitingSince: Math.round(clock.wall() - longestWaitMs) } : {}) };
    }),
  };
}
