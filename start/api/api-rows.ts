import { existsSync } from 'node:fs';
import type { ApiPorts } from '#api';
import type { Config } from '#config';
import { type CallId, sleep } from '#core';
import { openSealed, type SealedRecording } from '#media';
import { agentStatus, type House, recordingOfName, sealedFileOf } from '../../calls/index.ts';

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
  // What was said is silenced when the call is over; until then nobody hears it.
  const started = found?.events.find(({ type }) => type === 'recording.started');
  if (open && started?.data['sealed'] !== true && found?.events.some(({ type }) => type === 'redaction.silenced')) return undefined;
  return typeof file === 'string' && event?.type !== 'recording.failed' ? { file: recordingOfName(file, settings), open } : undefined;
}

/** The encrypted recording behind a silenced copy; rejects with the fault when it cannot be opened. */
export async function originalOf({ store, clock, settings }: Pick<House, 'store' | 'clock' | 'settings'>, call: CallId): Promise<SealedRecording | undefined> {
  await Promise.race([store.flush(), sleep(clock, WRITTEN_WITHIN_MS)]);
  const found = await store.call(call);
  const file = found?.events.find(({ type }) => type === 'recording.started')?.data['file'];
  return typeof file === 'string' ? sealedBehind(recordingOfName(file, settings), settings) : undefined;
}

/** What is kept encrypted beside a recording or a message. */
export async function sealedBehind(file: string, settings: Pick<House['settings'], 'recordingKey'>): Promise<SealedRecording | undefined> {
  const sealed = sealedFileOf(file);
  const key = settings.recordingKey?.();
  if (!key || !existsSync(sealed)) return undefined;
  const opened = await openSealed(sealed, key);
  if (!opened.ok) throw opened.fault;
  return opened.value;
}
