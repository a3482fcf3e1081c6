import { expect, test } from 'vitest';
import type { FloorAlert, LiveNews } from '#contract';
import { joined, noLines, withNews, withTranscript } from './transcript.ts';

const word = (text: string, start: number) => ({ text, start, end: start + 0.3 });
const words = (speaker: 'caller' | 'agent', turn: number, kind: 'partial' | 'final', ...said: readonly [string, number][]): LiveNews => ({
  type: 'words', callId: 'c1', speaker, turn, kind, words: said.map(([text, start]) => word(text, start)),
});
const alert = (id: string, audioAt: number): FloorAlert => ({
  id, callId: 'c1', rule: 'notice', severity: 'high', title: { zh: '缺少提示', en: 'Notice missing' }, at: 0, audioAt, evidence: '',
});

test('partial words give way to the final ones of the same turn', () => {
  const state = withNews(noLines, [words('caller', 0, 'partial', ['无法', 1]), words('caller', 0, 'final', ['无法', 1], ['登录', 1.4])]);
  expect(state.lines.map(({ id, text, partial }) => ({ id, text, partial }))).toEqual([{ id: 'caller/0', text: '无法登录', partial: false }]);
});

test('a partial text that comes late does not replace the final one', () => {
  const state = withNews(noLines, [words('agent', 3, 'final', ['hello', 2], ['there', 2.4]), words('agent', 3, 'partial', ['hello', 2])]);
  expect(state.lines.map(({ text }) => text)).toEqual(['hello there']);
});

test('sentences are read with their figures and punctuation, close to Chinese', () => {
  const heard = (...said: readonly [string, string?][]) => joined(said.map(([text, written]) => ({ text, ...(written === undefined ? {} : { written }) })));
  expect(heard(['退'], ['一百', '120'], ['二十', ''], ['块', '块。'])).toBe('退120块。');
  expect(heard(['twenty', '23rd'], ['third', ''], ['of'], ['may', 'May.'])).toBe('23rd of May.');
});

test('turns of both speakers stand in the order in which they began', () => {
  const state = withNews(noLines, [words('agent', 0, 'final', ['yes', 5]), words('caller', 0, 'final', ['hello', 1])]);
  expect(state.lines.map(({ id }) => id)).toEqual(['caller/0', 'agent/0']);
});

test('an alert stands beside the last sentence that began before it', () => {
  const said = [words('caller', 0, 'final', ['hello', 1]), words('agent', 0, 'final', ['yes', 5])];
  const state = withNews(noLines, [...said, { type: 'call-alert', callId: 'c1', alert: alert('a', 5.2) }]);
  expect(state.lines.map(({ alerts }) => alerts.map(({ id }) => id))).toEqual([[], ['a']]);
});

test('an alert about words stands beside the sentence of who said them, though the other side has begun to speak', () => {
  const said = [words('agent', 0, 'final', ['no', 5], ['risk', 5.4]), words('caller', 0, 'partial', ['really', 5.5])];
  const state = withNews(noLines, [...said, { type: 'call-alert', callId: 'c1', alert: { ...alert('a', 5.7), speaker: 'agent' } }]);
  expect(state.lines.map(({ id, alerts }) => [id, alerts.length])).toEqual([['agent/0', 1], ['caller/0', 0]]);
});

test('an alert before the first sentence waits for it', () => {
  const early = withNews(noLines, [{ type: 'call-alert', callId: 'c1', alert: alert('a', 2) }]);
  expect(early.waiting.map(({ id }) => id)).toEqual(['a']);
  const later = withNews(early, [words('agent', 0, 'final', ['yes', 1])]);
  expect(later.lines[0]?.alerts.map(({ id }) => id)).toEqual(['a']);
  expect(later.waiting).toEqual([]);
});

test('the same alert told twice is shown once', () => {
  const news: LiveNews = { type: 'call-alert', callId: 'c1', alert: alert('a', 2) };
  const state = withNews(withNews(noLines, [words('agent', 0, 'final', ['yes', 1]), news]), [{ ...news, alert: { ...news.alert, acknowledgedBy: 'chen' } }]);
  expect(state.lines[0]?.alerts.map(({ acknowledgedBy }) => acknowledgedBy)).toEqual(['chen']);
});

test('what was said before joins what was heard meanwhile', () => {
  const heard = withNews(noLines, [words('caller', 1, 'partial', ['后来', 9])]);
  const state = withTranscript(heard, { callId: 'c1', turns: [{ speaker: 'caller', turn: 0, words: [word('先', 1)] }], alerts: [alert('a', 1.1)] });
  expect(state.lines.map(({ text, partial, alerts }) => [text, partial, alerts.length])).toEqual([['先', false, 1], ['后来', true, 0]]);
});

test('ten thousand turns take less than a second to join', () => {
  const turns = Array.from({ length: 10_000 }, (_, turn) => ({ speaker: 'caller' as const, turn, words: [word('词', turn)] }));
  const started = performance.now();
  const state = withNews(withTranscript(noLines, { callId: 'c1', turns, alerts: [] }), [words('agent', 0, 'final', ['好', 10_001])]);
  expect(state.lines).toHaveLength(10_001);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('Chinese words stand without spaces, English ones with', () => {
  expect(joined([{ text: '我的' }, { text: 'VIP' }, { text: '卡' }, { text: '号' }])).toBe('我的 VIP 卡号');
  expect(joined([{ text: 'good' }, { text: 'morning' }])).toBe('good morning');
});
