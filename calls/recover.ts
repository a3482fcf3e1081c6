import { type CallId, type Clock, type EpochMillis, type Log, SAMPLE_RATE } from '#core';
import type { Store, TimelineEvent } from '#store';
import { copyAfterCrash, silenceAfterCrash } from './redaction/copy-after-crash.ts';
import { type RecordingFolders, recordingOfName } from './talk/recording-file.ts';

/** After a crash: calls left open get their last line, their recordings a correct length. Resolves with how many. `mine`: of which servers, as the first step of a call names it. */
export async function closeUnfinished(store: Store, clock: Clock, log: Log, folders: RecordingFolders = {}, mine: (server: unknown) => boolean = () => true): Promise<number> {
  let closed = 0;
  for (const id of await store.unfinished()) {
    const found = await store.call(id);
    if (!found || !mine(found.events[0]?.data['server'])) continue;
    for (const event of await lastEvents(id, found.events, clock.wall(), folders)) store.append(event);
    closed += 1;
  }
  if (closed > 0) log.warn('calls interrupted by the last stop were closed', { calls: closed });
  await store.flush();
  return closed;
}

async function lastEvents(callId: CallId, events: readonly TimelineEvent[], now: EpochMillis, folders: RecordingFolders): Promise<TimelineEvent[]> {
  const last: TimelineEvent[] = [];
  const tell = (type: string, data: TimelineEvent['data'], at = now) => last.push({ callId, seq: (events.at(-1)?.seq ?? -1) + 1 + last.length, at, type, data });
  const started = events.findLast(({ type }) => type === 'recording.started');
  const file = started?.data['file'];
  const name = typeof file === 'string' ? recordingOfName(file, folders) : undefined;
  const sealed = started?.data['sealed'] === true;
  const repaired = name === undefined ? undefined : await (sealed ? copyAfterCrash(name, events, folders.recordingKey?.()) : silenceAfterCrash(name, events, folders.recordingKey?.()));
  const seconds = repaired?.ok ? repaired.value.samples / SAMPLE_RATE : 0;
  // Nobody saw the end: it was not before the last step, nor before the end of what is recorded.
  const endedAt = Math.max(events.at(-1)?.at ?? now, started && repaired?.ok ? started.at + seconds * 1000 : 0);
  const { talk, wait, talkSeconds, waitSeconds } = spans(events, endedAt);
  if (talk) tell('agent.left', { agent: talk.data['agent'], by: 'server', talkSeconds: (endedAt - talk.at) / 1000 }, endedAt);
  else if (wait) tell('queue.left', { queue: wait.data['queue'], why: 'removed', waitSeconds: (endedAt - wait.at) / 1000 }, endedAt);
  if (repaired?.ok) tell('recording.finished', { file, seconds, repaired: repaired.value.repaired });
  else if (repaired) tell('recording.failed', { reason: repaired.fault.message });
  tell('call.ended', { outcome: 'failed', by: 'server', code: 503, text: 'the server stopped during the call', endedAt, waitSeconds, talkSeconds });
  return last;
}

/** Waits and conversations of a call up to its end, and the one that was cut off. */
function spans(events: readonly TimelineEvent[], endedAt: EpochMillis) {
  let [wait, talk]: [TimelineEvent | undefined, TimelineEvent | undefined] = [undefined, undefined];
  let [waitSeconds, talkSeconds] = [0, 0];
  for (const event of events) {
    if (wait && (event.type === 'agent.connected' || event.type === 'queue.left')) {
      waitSeconds += (event.at - wait.at) / 1000;
      wait = undefined;
    }
    if (event.type === 'queue.entered') wait ??= event;
    if (event.type === 'agent.connected') talk = event;
    if (event.type === 'agent.left') {
      talkSeconds += Number(event.data['talkSeconds'] ?? 0);
      talk = undefined;
    }
  }
  if (wait) waitSeconds += (endedAt - wait.at) / 1000;
  if (talk) talkSeconds += (endedAt - talk.at) / 1000;
  return { wait, talk, waitSeconds, talkSeconds };
}
