import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deviations } from '../deviations.ts';
import { type Step, parseCapture } from './capture.ts';
import { withDeviations } from './deviation.ts';

const refer = ['REFER sip:1@127.0.0.1 SIP/2.0', 'Via: SIP/2.0/UDP 127.0.0.1:4000;branch=b;rport', 'To: <sip:1@x>', 'Call-ID: c', '', ''];
const steps: Step[] = [
  { kind: 'peer-message', n: 1, at: 10, peer: 'ALICE', transport: 'udp', text: refer.join('\r\n') },
  { kind: 'server-frame', n: 2, at: 20, payload: 'a|response|b|OK' },
];

describe('A declared deviation', () => {
  test('takes recorded steps away and puts our own behaviour in their place', () => {
    const own = withDeviations(steps, [
      { recording: '00', without: [2], reason: 'r', instead: [{ after: 1, answers: 1, with: '405 Method Not Allowed', headers: ['Allow: ACK'] }] },
    ]);
    expect(own.map((step) => step.n)).toEqual([1, 1.01]);
    expect(own[1]).toEqual({
      kind: 'server-message',
      n: 1.01,
      at: 10,
      peer: 'ALICE',
      transport: 'udp',
      text: [
        'SIP/2.0 405 Method Not Allowed',
        'Via: SIP/2.0/UDP 127.0.0.1:4000;branch=b;rport=4000',
        'To: <sip:1@x>;tag=made-at-1.01',
        'Call-ID: c',
        'Allow: ACK',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    });
  });

  test('must name steps that are in the recording', () => {
    expect(() => withDeviations(steps, [{ recording: '00', without: [7], reason: 'r', instead: [] }])).toThrow('no step 7');
    expect(() =>
      withDeviations(steps, [{ recording: '00', without: [], reason: 'r', instead: [{ after: 1, repeats: 1 }] }]),
    ).toThrow('is no server-message');
  });

  test('of ours fits its recording and says why it is there', () => {
    const folder = new URL('../captures/', import.meta.url);
    for (const deviation of deviations) {
      const name = readdirSync(folder).find((file) => file.startsWith(deviation.recording));
      expect(name, deviation.reason).toBeDefined();
      const recorded = parseCapture(readFileSync(new URL(name ?? '', folder), 'utf8'));
      expect(() => withDeviations(recorded, [deviation])).not.toThrow();
      expect(deviation.reason.length).toBeGreaterThan(20);
    }
  });
});
