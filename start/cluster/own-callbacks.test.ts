import { expect, test } from 'vitest';
import type { Callback, CallbackRecords } from '#callbacks';
import { ownCallbacks } from './own-callbacks.ts';

test('what a living server is just dialling is left to it; what a gone one dialled is ours', async () => {
  const one = (id: string, state: string, call?: string) => ({ id, state, attempts: call === undefined ? [] : [{ call }] }) as unknown as Callback;
  const all = [one('open', 'open'), one('theirs', 'attempting', 'call-of-b'), one('orphan', 'attempting', 'call-of-c'), one('not-begun', 'attempting')];
  const records = { load: async () => all } as unknown as CallbackRecords;
  const store = { call: async (id: string) => ({ events: [{ data: { server: id.slice(-1) } }] }) as never };
  const loaded = await ownCallbacks(records, store, (server) => server !== 'b').load(0);
  expect(loaded.map(({ id }) => id)).toEqual(['open', 'orphan', 'not-begun']);
});
