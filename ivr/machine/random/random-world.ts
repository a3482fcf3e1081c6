import type { Millis, Random } from '#core';
import type { Flow } from '../../language/flow-schema.ts';
import type { FlowEffect, FlowInput } from '../../model.ts';
import type { FlowState } from '../flow-state.ts';
import { startFlow, stepFlow } from '../step-flow.ts';

const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  http: ['answered', 'timed-out', 'failed'],
  customer: ['found', 'unknown', 'failed'],
  'queue-state': ['known', 'failed'],
  voicemail: ['recorded', 'empty', 'failed'],
  callback: ['booked', 'refused', 'failed'],
  ticket: ['created', 'failed'],
  transfer: ['answered', 'busy', 'no-answer', 'failed'],
  queue: ['answered', 'done', 'full', 'overflow', 'nobody', 'closed', 'failed'],
};
const DATA: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { status: 200, body: { a: ['7'], b: 3 }, id: 'c1', tier: 'gold', name: 'Li', sales: { waiting: 5 } },
  { status: 404, body: 'x', id: 5, sales: null, support: { agentsFree: 2, waiting: 'many' } },
  { status: 500, body: { a: { 0: [] }, b: 'x' } },
];
const WORDS = ['余额', 'balance', 'one', '一', 'um', 'yes', '是', ''];

/** The world around one call: knows which ids are awaited, as the real one does. */
export class RandomWorld {
  state: FlowState;
  now: Millis = 0;
  readonly seen: number[] = [];
  play: number | undefined;
  timer: number | undefined;
  listen: number | undefined;
  question: { id: number; kind: string } | undefined;
  readonly #random: Random;

  constructor(flow: Flow, random: Random) {
    this.#random = random;
    this.state = startFlow(flow, { caller: '13800000000', number: '4000', wallClock: Date.UTC(2026, 9, 1, random.int(24)) }, 0);
  }

  get awaited(): readonly number[] {
    return [this.play, this.timer, this.listen, this.question?.id].filter((id) => id !== undefined);
  }

  send(input: FlowInput): readonly FlowEffect[] {
    this.now += this.#random.int(3) * 500;
    if (input.type === 'play-ended' && input.id === this.play) this.play = undefined;
    if (input.type === 'timer' && input.id === this.timer) this.timer = undefined;
    if (input.type === 'outcome' && input.id === this.question?.id && !(this.question.kind === 'queue' && input.outcome === 'answered')) this.question = undefined;
    const turn = stepFlow(this.state, input, this.now);
    this.state = turn.state;
    for (const effect of turn.effects) this.#follow(effect);
    return turn.effects;
  }

  /** Whatever happens next to a caller who does nothing: sounds end, answers come, timers are due. */
  silently(): FlowInput {
    if (this.play !== undefined) return { type: 'play-ended', id: this.play };
    if (this.question && (this.timer === undefined || this.#random.int(3) > 0)) return this.#answer(this.question);
    return { type: 'timer', id: this.timer ?? 0 };
  }

  /** Anything at all, whether it fits or not. */
  anything(): FlowInput {
    const random = this.#random;
    const id = this.seen[random.int(this.seen.length + 1)] ?? random.int(50);
    switch (random.int(8)) {
      case 0:
      case 1:
        return { type: 'key', digit: '0123456789*#'.charAt(random.int(12)) };
      case 2:
        return { type: 'heard', id: this.listen ?? id, kind: random.int(2) === 0 ? 'partial' : 'final', words: Array.from({ length: random.int(4) }, () => WORDS[random.int(WORDS.length)] ?? '') };
      case 3:
        return { type: 'outcome', id, outcome: 'failed' };
      case 4:
        return random.int(2) === 0 ? { type: 'play-ended', id } : { type: 'timer', id };
      default:
        return this.silently();
    }
  }

  #answer({ id, kind }: { id: number; kind: string }): FlowInput {
    const outcomes = OUTCOMES[kind] ?? ['failed'];
    const data = DATA[this.#random.int(DATA.length)] ?? {};
    return { type: 'outcome', id, outcome: outcomes[this.#random.int(outcomes.length)] ?? 'failed', data };
  }

  #follow(effect: FlowEffect): void {
    if ('id' in effect && effect.id !== undefined && effect.type !== 'stop-asking' && effect.type !== 'leave-queue') this.seen.push(effect.id);
    switch (effect.type) {
      case 'play':
        this.play = effect.loop ? undefined : effect.id;
        break;
      case 'stop-play':
        this.play = undefined;
        break;
      case 'timer':
        this.timer = effect.id;
        break;
      case 'cancel-timer':
        this.timer = undefined;
        break;
      case 'listen':
        this.listen = effect.id;
        break;
      case 'stop-listen':
        this.listen = undefined;
        break;
      case 'ask-world':
        if (effect.question.kind !== 'hook') this.question = { id: effect.id, kind: effect.question.kind };
        break;
      case 'queue':
        this.question = effect.id === undefined ? undefined : { id: effect.id, kind: 'queue' };
        break;
      case 'stop-asking':
      case 'leave-queue':
        this.question = undefined;
        break;
      default:
        break;
    }
  }
}
