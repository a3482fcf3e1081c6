import type { CallId, EpochMillis, Millis } from '#core';
import type { AgentState } from '#routing';
import type { House } from '../house.ts';
import { DISPOSITION_MISSING } from './talk-on-desk.ts';
import { Paper } from './paper.ts';
import { wallOf } from './workplaces.ts';
import type { ClosedCall } from '../figures/closed-calls.ts';

/** What an agent still had to do about a call when the server stopped; kept with the agent's state. */
export interface Unfinished {
  readonly call: CallId;
  /** End of the wrap-up's clock; undefined while they still talked. */
  readonly until?: EpochMillis;
  /** The agent works at the page: who has a SIP phone alone is not asked for a disposition. */
  readonly page: boolean;
}

/** The same, laid out to be taken up again. */
export interface Interrupted {
  readonly paper: Paper;
  readonly until: EpochMillis;
  readonly page: boolean;
}

/** Time to write after a conversation that the end of the server cut off. */
const AFTER_CUT_MS: Millis = 60_000;
/** However late the agent is back, a sentence can be finished. */
const LEAST_MS: Millis = 30_000;
/** After so long nobody remembers; unless a disposition is owed, which is asked for until the next shift. */
const WORTH_FOR_MS: Millis = 600_000;
const OWED_FOR_MS: Millis = 43_200_000;

/** What would be unfinished if the server stopped in this state. */
export function unfinishedIn({ workplaces, clock }: House, agent: string, state: AgentState): Unfinished | undefined {
  const { paper, usesPage: page = false } = workplaces.of(agent);
  if (state.kind === 'busy') return { call: state.contact.split('#')[0] ?? '', page };
  if (!paper?.talked) return undefined;
  if (state.kind === 'wrap-up') return { call: paper.call.id, until: wallOf(clock, state.until), page };
  if (state.kind === 'not-ready' && state.reason === DISPOSITION_MISSING) return { call: paper.call.id, until: clock.wall(), page };
  return undefined;
}

/** Lays it on the agent's desk, with what was written so far. Who only waited for a customer to answer has nothing to write. */
export function layUnfinished(house: House, agent: string, { until, page }: Unfinished, call: ClosedCall, stoppedAt: EpochMillis): void {
  if (!call.events.some(({ type, data }) => type === 'agent.connected' && data['agent'] === agent)) return;
  const paper = new Paper({ id: call.id, from: call.from, house, record: call.record }, agent);
  const written = call.events.findLast(({ type, data }) => type === 'wrap-up.saved' && data['agent'] === agent)?.data ?? {};
  paper.restore(written);
  house.workplaces.of(agent).interrupted = { paper, until: until ?? stoppedAt + AFTER_CUT_MS, page };
}

/** The agent is back: the wrap-up goes on, its clock where it would be now; undefined when there is none, or it is too old. */
export function takeUp({ workplaces, settings, clock }: House, agent: string): { readonly ms: Millis; readonly owed?: string } | undefined {
  const place = workplaces.of(agent);
  const { interrupted } = place;
  place.interrupted = undefined;
  if (!interrupted) return undefined;
  const { paper, until, page } = interrupted;
  const owes = page && settings.dispositionRequired === true && paper.disposition === undefined;
  const left = until - clock.wall();
  if (-left > (owes ? OWED_FOR_MS : WORTH_FOR_MS)) return undefined;
  place.paper = paper;
  return { ms: Math.max(left, LEAST_MS), ...(owes ? { owed: DISPOSITION_MISSING } : {}) };
}
