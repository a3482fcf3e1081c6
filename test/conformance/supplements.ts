import type { Step } from './replay/capture.ts';
import { withDeviations } from './replay/deviation.ts';

/** What the program that made recording 15 did without writing it down: its notes tell, and what the server made of it. */
function overTcp(steps: readonly Step[]): Step[] {
  const peer = 'ALICE';
  const second = steps.find((step) => step.n === 20);
  if (second?.kind !== 'server-frame') throw new Error('recording 15 has another step 20');
  const text = second.payload.slice(second.payload.indexOf('\r\n') + 2).replace(/;rport=\d+/, ';rport');
  return [
    ...steps.map((step) => (step.n === 5 && step.kind === 'peer-message' ? { ...step, cutAt: 100 } : step)),
    { kind: 'peer-bytes', n: 17.5, at: 906, peer, bytes: '\r\n\r\n' },
    { kind: 'peer-message', n: 18.5, at: 1205, peer, transport: 'tcp', text },
    { kind: 'peer-hangs-up', n: 23.5, at: 1408, peer },
  ];
}

/** In recording 08 the ACK came 1 ms before the timer that repeats the 200: too close to play again. */
function earlierAck(steps: readonly Step[]): Step[] {
  return steps.map((step) => (step.n === 40 ? { ...step, at: step.at - 250 } : step));
}

/** Recording 23 ends before its last repeat was passed up as a new request, which the recorded version does when played again. */
function lastRepeatPassedUp(steps: readonly Step[]): Step[] {
  const reason = 'not in the recording';
  return withDeviations(steps, [{ recording: '23', without: [], reason, instead: [{ after: 11, passesUp: 11, like: 6, asNew: true }] }]);
}

const BY_RECORDING: Readonly<Record<string, (steps: readonly Step[]) => Step[]>> = {
  '08': earlierAck,
  '15': overTcp,
  '23': lastRepeatPassedUp,
};

/** The steps of a recording with what is known to be missing in it, in order. */
export function supplemented(recording: string, steps: readonly Step[]): Step[] {
  const supplement = BY_RECORDING[recording];
  return (supplement?.(steps) ?? [...steps]).sort((a, b) => a.n - b.n);
}
