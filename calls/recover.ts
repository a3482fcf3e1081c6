import type { Clock, Log } from '#core';
import { repairRecording } from '#media';
import type { Store } from '#store';

/** After a crash: calls left open get their last line, their recordings a correct length. Resolves with how many. */
export async function closeUnfinished(store: Store, clock: Clock, log: Log): Promise<number> {
  const open = await store.unfinished();
  for (const id of open) {
    const found = await store.call(id);
    if (!found) continue;
    let seq = found.events.length;
    const started = found.events.findLast(({ type }) => type === 'recording.started');
    const file = started?.data['file'];
    const at = clock.wall();
    if (typeof file === 'string') {
      const repaired = await repairRecording(file);
      const data = repaired.ok ? { file, ...repaired.value } : { reason: repaired.fault.message };
      const type = repaired.ok ? 'recording.finished' : 'recording.failed';
      store.append({ callId: id, seq: seq++, at, type, data });
    }
    const data = { outcome: 'failed', by: 'server', code: 503, text: 'the server stopped during the call' };
    store.append({ callId: id, seq, at, type: 'call.ended', data });
  }
  if (open.length > 0) log.warn('calls interrupted by the last stop were closed', { calls: open.length });
  await store.flush();
  return open.length;
}
