import type { DeskOrders } from '#contract';
import { Fault, type Result, failed, ok } from '#core';
import { askForHelp, tickStep } from '../assist/assist-orders.ts';
import type { House } from '../house.ts';
import { DISPOSITION_MISSING } from './talk-on-desk.ts';
import type { Talking } from './workplaces.ts';

type Orders = { readonly [K in keyof DeskOrders]: (house: House, agent: string, order: DeskOrders[K]) => Result<void> };

/** Nobody extends wrap-up by more at once. */
const MOST_MORE_SECONDS = 3_600;
const KEYS = /^[0-9*#A-D]{1,32}$/;

/** What an agent orders at the desktop, each with its faults. */
export const deskOrders: Orders = {
  state: (house, agent, { state, reason }) => (state === 'ready' ? beReady(house, agent) : beNotReady(house, agent, reason)),
  hold: (house, agent, { on }) => inCall(house, agent, (talking) => talking.hold(on)),
  mute: (house, agent, { on }) =>
    inCall(house, agent, (talking) => {
      talking.mute(on);
      return ok(undefined);
    }),
  reject: (house, agent) => {
    const { ringing } = house.workplaces.of(agent);
    if (!ringing) return failed(new Fault('calls.no-offer', 'No call is offered to you now.'));
    ringing.reject();
    return ok(undefined);
  },
  transfer: (house, agent, { target }) => inCall(house, agent, (talking) => talking.transfer(target)),
  'hang-up': (house, agent) =>
    inCall(house, agent, (talking) => {
      talking.hangUp();
      return ok(undefined);
    }),
  keys: (house, agent, { digits }) =>
    KEYS.test(digits)
      ? inCall(house, agent, (talking) => talking.keys(digits))
      : failed(new Fault('calls.bad-keys', 'Keys are 0-9, *, # and A-D, at most 32 of them.')),
  'wrap-up': write,
  finish,
  'more-time': (house, agent, { seconds }) => {
    if (house.desk.agentState(agent).kind !== 'wrap-up') return failed(noWrapUp());
    const ms = Math.max(0, Math.min(MOST_MORE_SECONDS, seconds)) * 1000;
    house.desk.send({ type: 'wrap-up.extend', agent, ms });
    return ok(undefined);
  },
  step: tickStep,
  help: askForHelp,
};

function beReady(house: House, agent: string): Result<void> {
  const state = house.desk.agentState(agent);
  // Also while a page that went away may still come back: nobody is rung where nothing rings.
  if (state.kind === 'offline' || !hasPhone(house, agent)) return failed(new Fault('calls.no-phone', 'No phone of yours is registered: let the page connect, or switch the desk phone on.', { retryable: true }));
  if (missing(house, agent)) return failed(dispositionMissing());
  // Also out of a wrap-up: nothing is missing any more.
  if (state.kind === 'wrap-up') return finish(house, agent, {});
  putPaperAway(house, agent);
  house.desk.send({ type: 'agent.ready', agent });
  return ok(undefined);
}

function beNotReady(house: House, agent: string, reason = ''): Result<void> {
  const { notReadyReasons = [] } = house.settings;
  if (house.desk.agentState(agent).kind === 'offline') return failed(new Fault('calls.no-phone', 'No phone of yours is registered: let the page connect, or switch the desk phone on.', { retryable: true }));
  if (notReadyReasons.length > 0 && !notReadyReasons.some(({ id }) => id === reason)) {
    return failed(new Fault('calls.no-such-reason', `"${reason}" is no reason of the list; GET /api/desk/choices gives it.`));
  }
  if (missing(house, agent) && house.desk.agentState(agent).kind !== 'wrap-up') return failed(dispositionMissing());
  house.desk.send({ type: 'agent.not-ready', agent, reason: reason === '' ? 'not-ready' : reason });
  return ok(undefined);
}

const hasPhone = ({ sip, settings }: House, agent: string) => sip.isRegistered(settings.agents.get(agent)?.extension ?? agent);

/** Notes and disposition, in the call or after it. */
function write(house: House, agent: string, order: DeskOrders['wrap-up']): Result<void> {
  const { paper } = house.workplaces.of(agent);
  if (!paper) return failed(noWrapUp());
  const { dispositions = [] } = house.settings;
  const { disposition } = order;
  if (disposition !== undefined && !dispositions.some(({ id }) => id === disposition)) {
    return failed(new Fault('calls.no-such-disposition', `"${disposition}" is no disposition of the list; GET /api/desk/choices gives it.`));
  }
  paper.write(order);
  if (paper.talked && !missing(house, agent)) {
    // Late, but there: what is owed is paid, and the clock may end in ready again.
    if (house.desk.agentState(agent).kind === 'wrap-up') house.desk.send({ type: 'wrap-up.owed', agent, reason: undefined });
  }
  house.workplaces.tell(agent);
  return ok(undefined);
}

function finish(house: House, agent: string, order: DeskOrders['finish']): Result<void> {
  const { paper, talking } = house.workplaces.of(agent);
  if (!paper?.talked || talking) return failed(noWrapUp());
  const written = write(house, agent, order);
  if (!written.ok) return written;
  if (missing(house, agent)) return failed(dispositionMissing());
  house.desk.send({ type: 'wrap-up.finish', agent });
  putPaperAway(house, agent);
  return ok(undefined);
}

/** The paper of the last call is complete enough to be forgotten; what is on it is kept on the timeline. */
export function putPaperAway(house: House, agent: string): void {
  const { paper, talking } = house.workplaces.of(agent);
  if (!paper?.talked || talking) return;
  paper.save();
  house.workplaces.put(agent, { paper: undefined });
}

/** A disposition is wanted and not there. */
function missing({ workplaces, settings, desk }: House, agent: string): boolean {
  const { paper } = workplaces.of(agent);
  if (settings.dispositionRequired !== true || !paper?.talked || paper.disposition !== undefined) return false;
  const state = desk.agentState(agent);
  return state.kind === 'wrap-up' || (state.kind === 'not-ready' && state.reason === DISPOSITION_MISSING);
}

function inCall(house: House, agent: string, order: (talking: Talking) => Result<void>): Result<void> {
  const { talking } = house.workplaces.of(agent);
  return talking ? order(talking) : failed(new Fault('calls.no-call', 'You are in no conversation now.'));
}

const noWrapUp = () => new Fault('calls.no-wrap-up', 'There is no wrap-up of yours now.');
const dispositionMissing = () => new Fault('calls.disposition-missing', 'Choose a disposition first: what was the call about?');
