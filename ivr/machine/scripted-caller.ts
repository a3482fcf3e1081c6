import type { EpochMillis, Millis } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import { loadFlow } from '../loader/load-flow.ts';
import type { FlowEffect, FlowInput } from '../model.ts';
import type { FlowState } from './flow-state.ts';
import { startFlow, stepFlow } from './step-flow.ts';

/** A flow from YAML for tests: every prompt exists; queues `sales`, `support`; skills `zh`, `en`, `billing`, `mandarin`. */
export function flowOf(yaml: string): Flow {
  const known = { queues: ['sales', 'support'], skills: ['zh', 'en', 'billing', 'mandarin'], promptExists: () => true };
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

  constructor(flow: Flow, wallClock: EpochMillis = Date.UTC(2026, 0, 5, 2, 0, 0)) {
    this.state = startFlow(flow, { caller: '13800000000', number: '4000', wallClock }, this.now);
  }

  send(input: FlowInput): readonly FlowEffect[] {
    const turn = stepFlow(this.state, input, this.now);
    this.state = turn.state;
    for (const effect of turn.effects) {
      if (effect.type === 'play') this.play = effect.id;
      if (effect.type === 'timer') this.timer = effect.id;
    }
    return turn.effects;
  }

  /**
   * Does what a script says, one word after the other, and tells what came of it:
   * `call` = the flow starts, `heard` = the sound ended, `silence` = the timer is due, anything else = that key.
   */
  walk(script: string): string[] {
    return script
      .split(' ')
      .map((word) => `${word}: ${this.send(this.#input(word)).map(sentence).join(', ') || 'nothing'}`);
  }

  #input(word: string): FlowInput {
    if (word === 'call') return { type: 'start' };
    if (word === 'heard') return { type: 'play-ended', id: this.play };
    if (word === 'silence') return { type: 'timer', id: this.timer };
    return { type: 'key', digit: word };
  }
}

/** An effect in words. */
function sentence(effect: FlowEffect): string {
  switch (effect.type) {
    case 'enter':
      return `at ${effect.node}`;
    case 'play':
      return `say ${effect.prompts.map((one) => (typeof one === 'string' ? one : `“${one.say}”`)).join(' + ')}`;
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
      return `queue ${[effect.queue, ...effect.skills.map((s) => `${s.skill}≥${s.level}`)].join(' ')} priority ${effect.priority}`;
    case 'hang-up':
      return `hang up ${effect.cause}`;
    default:
      return effect.type;
  }
}
