import { type Language, ManualClock, type Millis, type Timer } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import { startFlow, stepFlow } from '../machine/step-flow.ts';
import type { FlowState } from '../machine/flow-state.ts';
import { takesSecret, withoutSecrets } from '../machine/values/secrets.ts';
import type { FlowEffect, FlowFacts, FlowGrammar, FlowInput, FlowQuestion, FlowUtterance } from '../model.ts';

/** How the world answers a question of the flow. */
export interface WorldAnswer {
  readonly outcome: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** How long it takes; default at once. */
  readonly afterMs?: Millis;
}

export type Asked = FlowQuestion | Extract<FlowEffect, { type: 'queue' }>;

export interface WalkOptions {
  readonly facts: FlowFacts;
  /** How long a sound or a spoken text lasts. */
  readonly lasts: (utterance: FlowUtterance, language: Language) => Millis;
  /** What the world answers at this node; undefined = nothing, until somebody says `answer`. */
  readonly world: (question: Asked, node: string) => WorldAnswer | undefined;
}

/** How a walk ended. */
export type WalkEnd = Extract<FlowEffect, { type: 'queue' | 'hang-up' }> | { readonly type: 'caller-hung-up' };

/** One thing that happened, at a time of the virtual clock. */
export type WalkEvent = { readonly at: Millis } & (
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'hears'; readonly utterances: readonly FlowUtterance[]; readonly language: Language; readonly loop: boolean }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'caller'; readonly does: string }
  | { readonly kind: 'listens'; readonly grammar: FlowGrammar; readonly language: Language; readonly others?: Extract<FlowEffect, { type: 'listen' }>['others'] }
  | { readonly kind: 'note'; readonly note: string; readonly data: Readonly<Record<string, string | number>> }
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'asks'; readonly asked: Asked }
  | { readonly kind: 'answered'; readonly outcome: string; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'end'; readonly end: WalkEnd }
);

/** Something of the flow that is due. */
interface Due {
  readonly id: number;
  readonly at: Millis;
  readonly timer: Timer;
}

const HAN = /\p{Script=Han}/u;

/** More events than a call has; a flow that goes round for ever ends here. */
const MOST_ROUNDS = 2000;

/** One call through a flow on a virtual clock, the world scripted: for `flow run`, `flow test` and benchmarks. */
export class FlowWalk {
  readonly clock: ManualClock;
  readonly events: WalkEvent[] = [];
  state: FlowState;
  language: Language;
  node = '';
  end: WalkEnd | undefined;
  readonly #options: WalkOptions;
  #play: Due | undefined;
  #timer: Due | undefined;
  #looping = false;
  #listening: Extract<FlowEffect, { type: 'listen' }> | undefined;
  #asking: { readonly id: number; readonly asked: Asked; readonly answer: Timer | undefined; readonly due: Millis } | undefined;
  #inputs: FlowInput[] = [];
  #busy = false;

  constructor(flow: Flow, options: WalkOptions) {
    this.#options = options;
    this.clock = new ManualClock(options.facts.wallClock);
    this.language = flow.language;
    this.state = startFlow(flow, options.facts, 0);
  }

  start(): void {
    this.#feed({ type: 'start' });
    this.#atOnce();
  }

  /** Keys, one after the other. */
  press(keys: string): void {
    for (const digit of keys) {
      this.#tell({ kind: 'caller', does: `presses ${takesSecret(this.state) ? '•' : digit}` });
      this.#feed({ type: 'key', digit });
      this.#atOnce();
    }
  }

