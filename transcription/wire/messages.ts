/**
 * What the server and a recogniser process say to each other, one binary frame per message.
 *
 *    0               4      5               9
 *    +---------------+------+---------------+----------------------------- - -
 *    | length u32 BE | type | session u32 BE| payload, length - 5 bytes
 *    +---------------+------+---------------+----------------------------- - -
 *
 *    load, loaded    JSON (once per process and model)
 *    open            JSON
 *    audio           turn u32 BE, at f64 BE, samples i16 LE
 *    finish          turn u32 BE
 *    partial         turn u32 BE, settled words u32 BE, words (see words.ts)
 *    final           turn u32 BE, words
 *    grammar         JSON (at most once per session)
 *    close, handled  nothing
 */
import type { Samples } from '#core';
import type { Word } from '../port.ts';
import { decodeWords, encodeWords } from './words.ts';

/** Server to recogniser. The recogniser works strictly in this order. */
export type ToEngine =
  | { readonly type: 'load'; readonly model: string; readonly path: string; readonly feedRate: number }
  | { readonly type: 'open'; readonly session: number; readonly model: string; readonly grammar?: readonly string[]; readonly hotWords?: readonly string[] }
  | { readonly type: 'audio'; readonly session: number; readonly turn: number; readonly at: Samples; readonly pcm: Int16Array }
  | { readonly type: 'finish'; readonly session: number; readonly turn: number }
  | { readonly type: 'close'; readonly session: number };

/** Recogniser to server. Every `audio` is answered by `handled`, every `finish` by `final`. */
export type FromEngine =
  | { readonly type: 'loaded'; readonly model: string; readonly problem?: string }
  | { readonly type: 'handled'; readonly session: number }
  /** Phrases of the grammar the model cannot know; `free`: none was left, it listens for all its words. */
  | { readonly type: 'grammar'; readonly session: number; readonly dropped: readonly string[]; readonly free: boolean }
  | {
      readonly type: 'partial';
      readonly session: number;
      readonly turn: number;
      readonly words: readonly Word[];
      /** How many words, from the front, will not change any more. */
      readonly settled: number;
    }
  | { readonly type: 'final'; readonly session: number; readonly turn: number; readonly words: readonly Word[] };

export type Message = ToEngine | FromEngine;

const CODES = { load: 1, open: 2, audio: 3, finish: 4, close: 5, loaded: 65, handled: 66, partial: 67, final: 68, grammar: 69 } as const;
const TYPES = new Map<number, Message['type']>(Object.entries(CODES).map(([type, code]) => [code, type as Message['type']]));
const HEADER_BYTES = 9;
const AUDIO_HEADER_BYTES = 12;

/** One message as the bytes of one frame. */
export function encodeMessage(message: Message): Buffer {
  const payload = encodePayload(message);
  const frame = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  frame.writeUInt32BE(payload.length + HEADER_BYTES - 4, 0);
  frame.writeUInt8(CODES[message.type], 4);
  frame.writeUInt32BE('session' in message ? message.session : 0, 5);
  payload.copy(frame, HEADER_BYTES);
  return frame;
}

function encodePayload(message: Message): Buffer {
  switch (message.type) {
    case 'load':
    case 'loaded':
      return Buffer.from(JSON.stringify(message));
    case 'open':
      return Buffer.from(JSON.stringify({ model: message.model, grammar: message.grammar, hotWords: message.hotWords }));
    case 'grammar':
      return Buffer.from(JSON.stringify({ dropped: message.dropped, free: message.free }));
    case 'audio':
      return encodeAudio(message.turn, message.at, message.pcm);
    case 'finish':
      return encodeNumber(message.turn);
    case 'partial':
      return Buffer.concat([encodeNumber(message.turn), encodeNumber(message.settled), encodeWords(message.words)]);
    case 'final':
      return Buffer.concat([encodeNumber(message.turn), encodeWords(message.words)]);
    case 'close':
    case 'handled':
      return Buffer.alloc(0);
  }
}

function encodeNumber(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}

function encodeAudio(turn: number, at: Samples, pcm: Int16Array): Buffer {
  const bytes = Buffer.allocUnsafe(AUDIO_HEADER_BYTES + pcm.byteLength);
  bytes.writeUInt32BE(turn, 0);
  bytes.writeDoubleBE(at, 4);
  Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).copy(bytes, AUDIO_HEADER_BYTES);
  return bytes;
}

/** The message of one frame without its length field; undefined when it is not one of ours. */
export function decodeMessage(body: Buffer): Message | undefined {
  const type = TYPES.get(body[0] ?? 0);
  if (type === undefined || body.length < HEADER_BYTES - 4) return undefined;
  const session = body.readUInt32BE(1);
  const payload = body.subarray(5);
  switch (type) {
    case 'load':
    case 'loaded':
      return JSON.parse(payload.toString()) as Message;
    case 'open':
      return { type, session, ...(JSON.parse(payload.toString()) as { model: string; grammar?: string[]; hotWords?: string[] }) };
    case 'grammar':
      return { type, session, ...(JSON.parse(payload.toString()) as { dropped: string[]; free: boolean }) };
    case 'audio':
      return decodeAudio(session, payload);
    case 'finish':
      return payload.length < 4 ? undefined : { type, session, turn: payload.readUInt32BE(0) };
    case 'partial':
      if (payload.length < 8) return undefined;
      return { type, session, turn: payload.readUInt32BE(0), settled: payload.readUInt32BE(4), words: decodeWords(payload.subarray(8)) };
    case 'final':
      if (payload.length < 4) return undefined;
      return { type, session, turn: payload.readUInt32BE(0), words: decodeWords(payload.subarray(4)) };
    case 'close':
    case 'handled':
      return { type, session };
  }
}

function decodeAudio(session: number, payload: Buffer): Message | undefined {
  if (payload.length < AUDIO_HEADER_BYTES) return undefined;
  const samples = payload.subarray(AUDIO_HEADER_BYTES);
  const pcm = new Int16Array(samples.length >> 1);
  // Copied, because the samples rarely lie on an even address inside the frame.
  Buffer.from(pcm.buffer).set(samples.subarray(0, pcm.byteLength));
  return { type: 'audio', session, turn: payload.readUInt32BE(0), at: payload.readDoubleBE(4), pcm };
}
