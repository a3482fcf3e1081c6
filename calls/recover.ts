import { type CallId, type Clock, type EpochMillis, type Log, SAMPLE_RATE } from '#core';
import { repairRecording } from '#media';
import type { Store, TimelineEvent } from '#store';

/** After a crash: calls left open get their last line, their recordings a correct length. Resolves with how many. */
export async function closeUnfinished(store: Store, clock: Clock, log: Log): Promise<number> {
  const open = await store.unfinished();
  for (const id of open) {
    const found = await store.call(id);
    for (const event of found ? await lastEvents(id, found.events, clock.wall()) : []) store.append(event);
  }
  if (open.length > 0) log.warn('calls interrupted by the last stop were closed', { calls: open.length });
  await store.flush();
  return open.length;
}

async function lastEvents(callId: CallId, events: readonly TimelineEvent[], at: EpochMillis): Promise<TimelineEvent[]> {
  const last: TimelineEvent[] = [];
  const tell = (type: string, data: TimelineEvent['data']) => last.push({ callId, seq: (events.at(-1)?.seq ?? -1) + 1 + last.length, at, type, data });
  // Nobody saw the end: it was not before the last step, nor before the end of what is recorded.
  let endedAt = events.at(-1)?.at ?? at;
  const started = events.findLast(({ type }) => type === 'recording.started');
  const file = started?.data['file'];
  if (started && typeof file === 'string') {
    const repaired = await repairRecording(file);
    if (repaired.ok) {
      const seconds = repaired.value.samples / SAMPLE_RATE;
      endedAt = Math.max(endedAt, started.at + seconds * 1000);
      tell('recording.finished', { file, seconds, repaired: repaired.value.repaired });
    } else tell('recording.failed', { reason: repaired.fault.message });
  }
  tell('call.ended', { outcome: 'failed', by: 'server', code: 503, text: 'the server stopped during the call', endedAt });
  return last;
}
