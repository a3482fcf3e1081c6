import type { EpochMillis, Language, Millis } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import { loadFlow } from '../loader/load-flow.ts';
import type { FlowEffect, FlowInput } from '../model.ts';
import type { FlowState } from './flow-state.ts';
import { startFlow, stepFlow } from './step-flow.ts';

/** A flow from YAML for tests: every prompt exists; queues `sales`, `support`; skills `zh`, `en`, `billing`, `mandarin`; other files by name. */
export function flowOf(yaml: string, files: Readonly<Record<string, string>> = {}): Flow {
  const known = {
    queues: ['sales', 'support'],
    skills: ['zh', 'en', 'billing', 'mandarin'],
    promptExists: () => true,
    readFile: (path: string) => files[path],
  };
  const loaded = loadFlow(yaml, 'test.yaml', known);
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

/** One call that a test leads through a flow; knows the ids of the running sound and timer, as the real world does. */
export class ScriptedCaller {
  state: FlowState;
  now: Millis = 0;
  play = 0;
  timer = 0;
  listen = 0;
  /** The last question or wait. */
  question = 0;
  #several = false;
  /** Data of outcomes by name, for `=outcome` in a script. */
  answers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {};

  constructor(flow: Flow, wallClock: EpochMillis = Date.UTC(2026, 0, 5, 2, 0, 0)) {
    this.state = startFlow(flow, { caller: '13800000000', number: '4000', wallClock }, this.now);
  }

  send(input: FlowInput): readonly FlowEffect[] {
    const turn = stepFlow(this.state, input, this.now);
    this.state = turn.state;
    for (const effect of turn.effects) {
      if (effect.type === 'play') this.play = effect.id;
      if (effect.type === 'timer') this.timer = effect.id;
      if (effect.type === 'listen') [this.listen, this.#several] = [effect.id, effect.others !== undefined];
      if (effect.type === 'ask-world') this.question = effect.id;
      if (effect.type === 'queue') this.question = effect.id ?? 0;
    }
    return turn.effects;
  }

  /**
   * Does what a script says, one word after the other, and tells what came of it:
   * `call` = the flow starts, `heard` = the sound ended, `silence` = the timer is due, `say:my_balance` and
   * `begin:my` = words (final and partial), `=found` = that outcome of the last question, anything else = that key.
   */
  walk(script: string): string[] {
    return script
      .split(' ')
      .map((word) => `${word}: ${this.send(this.#input(word)).map(sentence).join(', ') || 'nothing'}`);
  }

  /** Where several languages are listened for, Chinese characters are heard by that recogniser alone. */
  #inLanguage(word: string): { language?: Language } {
    return this.#several ? { language: /\p{Script=Han}/u.test(word) ? 'zh' : 'en' } : {};
  }

  #input(word: string): FlowInput {
    if (word === 'call') return { type: 'start' };
    if (word === 'heard') return { type: 'play-ended', id: this.play };
    if (word === 'silence') return { type: 'timer', id: this.timer };
    if (word.startsWith('say:')) return { type: 'heard', id: this.listen, kind: 'final', words: word.slice(4).split('_').filter((one) => one !== ''), ...this.#inLanguage(word) };
    if (word.startsWith('begin:')) return { type: 'heard', id: this.listen, kind: 'partial', words: word.slice(6).split('_') };
    if (word.length > 1 && word.startsWith('=')) return { type: 'outcome', id: this.question, outcome: word.slice(1), data: this.answers[word.slice(1)] ?? {} };
    return { type: 'key', digit: word };
  }
}

/** An effect in words. */
function sentence(effect: FlowEffect): string {
  switch (effect.type) {
    case 'enter':
      return `at ${effect.node}`;
    case 'play':
      return `${effect.loop ? 'loop' : 'say'} ${effect.prompts.map((one) => (typeof one === 'string' ? one : `“${one.say}”`)).join(' + ')}`;
    case 'stop-play':
      return 'be quiet';
    case 'timer':
      return `wait ${effect.ms} ms`;
    case 'cancel-timer':
      return 'wait no more';
    case 'language':
      return `speak ${effect.language}`;
    case 'note': {
      const { node: _node, afterMs: _afterMs, ...data } = effect.data;
      return `note ${[effect.note, ...Object.values(data)].join(' ')}`;
    }
    case 'queue':
      return `queue ${[effect.queue, ...effect.skills.map((s) => `${s.skill}≥${s.level}`)].join(' ')} priority ${effect.priority}${effect.id === undefined ? '' : ' and back'}${effect.waitingSince === undefined ? '' : ` since ${effect.waitingSince}`}`;
    case 'hang-up':
      return `hang up ${effect.cause}`;
    case 'listen':
      return `listen in ${[effect.language, ...(effect.others ?? []).map(({ language }) => language)].join(' and ')} for ${effect.grammar.digits ? 'digits' : effect.grammar.choices.map(({ key }) => key).join(',')}${effect.secret ? ' secretly' : ''}`;
    case 'stop-listen':
      return 'listen no more';
    case 'ask-world':
      return `ask ${Object.values(effect.question).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(' ')}`;
    case 'stop-asking':
      return 'ask no more';
    case 'leave-queue':
      return 'leave the queue';
  }
}
