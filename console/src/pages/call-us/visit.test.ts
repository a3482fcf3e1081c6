import { describe, expect, it } from 'vitest';
import { dialKey, IDLE, microphoneProblem, ticketProblem, type Visit, visitAfter, type VisitNews } from './visit.ts';

const after = (...news: readonly (readonly [VisitNews, number])[]): Visit => news.reduce((visit, [each, now]) => visitAfter(visit, each, now), IDLE);
const talking = [
  [{ type: 'call' }, 0],
  [{ type: 'microphone' }, 1000],
  [{ type: 'answered' }, 2000],
] as const;

describe('a visit', () => {
  it('asks for the microphone, connects, talks and tells how long it was', () => {
    expect(after(talking[0])).toEqual({ kind: 'asking' });
    expect(after(talking[0], talking[1])).toEqual({ kind: 'connecting' });
    expect(after(...talking)).toEqual({ kind: 'talking', since: 2000, muted: false, keys: '', weak: false });
    expect(after(...talking, [{ type: 'ended', lost: false }, 64_400])).toEqual({ kind: 'over', seconds: 62, lost: false });
  });

  it('goes back to the button with the reason when there is a problem, and starts again from there', () => {
    const denied = after(talking[0], [{ type: 'problem', problem: { code: 'denied' } }, 1]);
    expect(denied).toEqual({ kind: 'idle', problem: { code: 'denied' } });
    expect(visitAfter(denied, { type: 'call' }, 2)).toEqual({ kind: 'asking' });
  });

  it('is not thrown out of a conversation by a late problem', () => {
    expect(after(...talking, [{ type: 'problem', problem: { code: 'network' } }, 3000]).kind).toBe('talking');
  });

  it('is idle again when the visitor hangs up before the answer, and stays so when the phone says so later', () => {
    expect(after(talking[0], talking[1], [{ type: 'ended', lost: false }, 3000], [{ type: 'answered' }, 3001])).toEqual(IDLE);
  });

  it('shows the last keys only', () => {
    const keys = [...'123456789012345'].map((key) => [{ type: 'key', key }, 3000] as const);
    expect(after(...talking, ...keys)).toMatchObject({ keys: '456789012345' });
  });

  it('does not begin a second call', () => {
    expect(after(...talking, [{ type: 'call' }, 3000]).kind).toBe('talking');
  });
});

describe('problems', () => {
  it('of the microphone follow the name of the exception', () => {
    expect(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'TypeError'].map((name) => microphoneProblem(name).code)).toEqual([
      'denied',
      'no-device',
      'device-busy',
      'browser',
    ]);
  });

  it('of the ticket tell how long to wait', () => {
    expect(ticketProblem(429, '90', 5000)).toEqual({ code: 'too-many', until: 95_000 });
    expect(ticketProblem(429, null, 5000)).toEqual({ code: 'too-many', until: 65_000 });
    expect([404, 500, 503, 400].map((status) => ticketProblem(status, null, 0).code)).toEqual(['closed', 'network', 'network', 'refused']);
  });
});

describe('the keyboard', () => {
  it('dials digits, star and hash and nothing else', () => {
    expect(['5', '*', '#', 'a', 'Enter', 'F1', ''].map(dialKey)).toEqual(['5', '*', '#', undefined, undefined, undefined, undefined]);
  });
});
