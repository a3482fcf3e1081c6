import { describe, expect, test } from 'vitest';
import { callSide } from '../testing/recordings.ts';
import { TurnCutter, type TurnPiece } from './turn-cutter.ts';

const pcm = callSide('en-1-compliant', 'caller');

function cut(samples: Int16Array, run: number, from = 0, audio = true): readonly TurnPiece[] {
  const pieces: TurnPiece[] = [];
  const cutter = new TurnCutter((piece) => pieces.push(piece), { audio });
  for (let i = 0; i < samples.length; i += run) cutter.push({ at: from + i, pcm: samples.subarray(i, i + run) });
  cutter.end();
  return pieces;
}

const audioOf = (pieces: readonly TurnPiece[], turn: number) =>
  pieces.flatMap((piece) => (piece.kind === 'audio' && piece.turn === turn ? piece : []));

describe('the turn cutter', () => {
  test('gives the turns of a recorded call, each closed', () => {
    expect(cut(pcm, 160).flatMap((p) => (p.kind === 'finish' ? p.turn : []))).toEqual([1, 2, 3, 4, 5]);
  });

  test('begins 300 ms before the voice and ends with the pause that decided', () => {
    const turn = audioOf(cut(pcm, 160), 1);
    const last = turn.at(-1);
    expect(turn[0]?.at).toBe(9.82 * 8000 - 2400);
    expect(((last?.at ?? 0) + (last?.pcm.length ?? 0)) / 8000).toBeCloseTo(12.84 + 0.5, 1);
  });

  test('gives contiguous pieces of at most 100 ms that are the audio of that place', () => {
    let next: number | undefined;
    for (const piece of audioOf(cut(pcm, 160), 2)) {
      expect(piece.at).toBe(next ?? piece.at);
      expect(piece.pcm.length).toBeLessThanOrEqual(800);
      expect(piece.pcm).toEqual(pcm.subarray(piece.at, piece.at + piece.pcm.length));
      next = piece.at + piece.pcm.length;
    }
    expect(next).toBeGreaterThan(21 * 8000);
  });

  test('cuts the same whatever the length of the runs', () => {
    expect(cut(pcm, 1001)).toEqual(cut(pcm, 160));
  });

  test('keeps nothing of the memory of the caller', () => {
    const pieces: TurnPiece[] = [];
    const cutter = new TurnCutter((piece) => pieces.push(piece), { audio: true });
    const frame = new Int16Array(160);
    for (let i = 0; i + 160 <= pcm.length; i += 160) {
      frame.set(pcm.subarray(i, i + 160));
      cutter.push({ at: i, pcm: frame });
      frame.fill(0);
    }
    cutter.end();
    expect(audioOf(pieces, 1)).toEqual(audioOf(cut(pcm, 160), 1));
  });

  test('works on positions before zero', () => {
    const shifted = cut(pcm, 160, -80_000);
    expect(audioOf(shifted, 1)[0]?.at).toBe(9.82 * 8000 - 2400 - 80_000);
  });

  test('closes voice and turn when the stream ends in the middle of a word', () => {
    const pieces = cut(pcm.subarray(0, 11 * 8000), 160);
    expect(pieces.map((p) => p.kind).filter((kind) => kind !== 'audio')).toEqual(['voice', 'voice', 'finish']);
  });

  test('gives the silence too, to the turn that follows, when nothing is gated', () => {
    const pieces: TurnPiece[] = [];
    const cutter = new TurnCutter((piece) => pieces.push(piece), { audio: true, gate: false });
    cutter.push({ at: 0, pcm });
    cutter.end();
    const samples = pieces.reduce((total, piece) => total + (piece.kind === 'audio' ? piece.pcm.length : 0), 0);
    expect(samples).toBe(pcm.length - (pcm.length % 160));
    expect(audioOf(pieces, 1)[0]?.at).toBe(0);
  });

  test('tells the same changes of voice, and nothing else, when nobody recognises words', () => {
    const voices = (pieces: readonly TurnPiece[]) => pieces.filter((piece) => piece.kind === 'voice');
    expect(cut(pcm, 800, 0, false)).toEqual(voices(cut(pcm, 800)));
  });
});