  /** Words as a recogniser gives them, each this sure – where several languages are listened for, Chinese characters are Chinese, all else English; the final comes after the silence the flow asks for. */
  say(text: string, sure = 1): void {
    this.#tell({ kind: 'caller', does: `says “${takesSecret(this.state) ? '•••' : text}”` });
    const listening = this.#listening;
    if (!listening) return;
    const words = text.split(/\s+/u).filter(Boolean);
    const language = listening.others === undefined ? listening.language : HAN.test(text) ? 'zh' : 'en';
    const heard = { type: 'heard', id: listening.id, words, confidence: words.map(() => sure), language } as const;
    this.#feed({ ...heard, kind: 'partial' });
    this.#atOnce();
    this.clock.after(listening.endOfSpeechMs, () => this.#feed({ ...heard, kind: 'final' }));
    this.clock.advance(listening.endOfSpeechMs);
  }

  wait(ms: Millis): void {
    this.clock.advance(ms);
  }

  /** Until what is being said is over; a loop is not. */
  hear(): void {
    if (this.#play) this.clock.advance(this.#play.at - this.clock.now());
  }

  /** Says and presses nothing until the flow has waited for it in vain once. */
  beSilent(): void {
    for (let round = 0; round < MOST_ROUNDS && !this.end && !this.#timer && this.#play; round += 1) this.hear();
    if (this.#timer) this.clock.advance(this.#timer.at - this.clock.now());
  }

  /** The open question is answered. False when there is none. */
  answer(outcome: string, data: Readonly<Record<string, unknown>> = {}): boolean {
    const asking = this.#asking;
    if (!asking) return false;
    this.#answered(asking.id, outcome, data, asking.asked);
    this.#atOnce();
    return true;
  }

  hangUp(): void {
    if (!this.end) this.#finish({ type: 'caller-hung-up' });
  }

  /** The caller does nothing any more: goes on until the flow is over, stands in a queue, or waits for what does not come. */
  settle(): void {
    for (let round = 0; round < MOST_ROUNDS && !this.end; round += 1) {
      const { asked } = this.waitsFor;
      if (asked && 'type' in asked && !this.#asking?.answer) return;
      const next = this.nextAt;
      if (next === undefined) return;
      this.clock.advance(next - this.clock.now());
    }
  }

  /** When the next thing happens by itself; undefined = never. */
  get nextAt(): Millis | undefined {
    const due = [this.#play?.at, this.#timer?.at, this.#asking?.answer && this.#asking.due].filter((at) => at !== undefined);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** What the flow waits for now: sounds end, a timer runs, words are listened for, a question is open. */
  get waitsFor(): { readonly sound?: Millis; readonly timer?: Millis; readonly words: boolean; readonly loop: boolean; readonly asked?: Asked } {
    return {
      ...(this.#play ? { sound: this.#play.at } : {}),
      ...(this.#timer ? { timer: this.#timer.at } : {}),
      ...(this.#asking ? { asked: this.#asking.asked } : {}),
      words: this.#listening !== undefined,
      loop: this.#looping,
    };
  }

  /** Variables of the flow the call is in; secret ones masked. */
  get variables(): Readonly<Record<string, string>> {
    const { flow, variables } = this.state;
    return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value === undefined ? '–' : flow.variables[name]?.secret ? '•••' : String(value)]));
  }

  /** What takes no time has happened before anybody does the next thing. */
  #atOnce(): void {
    this.clock.advance(0);
  }

  #feed(input: FlowInput): void {
    this.#inputs.push(input);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#inputs.shift(); next && !this.end; next = this.#inputs.shift()) {
      const turn = stepFlow(this.state, next, this.clock.now());
      this.state = turn.state;
      for (const effect of turn.effects) this.#carryOut(withoutSecrets(effect));
    }
    this.#busy = false;
  }

  #carryOut(effect: FlowEffect): void {
    switch (effect.type) {
      case 'enter':
        this.node = effect.node;
        return this.#tell({ kind: 'node', node: effect.node });
      case 'play':
        return this.#startPlay(effect);
      case 'stop-play':
        if (this.#play || this.#looping) this.#tell({ kind: 'interrupted' });
        return this.#stopPlay();
      case 'timer':
        this.#timer?.timer.cancel();
        this.#timer = this.#due(effect.id, effect.ms, () => {
          this.#timer = undefined;
          this.#feed({ type: 'timer', id: effect.id });
        });
        return;
      case 'cancel-timer':
        this.#timer?.timer.cancel();
        this.#timer = undefined;
        return;
      case 'language':
        this.language = effect.language;
        return this.#tell({ kind: 'language', language: effect.language });
      case 'note':
        return this.#tell({ kind: 'note', note: effect.note, data: effect.data });
      case 'listen':
        this.#listening = effect;
        return this.#tell({ kind: 'listens', grammar: effect.grammar, language: effect.language, ...(effect.others ? { others: effect.others } : {}) });
      case 'stop-listen':
        this.#listening = undefined;
        return;
      case 'ask-world':
        return this.#ask(effect.id, effect.question);
      case 'queue':
        return effect.id === undefined ? this.#finish(effect) : this.#ask(effect.id, effect);
      case 'stop-asking':
      case 'leave-queue':
        if (this.#asking?.id !== effect.id) return;
        this.#asking.answer?.cancel();
        this.#asking = undefined;
        return;
      case 'hang-up':
        return this.#finish(effect);
      default:
        return effect satisfies never;
    }
  }

  #startPlay({ id, prompts, loop }: Extract<FlowEffect, { type: 'play' }>): void {
    this.#stopPlay();
    this.#looping = loop === true;
    this.#tell({ kind: 'hears', utterances: prompts, language: this.language, loop: loop === true });
    if (loop) return;
    const ms = prompts.reduce((sum, utterance) => sum + this.#options.lasts(utterance, this.language), 0);
    this.#play = this.#due(id, ms, () => {
      this.#play = undefined;
      this.#feed({ type: 'play-ended', id });
    });
  }

  #stopPlay(): void {
    this.#play?.timer.cancel();
    this.#play = undefined;
    this.#looping = false;
  }

  #ask(id: number, asked: Asked): void {
    this.#tell({ kind: 'asks', asked });
    const given = this.#options.world(asked, this.node);
    // Nobody waits for the answer of a hook: the question before it stays open.
    const aside = 'kind' in asked && asked.kind === 'hook';
    const answer = given && this.clock.after(given.afterMs ?? 0, () => this.#answered(id, given.outcome, given.data ?? {}, asked));
    if (!aside) this.#asking = { id, asked, answer, due: this.clock.now() + (given?.afterMs ?? 0) };
  }

  #answered(id: number, outcome: string, data: Readonly<Record<string, unknown>>, asked: Asked): void {
    // An agent has answered: the conversation is still to end.
    const goesOn = 'type' in asked && outcome === 'answered';
    if (this.#asking?.id === id && !goesOn) {
      this.#asking.answer?.cancel();
      this.#asking = undefined;
    }
    this.#tell({ kind: 'answered', outcome, data: 'body' in data && takesSecret(this.state) ? { ...data, body: '•••' } : data });
    this.#feed({ type: 'outcome', id, outcome, data });
  }

  #due(id: number, ms: Millis, fn: () => void): Due {
    return { id, at: this.clock.now() + ms, timer: this.clock.after(ms, fn) };
  }

  #finish(end: WalkEnd): void {
    this.#stopPlay();
    this.#timer?.timer.cancel();
    this.#timer = undefined;
    this.#asking?.answer?.cancel();
    this.#asking = undefined;
    this.end = end;
    this.#tell({ kind: 'end', end });
  }

  #tell(event: DistributiveOmit<WalkEvent, 'at'>): void {
    this.events.push({ at: this.clock.now(), ...event });
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
