import { open } from 'node:fs/promises';
import { type AgitationCurve, type AgitationPolicy, type Conversation, curveOf, type Ears, type SpeechWindow, type SpokenTurn } from '#agitation';
import { Fault, type Millis, type Result, SAMPLE_RATE, failed, ok } from '#core';
import type { TimelineEvent } from '#store';
import { turnOf } from '../../calls/index.ts';

/** An hour of audio takes the worker about a minute on a busy machine. */
const MEASURED_WITHIN: Millis = 300_000;
/** Channels, 16 bit. */
const BYTES_PER_SAMPLE = 4;

/** The curves of a call, made again from its recording, its words and these settings. Faults: agitation.bad-recording. */
export async function curvesOfRecording(ears: Ears, policy: AgitationPolicy, file: string | undefined, events: readonly TimelineEvent[]): Promise<Result<readonly AgitationCurve[]>> {
  const bad = (what: string) => failed(new Fault('agitation.bad-recording', `The curves of this call cannot be made again: ${what}. What is stored stays.`));
  const conversations = events.flatMap(conversationOf);
  if (conversations.length === 0) return bad('no conversation of it was measured, or it has not ended');
  if (file === undefined) return bad('it has no recording');
  const turns = events.flatMap(spokenTurn);
  const made: AgitationCurve[] = [];
  for (const conversation of conversations) {
    const windows = await windowsOfFile(ears, file, conversation);
    if (!windows.ok) return windows;
    const own = turns.filter(({ at }) => at > conversation.from && at <= conversation.until + 1);
    made.push(curveOf(conversation, windows.value, own, policy).curve);
  }
  return ok(made);
}

/** In the worker thread, like a call that is heard live; the file is read a second at a time. */
async function windowsOfFile(ears: Ears, path: string, { from, until }: Conversation): Promise<Result<SpeechWindow[]>> {
  const windows: SpeechWindow[] = [];
  try {
    await using file = await open(path);
    const data = await dataOf(file);
    const ear = ears.open(from, (window) => windows.push(window));
    ear.stopAt(until);
    const bytes = Buffer.alloc(SAMPLE_RATE * BYTES_PER_SAMPLE);
    for (let at = Math.floor(from) * SAMPLE_RATE; at < until * SAMPLE_RATE; at += SAMPLE_RATE) {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, data + at * BYTES_PER_SAMPLE);
      if (bytesRead === 0) break;
      const both = new Int16Array(bytes.buffer, bytes.byteOffset, bytesRead >> 1);
      for (const [channel, speaker] of (['caller', 'agent'] as const).entries()) ear.push(speaker, { at, pcm: Int16Array.from({ length: both.length >> 1 }, (_, i) => both[i * 2 + channel] ?? 0) });
    }
    await ear.end(MEASURED_WITHIN);
    return ok(windows);
  } catch (error) {
    return failed(new Fault('agitation.bad-recording', `The recording cannot be read: ${error instanceof Error ? error.message : String(error)}. What is stored stays.`, { cause: error }));
  }
}

/** Where the samples begin; our recordings are stereo, 8 kHz, 16 bit. */
async function dataOf(file: { read(buffer: Buffer, offset: number, length: number, position: number): Promise<unknown> }): Promise<number> {
  const head = Buffer.alloc(256);
  await file.read(head, 0, head.length, 0);
  const at = head.indexOf('data', 12, 'latin1');
  if (head.toString('latin1', 0, 4) !== 'RIFF' || at < 0 || head.readUInt16LE(22) !== 2 || head.readUInt32LE(24) !== SAMPLE_RATE) throw new Error('it is no stereo WAV file of 8 kHz');
  return at + 8;
}

function conversationOf({ type, data: { from, until, agent } }: TimelineEvent): Conversation[] {
  return type === 'agitation.heard' && typeof from === 'number' && typeof until === 'number' ? [{ from, until, agent: String(agent) }] : [];
}

function spokenTurn({ type, data: { speaker, words } }: TimelineEvent): SpokenTurn[] {
  if (type !== 'transcript.final' || (speaker !== 'caller' && speaker !== 'agent') || !Array.isArray(words)) return [];
  const turn = turnOf(speaker, words as Parameters<typeof turnOf>[1]);
  return turn ? [turn] : [];
}
