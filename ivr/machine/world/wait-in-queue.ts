import type { NodeOf } from '../../language/flow-schema.ts';
import { type HangUpCause, QUEUE_OUTCOMES } from '../../model.ts';
import { type Draw, type Move, hangUp, nextId, note, startTimer } from '../draw.ts';
import type { FlowPhase, FlowState } from '../flow-state.ts';
import { forget } from '../typed-keys.ts';
import { skillsOf } from './skills-of.ts';

type Queueing = Extract<FlowPhase, { kind: 'queueing' }>;

/**
 * Comes to a queue; a key typed ahead that leads on from it does so at once, others are forgotten. Without a way on the
 * flow ends here, and the caller waits as long as it takes.
 */
export function waitInQueue(draw: Draw, state: FlowState, node: NodeOf<'queue'>): Move {
  const { queue, priority, ageCreditSeconds = 0 } = node;
  const credit = ageCreditSeconds > 0 ? { ageCreditMs: ageCreditSeconds * 1000 } : {};
  const wish = { type: 'queue', queue, skills: skillsOf(node, state), priority, ...credit } as const;
  const since = Object.hasOwn(state.waits, queue) ? state.waits[queue] : undefined;
  const waitingSince = since === undefined ? {} : { waitingSince: since };
  if (!node.outcomes && !node.keys && !node.after) {
    draw.emit({ ...wish, ...waitingSince });
    return { state: { ...state, phase: { kind: 'ended' } } };
  }
  const waiting = forget({ ...state, waits: { ...state.waits, [queue]: since ?? draw.now } });
  const ahead = wayOf(node, state.typed.charAt(0));
  if (ahead !== undefined) {
    note(draw, state, 'choice', { digit: state.typed.charAt(0) });
    return { state: waiting, go: ahead };
  }
  const { id, state: begun } = nextId(waiting);
  draw.emit({ ...wish, ...waitingSince, id });
  const offer = nextOffer(begun, node);
  if (!offer) return { state: { ...begun, phase: { kind: 'queueing', node, wait: id, timer: undefined, offer: undefined, talking: false } } };
  const timer = startTimer(draw, begun, offer.seconds * 1000);
  return { state: { ...timer.state, phase: { kind: 'queueing', node, wait: id, timer: timer.id, offer: offer.index, talking: false } } };
}

/** The earliest offer that was not made yet. */
function nextOffer(state: FlowState, node: NodeOf<'queue'>): { index: number; seconds: number } | undefined {
  const open = (node.after ?? []).map(({ seconds }, index) => ({ index, seconds })).filter(({ index }) => !state.offered.includes(offerName(state, index)));
  return open.toSorted((a, b) => a.seconds - b.seconds)[0];
}

const offerName = ({ at }: FlowState, index: number) => `${at}/${index}`;

const wayOf = ({ keys }: NodeOf<'queue'>, digit: string) => Object.entries(keys ?? {}).find(([key]) => key === digit)?.[1];

/** A key while waiting; keys that lead nowhere are nothing. */
export function pressedInQueue(draw: Draw, state: FlowState, phase: Queueing, digit: string): Move {
  const to = wayOf(phase.node, digit);
  if (to === undefined || phase.talking) return { state };
  note(draw, state, 'choice', { digit });
  if (phase.timer !== undefined) draw.emit({ type: 'cancel-timer' });
  draw.emit({ type: 'leave-queue', id: phase.wait });
  return { state, go: to };
}

/** Time for an offer. */
export function offerInQueue(draw: Draw, state: FlowState, { node, offer, wait }: Queueing): Move {
  const to = offer === undefined ? undefined : node.after?.[offer]?.next;
  if (offer === undefined || to === undefined) return { state };
  draw.emit({ type: 'leave-queue', id: wait });
  return { state: { ...state, offered: [...state.offered, offerName(state, offer)] }, go: to };
}

const CAUSES: Readonly<Record<(typeof QUEUE_OUTCOMES)[number], HangUpCause>> = {
  done: 'normal',
  full: 'no-agent',
  overflow: 'no-agent',
  nobody: 'no-agent',
  closed: 'closed',
  failed: 'fault',
};

/** What became of the wait. */
export function afterQueue(draw: Draw, state: FlowState, phase: Queueing, told: string): Move {
  if (phase.timer !== undefined) draw.emit({ type: 'cancel-timer' });
  if (told === 'answered') return { state: { ...state, phase: { ...phase, timer: undefined, offer: undefined, talking: true } } };
  const outcome = QUEUE_OUTCOMES.find((one) => one === told) ?? 'failed';
  note(draw, state, 'queue', { outcome });
  const { [phase.node.queue]: _over, ...waits } = state.waits;
  const after = { ...state, waits: outcome === 'done' ? waits : state.waits };
  const to = phase.node.outcomes?.[outcome];
  return to === undefined ? hangUp(draw, after, CAUSES[outcome]) : { state: after, go: to };
}
