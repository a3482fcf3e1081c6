/** A card number in a conversation: nobody is shown it, nothing stores it. */
import { expect, test } from 'vitest';
import { ManualClock } from '#core';
import { defaultTokens, SECRET_KINDS } from '#redaction';
import { type ScriptLine, scriptedTranscription } from '#transcription';
import { StoryHouse } from '#test/simulators/house/index';

const RULES = `
version: 3
phrases:
  promise: {any: [guaranteed four one]}
rules:
  - {id: promise, when: {forbid: promise, ch: both}, severity: critical}
  - {id: card, when: {pii: card, ch: both}, severity: warn}
`;

/** Partials after each word, then the final one. */
function turn(number: number, from: number, text: string): ScriptLine[] {
  const words = text.split(' ').map((word, i) => ({ text: word, start: from + i * 0.3, end: from + (i + 1) * 0.3, confidence: 1 }));
  const partials = words.map((_, i): ScriptLine => ({ at: (from + (i + 1) * 0.3 + 0.1) * 1000, update: { kind: 'partial', turn: number, words: words.slice(0, i + 1) } }));
  return [...partials, { at: (from + words.length * 0.3 + 0.6) * 1000, update: { kind: 'final', turn: number, words } }];
}

test('a card said over two turns is neither shown nor stored nor in evidence; its spans are on the timeline', async () => {
  const clock = new ManualClock();
  const said = [...turn(1, 1, 'yes guaranteed four one one one one one one one'), ...turn(2, 6, 'one one one one one one one one thanks')];
  const transcription = scriptedTranscription({ clock, script: ({ index }) => (index === 0 ? said : []) });
  const redactionOf = () => ({ kinds: new Set(SECRET_KINDS), tokens: defaultTokens('en'), holdSeconds: 3 });
  const house = new StoryHouse({ clock, transcription, rules: RULES, settings: { redactionOf } });
  await house.talk();
  await house.pass(16_000);
  const everything = JSON.stringify([house.store.events, house.live]);
  expect(everything).not.toMatch(/"(four|one)"/);
  const finals = house.store.events.filter(({ type }) => type === 'transcript.final').map(({ data }) => (data['words'] as { text: string }[]).map(({ text }) => text).join(' '));
  expect(finals).toEqual(['yes guaranteed [card ••••]', '[card •••• 1111] thanks']);
  expect(house.store.events.filter(({ type }) => type === 'redaction.silenced').map(({ data }) => [data['speaker'], data['kind'], data['from'], data['to']])).toEqual([
    ['caller', 'card', 1.3, 4.3],
    ['caller', 'card', 4, 8.7],
  ]);
  const alerts = house.store.events.flatMap(({ type, data }) => (type === 'qa.alert' ? [data['alert'] as { rule: string; evidence: { words: readonly { text: string }[] } }] : []));
  expect(alerts[0]).toMatchObject({ rule: 'promise', evidence: { words: [{ text: 'guaranteed' }, { text: '•••' }] } });
  expect(alerts.map(({ rule }) => rule)).toContain('card');
});
