import { expect, test } from 'vitest';
import { may } from '#access';
import type { TimelineEvent } from '#store';
import type { Caller } from '../who/caller.ts';
import type { TeamMap } from '../who/team-map.ts';
import { heardCallFor } from './call-subject.ts';

const event = (type: string, data: Record<string, unknown>, audioAt?: number): TimelineEvent => ({ callId: 'c', seq: 0, at: 0, type, data, ...(audioAt === undefined ? {} : { audioAt }) });
/** Anna talked to the caller until 10 s, then Bo did. */
const events = [
  event('call.arrived', {}),
  event('transcript.final', { text: 'before' }, 4),
  event('agent.left', { agent: 'anna' }, 10),
  event('transcript.final', { text: 'last words of Anna, found late' }, 9),
  event('transcript.final', { text: 'after' }, 12),
];
const store = { call: () => Promise.resolve({ summary: { id: 'c', agent: 'bo' }, events }) };
const teams = { ofCall: ({ agent }: { agent?: string }) => ({ agent: agent ?? '', teams: [] }) } as unknown as TeamMap;
const heardBy = async (agent: string) => {
  const person = { role: 'agent' as const, teams: [], agent };
  const caller = { person, may: (permission: 'calls.read', subject: object) => may(person, permission, subject) } as unknown as Caller;
  const heard = await heardCallFor(caller, 'c', { store: store as never, teams }).catch((error: { status?: number }) => error);
  return 'events' in heard ? heard.events.map(({ type, data }) => data['text'] ?? type) : heard.status;
};

test('an agent who transferred the call reads what was said until then; its agent reads all; others nothing', async () => {
  expect(await heardBy('anna')).toEqual(['call.arrived', 'before', 'agent.left', 'last words of Anna, found late']);
  expect(await heardBy('bo')).toHaveLength(5);
  expect(await heardBy('cy')).toBe(403);
});
