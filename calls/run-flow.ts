import { type Language, Scope, type Timer } from '#core';
import { type Flow, type FlowEffect, type FlowInput, type FlowState, type FlowUtterance, promptRef, queuesAhead, startFlow, stepFlow } from '#ivr';
import type { Call } from './call.ts';
import { orEnd } from './call.ts';

/** What the caller wants, as the flow found out. */
export type Wish =
  | Extract<FlowEffect, { type: 'queue' }>
  | Extract<FlowEffect, { type: 'hang-up' }>;

/** An agent reads no more steps than these; a caller can walk in circles for long. */
const LONGEST_PATH = 30;

/** Lets the caller walk the flow; undefined when the call ended on the way. */
export async function runFlow(call: Call, flow: Flow, caller: string, number: string): Promise<Wish | undefined> {
  const scope = new Scope(call.scope);
  const walk = new FlowWalk(call, scope, flow, { caller, number });
  try {
    return await orEnd(scope, walk.wish);
  } finally {
    scope.end('flow finished');
  }
}

/** The adapter around the pure interpreter: feeds it inputs, carries its effects out, one after the other. */
class FlowWalk {
  readonly wish: Promise<Wish>;
  readonly #call: Call;
  readonly #flow: Flow;
  readonly #scope: Scope;
  #state: FlowState;
  #timer: Timer | undefined;
  #settle: (wish: Wish) => void = () => {};
  #inputs: FlowInput[] = [];
  #busy = false;

  constructor(call: Call, scope: Scope, flow: Flow, facts: { caller: string; number: string }) {
    this.#call = call;
    this.#scope = scope;
    this.#flow = flow;
    this.wish = new Promise((resolve) => (this.#settle = resolve));
    const { clock } = call.house;
    this.#state = startFlow(flow, { ...facts, wallClock: clock.wall() }, clock.now());
    call.caller?.keys.on((digit) => this.#feed({ type: 'key', digit }), scope);
    this.#feed({ type: 'start' });
  }

  #feed(input: FlowInput): void {
    this.#inputs.push(input);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#inputs.shift(); next && !this.#scope.ended; next = this.#inputs.shift()) {
      const step = stepFlow(this.#state, next, this.#call.house.clock.now());
      this.#state = step.state;
      for (const effect of step.effects) this.#carryOut(effect);
    }
    this.#busy = false;
  }

  #carryOut(effect: FlowEffect): void {
    const call = this.#call;
    switch (effect.type) {
      case 'enter':
        call.queuesAhead = queuesAhead(this.#flow, effect.node);
        this.#walked(effect.node);
        return call.record('ivr.entered', { node: effect.node });
      case 'note':
        if (effect.note === 'choice') this.#walked(String(effect.data['digit'] ?? ''));
        return call.record('ivr.note', { note: effect.note, ...effect.data });
      case 'language':
        return this.#speak(effect.language);
      case 'play':
        return this.#play(effect.id, effect.prompts);
      case 'stop-play':
        return call.caller?.media.stop();
      case 'timer':
        return this.#startTimer(effect.id, effect.ms);
      case 'cancel-timer':
        return this.#timer?.cancel();
      case 'queue':
      case 'hang-up':
        return this.#settle(effect);
      default:
        // Not carried out yet: the flow takes the way for what does not work.
        if ('id' in effect) this.#feed({ type: 'outcome', id: effect.id, outcome: 'failed' });
    }
  }

  #walked(step: string): void {
    const { path } = this.#call;
    if (step !== '' && path.length < LONGEST_PATH) path.push(step);
  }

  #speak(language: Language): void {
    this.#call.language = language;
    this.#call.record('call.language', { language });
  }

  #play(id: number, utterances: readonly FlowUtterance[]): void {
    const names = utterances.filter((one) => typeof one === 'string');
    if (names.length === 0) return this.#feed({ type: 'play-ended', id });
    const prompts = names.map((name) => promptRef(name, this.#call.language));
    const played = this.#call.caller?.media.play(prompts) ?? Promise.resolve('leg-closed' as const);
    void played.then((end) => {
      if (end === 'finished') this.#feed({ type: 'play-ended', id });
    });
  }

  #startTimer(id: number, ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.#scope.after(this.#call.house.clock, ms, () => this.#feed({ type: 'timer', id }));
  }
}
