import { type CallSeconds, Fault, type Result, SAMPLE_RATE, type Speaker, failed, ok } from '#core';
import { type Silences, SilencedCopy, repairRecording, silenceRecording } from '#media';
import type { TimelineEvent } from '#store';
import { sealedFileOf } from './recording-copy.ts';

/** In the last of a call that was cut off only what has words is heard in the copy, in s: longer than anything waits. */
const UNKNOWN: CallSeconds = 60;

/** Words begin and end a little beside where the recogniser says, in s. */
const WORD_MARGIN: CallSeconds = 0.1;

/** Makes the silenced copy of a recording that a crash cut off, from the spans on the timeline. What nobody has words for stays silent. */
export async function copyAfterCrash(file: string, events: readonly TimelineEvent[], key: Uint8Array | undefined): Promise<Result<{ samples: number; repaired: boolean }>> {
  if (!key) return failed(new Fault('calls.no-recording-key', `The recording ${file} is encrypted and its key is not there. Put it back (redaction.keyFile) and start again.`));
  const sealed = sealedFileOf(file);
  const length = await repairRecording(sealed);
  if (!length.ok) return length;
  const seconds = length.value.samples / SAMPLE_RATE;
  const copy = new SilencedCopy({ sealed, key, file });
  const silences = silencesOf(events);
  const unknown = (['caller', 'agent'] as const).flatMap((speaker) => wordless(events, speaker, seconds));
  try {
    const copied = await copy.advance(Infinity, { ...silences, spans: [...silences.spans, ...unknown] });
    await copy.close();
    return copied.ok ? ok({ samples: copy.copied, repaired: true }) : copied;
  } catch (error) {
    return failed(new Fault('calls.no-copy', `The copy ${file} of a recording could not be written: ${error instanceof Error ? error.message : String(error)}. The recording itself stays encrypted beside it.`));
  }
}

/** The same of a recording that is not encrypted: what the timeline tells is silent; where keys or numbers were asked for, what has no words, too. */
export async function silenceAfterCrash(file: string, events: readonly TimelineEvent[], key: Uint8Array | undefined): Promise<Result<{ samples: number; repaired: boolean }>> {
  const repaired = await repairRecording(file);
  if (!repaired.ok) return repaired;
  const seconds = repaired.value.samples / SAMPLE_RATE;
  const { spans, tones } = silencesOf(events);
  const asked = tones.some(({ to }) => to >= seconds - UNKNOWN);
  const all = asked ? [...spans, ...(['caller', 'agent'] as const).flatMap((speaker) => wordless(events, speaker, seconds))] : spans;
  if (all.length === 0) return repaired;
  const done = await silenceRecording(file, { spans: all, tones }, key ? { sealed: sealedFileOf(file), key } : undefined);
  return done.ok ? repaired : done;
}

/** What may not be heard, as the timeline tells. */
export function silencesOf(events: readonly TimelineEvent[]): Silences {
  const of = (type: string) => events.filter((event) => event.type === type).map(({ data }) => ({ speaker: data['speaker'] as Speaker, from: Number(data['from']), to: Number(data['to']) }));
  return { spans: of('redaction.silenced'), tones: of('redaction.asked') };
}

/** Where in the end of the call nothing this speaker said was stored: it may not have been decided yet. */
function wordless(events: readonly TimelineEvent[], speaker: Speaker, seconds: CallSeconds): { speaker: Speaker; from: CallSeconds; to: CallSeconds }[] {
  const turns = events.flatMap(({ type, data }) => {
    const words = type === 'transcript.final' && data['speaker'] === speaker && Array.isArray(data['words']) ? (data['words'] as { start: number; end: number }[]) : [];
    return words.map(({ start, end }) => ({ start, end }));
  }).sort((a, b) => a.start - b.start);
  const gaps: { speaker: Speaker; from: CallSeconds; to: CallSeconds }[] = [];
  let from = Math.max(0, seconds - UNKNOWN);
  for (const { start, end } of turns) {
    if (start - WORD_MARGIN > from) gaps.push({ speaker, from, to: start - WORD_MARGIN });
    from = Math.max(from, end + WORD_MARGIN);
  }
  return from < seconds ? [...gaps, { speaker, from, to: seconds }] : gaps;
}
