import type { ApiPorts } from '#api';
import type { Config } from '#config';
import { type CallId, sleep } from '#core';
import { agentStatus, type House, recordingOfName } from '../../calls/index.ts';

type AgentRow = ReturnType<ApiPorts['agents']>[number];

export function agentRow({ desk, sip, clock }: House, agent: Config['agents'][number]): AgentRow {
  const { id, name, extension, queues, skills } = agent;
  const { until: _, ...status } = agentStatus(desk.agentState(id), clock);
  return { id, name, extension, queues, skills, registered: sip.isRegistered(extension), ...status };
}

/** What a call told last is on disk long before, unless the database is away; then the reader is told so. */
const WRITTEN_WITHIN_MS = 1_000;

/** The file of a call's recording, as its timeline tells. */
export async function recordingOf({ store, clock, settings }: Pick<House, 'store' | 'clock'> & { readonly settings: Pick<House['settings'], 'recordings' | 'recordingsBase'> }, call: CallId, open: boolean): Promise<{ file: string; open: boolean } | undefined> {
  await Promise.race([store.flush(), sleep(clock, WRITTEN_WITHIN_MS)]);
  const found = await store.call(call);
  const event = found?.events.findLast(({ type }) => type.startsWith('recording.'));
  const file = event?.data['file'];
  return typeof file === 'string' && event?.type !== 'recording.failed' ? { file: recordingOfName(file, settings), open } : undefined;
}
