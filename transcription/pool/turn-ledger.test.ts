import { describe, expect, test } from 'vitest';
import { TurnLedger, type Work } from './turn-ledger.ts';

const second = (turn: number, at: number, voiced = true): Work => ({ kind: 'audio', turn, at, pcm: new Int16Array(8000), voiced });

function takeAll(ledger: TurnLedger): readonly Work[] {
  const taken: Work[] = [];
  for (let work = ledger.take(); work; work = ledger.take()) {
    taken.push(work);
    ledger.handled();
  }
  return taken;
}

describe('the ledger of a stream', () => {
  test('hands out work in order, at most twenty pieces ahead of the answers', () => {
    const ledger = new TurnLedger();
    for (let i = 0; i < 25; i++) ledger.add(second(1, i));
    let taken = 0;
    while (ledger.take()) taken++;
    expect(taken).toBe(20);
    ledger.handled();
    expect(ledger.take()).toMatchObject({ at: 20 });
    expect(ledger.take()).toBeUndefined();
  });

  test('forgets a turn when its final words came, once', () => {
    const ledger = new TurnLedger();
    ledger.add(second(1, 0));
    ledger.add({ kind: 'finish', turn: 1 });
    ledger.add(second(2, 1));
    expect(ledger.settle(1)).toBe(true);
    expect(ledger.settle(1)).toBe(false);
    expect(ledger.openTurns).toEqual([2]);
  });

  test('keeps sixty seconds and drops the oldest waiting silence first', () => {
    const ledger = new TurnLedger();
    for (let i = 0; i < 60; i++) ledger.add(second(1, i, i !== 40));
    expect(ledger.add(second(1, 60))).toBe(8000);
    expect(ledger.add(second(1, 61))).toBe(8000);
    const positions = takeAll(ledger).map((work) => (work.kind === 'audio' ? work.at : -1));
    expect(positions).toHaveLength(60);
    expect(positions).not.toContain(40);
    expect(positions[0]).toBe(1);
  });

  test('gives everything again after a loss, until it has caught up', () => {
    const ledger = new TurnLedger();
    for (let i = 0; i < 3; i++) ledger.add(second(1, i));
    takeAll(ledger);
    expect(ledger.rewind(false)).toEqual({ kind: 'repeat' });
    expect(ledger.repeating).toBe(true);
    expect(takeAll(ledger)).toHaveLength(3);
    expect(ledger.repeating).toBe(false);
  });

  test('is still repeating after a second loss in the middle of the repetition', () => {
    const ledger = new TurnLedger();
    for (let i = 0; i < 3; i++) ledger.add(second(1, i));
    takeAll(ledger);
    ledger.rewind(false);
    ledger.take();
    ledger.handled();
    ledger.rewind(false);
    takeAll(ledger);
    expect(ledger.repeating).toBe(false);
    ledger.rewind(false);
    ledger.take();
    ledger.handled();
    ledger.take();
    ledger.handled();
    expect(ledger.repeating).toBe(true);
  });

  test('mutes the piece blamed for three deaths', () => {
    const ledger = new TurnLedger();
    ledger.add({ kind: 'audio', turn: 1, at: 0, pcm: new Int16Array(160).fill(7), voiced: true });
    const verdicts = [1, 2, 3].map(() => {
      ledger.take();
      return ledger.rewind(true).kind;
    });
    expect(verdicts).toEqual(['repeat', 'repeat', 'muted']);
    expect(ledger.take()).toMatchObject({ at: 0, pcm: new Int16Array(160) });
  });
});
