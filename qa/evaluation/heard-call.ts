import type { Speaker } from '#core';
import { loadPolicy } from '../language/load-policy.ts';
import type { Alert, HeardWord, QaFacts, QaInput, RuleVerdict } from '../model.ts';
import { evaluate, startEvaluation, verdicts } from './evaluate.ts';

const PHRASES = `
  record: {any: [this call may be recorded, 本次通话可能会被录音]}
  guarantee: {any: [guaranteed return, 保本保息]}
  cancel: {any: [cancel my account]}
  retain: {any: [special offer]}
  verify: {any: [date of birth]}
  balance: {any: [account balance]}
  bye: {any: [have a nice day]}`;

/** A call under a few rules, for tests: words of 0.3 s each, alerts as short lines. */
export class HeardCall {
  readonly alerts: Alert[] = [];
  #state;

  constructor(rules: readonly string[], facts: Partial<QaFacts> = {}) {
    const loaded = loadPolicy(`version: 1\nphrases:${PHRASES}\nrules:\n${rules.map((rule) => `  - {${rule}}`).join('\n')}`, 'test.yaml');
    if (!loaded.ok) throw loaded.fault;
    this.#state = startEvaluation(loaded.value, { language: 'en', queue: 'care', agent: 'anna', ...facts });
  }

  hear(input: QaInput): string[] {
    const turn = evaluate(this.#state, input);
    this.#state = turn.state;
    this.alerts.push(...turn.alerts);
    return turn.alerts.map((alert) => `${alert.kind} ${alert.rule} ${alert.channel} ${alert.at.toFixed(2)}`);
  }

  /** A turn whose last word ends at `end`. */
  say(channel: Speaker, turn: number, text: string, end: number, final = true): string[] {
    return this.hear({ type: 'words', channel, turn, final, words: wordsUntil(text, end) });
  }

  /** Words so far of a turn whose first word begins at `start`. */
  partial(channel: Speaker, turn: number, text: string, start: number): string[] {
    return this.say(channel, turn, text, start + text.split(' ').length * 0.3, false);
  }

  tick(at: number): string[] {
    return this.hear({ type: 'tick', at });
  }

  hangUp(at: number): string[] {
    return this.hear({ type: 'hang-up', at });
  }

  transfer(at: number): string[] {
    return this.hear({ type: 'hang-up', at, goesOn: true });
  }

  voice(channel: Speaker, talking: boolean, at: number): string[] {
    return this.hear({ type: 'voice', channel, talking, at });
  }

  verdict(rule: string): RuleVerdict['verdict'] | undefined {
    return verdicts(this.#state).find((one) => one.rule === rule)?.verdict;
  }
}

function wordsUntil(text: string, end: number): HeardWord[] {
  const words = text === '' ? [] : text.split(' ');
  return words.map((word, i) => ({ text: word, start: end - (words.length - i) * 0.3, end: end - (words.length - i - 1) * 0.3 }));
}
