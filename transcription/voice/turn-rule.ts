import { FRAME_SAMPLES, type Millis, SAMPLE_RATE, type Samples } from '#core';

/**
 * When a speaker's turn begins and ends. The pause that ends it adapts to the speaker: one who goes on right after
 * being cut gets longer pauses, one who does not gets his words sooner.
 *
 *    idle ──voice──▶ open ──pause of 400-600 ms (less in a very long turn)──▶ idle
 */
export interface TurnState {
  readonly open: { readonly turn: number; readonly since: Samples } | undefined;
  readonly nextTurn: number;
  /** The pause that ends this speaker's turns now. */
  readonly pause: Millis;
  readonly spokenUntil: Samples;
}

export interface TurnInput {
  /** End of the frame just heard. */
  readonly now: Samples;
  readonly talking: boolean;
  /** Where the talking began, when it begins with this frame. */
  readonly onset: Samples | undefined;
  /** End of the last voiced frame. */
  readonly voicedUntil: Samples;
}

export type TurnEvent =
  | { readonly kind: 'begin'; readonly turn: number; readonly at: Samples }
  | { readonly kind: 'end'; readonly turn: number };

const PAUSE: Record<'first' | 'shortest' | 'longest', Millis> = { first: 500, shortest: 400, longest: 600 };
/** Going on this soon after a cut means the cut came too early. */
const CUT_WINDOW: Millis = 350;
const LENGTHEN: Millis = 60;
const SHORTEN: Millis = 15;
/** A reader of a long text must not wait for a breath, and the audio kept for a replay is bounded. */
const LONG_TURN = { eager: 15_000, hasty: 25_000, limit: 40_000 };
const EAGER_PAUSE: Millis = 300;
const HASTY_PAUSE: Millis = 160;

export const firstTurn: TurnState = { open: undefined, nextTurn: 1, pause: PAUSE.first, spokenUntil: -Infinity };

const ms = (samples: Samples): Millis => (samples * 1000) / SAMPLE_RATE;

/** Follows the speaker over one frame. Pure. */
export function followTurn(state: TurnState, input: TurnInput): { state: TurnState; event?: TurnEvent } {
  if (state.open) return endIfDone(state, state.open, input);
  if (!input.talking || input.voicedUntil !== input.now) return { state };
  const at = input.onset ?? input.now - FRAME_SAMPLES;
  const turn = state.nextTurn;
  const pause = adapt(state.pause, ms(at - state.spokenUntil));
  return {
    state: { ...state, open: { turn, since: at }, nextTurn: turn + 1, pause },
    event: { kind: 'begin', turn, at },
  };
}

function endIfDone(state: TurnState, open: { turn: number; since: Samples }, input: TurnInput) {
  const length = ms(input.now - open.since);
  const silence = ms(input.now - input.voicedUntil);
  if (silence < pauseFor(length, state.pause) && length < LONG_TURN.limit) return { state };
  const event: TurnEvent = { kind: 'end', turn: open.turn };
  return { state: { ...state, open: undefined, spokenUntil: input.voicedUntil }, event };
}

function pauseFor(length: Millis, usual: Millis): Millis {
  if (length >= LONG_TURN.hasty) return HASTY_PAUSE;
  return length >= LONG_TURN.eager ? EAGER_PAUSE : usual;
}

function adapt(pause: Millis, gap: Millis): Millis {
  // A turn cut by the limit says nothing about the speaker.
  if (gap <= 0) return pause;
  if (gap < pause + CUT_WINDOW) return Math.min(PAUSE.longest, pause + LENGTHEN);
  return Math.max(PAUSE.shortest, pause - SHORTEN);
}
