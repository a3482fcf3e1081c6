import { describe, expect, test } from 'vitest';
import { AckCount } from './ack-count.ts';
import { FlowGate } from './flow-gate.ts';

function gate() {
  const said: string[] = [];
  return { said, gate: new FlowGate({ pause: () => said.push('pause'), resume: () => said.push('resume') }) };
}

describe('the gate of a stream', () => {
  test('closes at 40 small pieces and opens again at 20', () => {
    const { said, gate: it } = gate();
    for (let i = 0; i < 39; i++) it.taken(800);
    expect(said).toEqual([]);
    it.taken(800);
    for (let i = 0; i < 19; i++) it.done();
    expect(said).toEqual(['pause']);
    it.done();
    expect(said).toEqual(['pause', 'resume']);
  });

  test('closes at eight seconds of large ones', () => {
    const { said, gate: it } = gate();
    it.taken(32_000);
    it.taken(32_000);
    expect(said).toEqual(['pause']);
    it.done();
    expect(said).toEqual(['pause', 'resume']);
  });
});

describe('what a client is told is done', () => {
  test('comes once each, also when a new process has to hear it again', () => {
    const acks = new AckCount();
    expect([acks.handled(), acks.handled()]).toEqual([true, true]);
    acks.replaced();
    expect([acks.handled(), acks.handled(), acks.handled()]).toEqual([false, false, true]);
    acks.final();
    expect(acks.handled()).toBe(true);
  });
});
