import { SAMPLE_RATE } from '#core';
import { silenceAfterwards } from './redaction/silence-afterwards.ts';
import type { Call, Ending } from './call.ts';

/** Frees what is left of a call, finishes the recording and writes the last line of its timeline. */
export async function finishCall(call: Call): Promise<void> {
  const ending = (call.ending ??= { by: 'server', code: 200, text: 'call over' });
  call.stage = 'ending';
  const endedAt = call.house.clock.wall();
  call.scope.end(ending.text);
  // Closing gives the last audio to those who still listen, so it must not wait for them.
  const [recorded] = await Promise.all([call.audio?.close(), call.settled()]);
  const copied = recorded && (await silenced(call, recorded.file));
  if (recorded && call.recordingFile && copied === false) call.record('recording.failed', { reason: 'the silenced copy could not be made; the recording is kept encrypted' });
  else if (recorded && call.recordingFile) {
    call.record('recording.finished', { file: call.recordingFile, seconds: recorded.samples / SAMPLE_RATE });
  }
  call.record('call.ended', {
    outcome: outcomeOf(call, ending),
    by: ending.by,
    code: ending.code,
    text: ending.text,
    endedAt,
    waitSeconds: call.waitSeconds,
    talkSeconds: call.talkSeconds,
  });
}

/** Whether nothing secret is heard in the recording; undefined = nothing had to be done. */
async function silenced(call: Call, file: string): Promise<boolean | undefined> {
  const original = call.house.settings.originalOf?.(call.queue);
  if (call.copy) return call.copy.finish(original ?? 'encrypted');
  return original && call.silent.length > 0 ? silenceAfterwards(call, file, { spans: call.silent, tones: call.keysSecret }, original) : undefined;
}

/** `answered` = an agent spoke; `abandoned` = the caller left before; `rejected` = we refused; else `failed`/`finished` (also after a message, a booked callback or a ticket). */
export function outcomeOf(call: Pick<Call, 'agent' | 'queue' | 'caller'> & Partial<Pick<Call, 'served' | 'placed'>>, ending: Ending): string {
  if (call.agent !== undefined) return 'answered';
  // Who then wanted an agent all the same, and left the queue, has abandoned it.
  if (call.served !== undefined && !(call.served === 'ticket' && call.queue !== undefined)) return 'finished';
  if (ending.by === 'caller' || ending.by === 'vanished') return 'abandoned';
  if (!call.caller) return call.placed ? 'unanswered' : 'rejected';
  return ending.code >= 500 && ending.code < 600 ? 'failed' : 'finished';
}
