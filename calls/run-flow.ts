import { type Language, Scope, type Timer } from '#core';
import { type Flow, type FlowEffect, type FlowInput, type FlowQuestion, type FlowState, queuesAhead, startFlow, stepFlow } from '#ivr';
import type { Call } from './call.ts';
import { orEnd } from './call.ts';
import { askWorld } from './flow/ask-world.ts';
import { FlowEar } from './flow/flow-ear.ts';
import { FlowVoice } from './flow/flow-voice.ts';
import { helpCaller } from './queue/help-caller.ts';
import { learnSpeech } from './flow/speech-facts.ts';
import { SurveyWatch } from './flow/survey-watch.ts';

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
  readonly #voice: FlowVoice;
  readonly #ear: FlowEar;
  readonly #survey: SurveyWatch;
  /** Questions that are open, and the wait for an agent, by their ids. */
  readonly #open = new Map<number, Scope>();
  /** The wait for an agent that the caller is in. */
  #waiting: number | undefined;
  #talking = false;
  #state: FlowState;
  #timer: Timer | undefined;
  #settle: (wish: Wish) => void = () => {};
  #inputs: FlowInput[] = [];
  #busy = false;

  constructor(call: Call, scope: Scope, flow: Flow, facts: { caller: string; number: string }) {
    this.#call = call;
    this.#scope = scope;
    this.#flow = flow;
    this.#voice = new FlowVoice(call, scope);
    this.#survey = new SurveyWatch(call);
    this.#ear = new FlowEar(call, scope, (input) => this.#feed(input));
    this.wish = new Promise((resolve) => (this.#settle = resolve));
    const { clock } = call.house;
    this.#state = startFlow(flow, { ...facts, wallClock: clock.wall() }, clock.now());
    call.caller?.keys.on((digit) => this.#talking || this.#feed({ type: 'key', digit }), scope);
    this.#feed({ type: 'start' });
  }

  #feed(input: FlowInput): void {
    this.#inputs.push(input);
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#inputs.shift(); next && !this.#scope.ended; next = this.#inputs.shift()) {
      const step = stepFlow(this.#state, next, this.#call.house.clock.now());
      this.#state = step.state;
      this.#call.speech = learnSpeech(this.#call.speech, step.state);
      for (const effect of step.effects) this.#carryOut(effect);
      this.#survey.look(step.state);
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
        return this.#note(effect.note, effect.data);
      case 'language':
        return this.#speak(effect.language);
      case 'play':
        return this.#voice.play(effect.prompts, { loop: effect.loop === true }, () => this.#feed({ type: 'play-ended', id: effect.id }));
      case 'stop-play':
        return this.#voice.stop();
      case 'timer':
        return this.#startTimer(effect.id, effect.ms);
      case 'cancel-timer':
        return this.#timer?.cancel();
      case 'listen':
        return this.#ear.listen(effect);
      case 'stop-listen':
        return this.#ear.stop();
      case 'ask-world':
        return void this.#ask(effect.id, effect.question);
      case 'stop-asking':
        return this.#open.get(effect.id)?.end('the flow goes on without it');
      case 'leave-queue':
        this.#open.get(effect.id)?.end('the flow goes on without it');
        return this.#backInFlow(effect.id);
      case 'queue':
        return effect.id === undefined ? this.#settle(effect) : void this.#wait(effect.id, effect);
      case 'hang-up':
        return this.#settle(effect);
      default:
        return effect satisfies never;
    }
  }

  #note(note: string, data: Readonly<Record<string, string | number>>): void {
    if (note === 'choice') this.#walked(String(data['digit'] ?? ''));
    if (note === 'survey') return this.#survey.answered(data);
    this.#call.record('ivr.note', { note, ...data });
  }

  #walked(step: string): void {
    const { path } = this.#call;
    if (step !== '' && path.length < LONGEST_PATH) path.push(step);
  }

  #speak(language: Language): void {
    this.#call.language = language;
    this.#call.record('call.language', { language });
  }

  #startTimer(id: number, ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.#scope.after(this.#call.house.clock, ms, () => this.#feed({ type: 'timer', id }));
  }

  async #ask(id: number, question: FlowQuestion): Promise<void> {
    const scope = this.#begin(id);
    if (question.kind === 'transfer') [this.#waiting, this.#talking] = [id, true];
    const answered = await askWorld(this.#call, question, scope);
    this.#backInFlow(id);
    this.#finish(id, scope);
    // What was dropped needs no answer, a recording that was ended does.
    if (answered) this.#feed({ type: 'outcome', id, ...answered });
  }

  /** Waits for an agent with the flow going on: its keys, its announcements. */
  async #wait(id: number, { queue, skills: needs, priority, ageCreditMs = 0, waitingSince }: Extract<FlowEffect, { type: 'queue' }>): Promise<void> {
    const scope = this.#begin(id);
    this.#waiting = id;
    const answered = () => {
      this.#talking = true;
      this.#voice.stop();
      this.#feed({ type: 'outcome', id, outcome: 'answered' });
    };
    const request = { queue, needs, priority, ageCreditMs, ...(waitingSince === undefined ? {} : { waitingSince }) };
    const help = await helpCaller(this.#call, request, { scope, answered });
    this.#finish(id, scope);
    this.#backInFlow(id);
    if (help) this.#feed({ type: 'outcome', id, outcome: help.outcome });
  }

  #begin(id: number): Scope {
    const scope = new Scope(this.#scope);
    this.#open.set(id, scope);
    return scope;
  }

  #finish(id: number, scope: Scope): void {
    this.#open.delete(id);
    scope.end('answered');
  }

  /** The wait for somebody, if that was one and no other began since, is over. */
  #backInFlow(id: number): void {
    if (this.#waiting !== id) return;
    this.#waiting = undefined;
    this.#talking = false;
    if (this.#call.scope.ended) return;
    this.#call.stage = 'flow';
    this.#call.caller?.media.music(undefined);
  }
}
