import type { ApiPorts } from '#api';
import type { Config } from '#config';
import { type CallId, sleep } from '#core';
import type { House } from '../calls/index.ts';

type AgentRow = ReturnType<ApiPorts['agents']>[number];

export function agentRow({ desk, sip, clock }: House, agent: Config['agents'][number]): AgentRow {
  const { id, name, extension, queues, skills } = agent;
  const state = desk.agentState(id);
  // The machine counts on the monotonic clock; people read the wall clock.
  const since = 'since' in state ? { since: Math.round(clock.wall() - (clock.now() - state.since)) } : {};
  const reason = state.kind === 'not-ready' ? { reason: state.reason } : {};
  const call = 'contact' in state ? { call: state.contact.split('#')[0] ?? '' } : {};
  return { id, name, extension, queues, skills, state: state.kind, registered: sip.isRegistered(extension), ...since, ...reason, ...call };
}

/** What a call told last is on disk long before, unless the database is away; then the reader is told so. */
const WRITTEN_WITHIN_MS = 1_000;

/** The file of a call's recording, as its timeline tells. */
export async function recordingOf({ store, clock }: Pick<House, 'store' | 'clock'>, call: CallId, open: boolean): Promise<{ file: string; open: boolean } | undefined> {
  await Promise.race([store.flush(), sleep(clock, WRITTEN_WITHIN_MS)]);
  const found = await store.call(call);
  const event = found?.events.findLast(({ type }) => type.startsWith('recording.'));
  const file = event?.data['file'];
  return typeof file === 'string' && event?.type !== 'recording.failed' ? { file, open } : undefined;
}
