import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCapture } from './capture.ts';

const FOLDER = new URL('../captures/', import.meta.url);
const read = (name: string) => parseCapture(readFileSync(new URL(name, FOLDER), 'utf8'));

describe('A recording', () => {
  test('is there for every scenario that our server has to follow', () => {
    const numbers = readdirSync(FOLDER).map((name) => name.slice(0, 2)).sort();
    expect(numbers.join(' ')).toBe('01 02 03 04 05 06 07 08 09 12 15 19 20 21 22 23 26 28 29');
  });

  test('gives back each frame with the length written before it', () => {
    // parseCapture throws when a restored frame is longer or shorter than its recorded prefix
    for (const name of readdirSync(FOLDER)) expect(read(name).length, name).toBeGreaterThan(10);
  });

  test('tells who said what when', () => {
    const [signIn, , , invite] = read('01-inbound-call.txt');
    expect(signIn).toEqual({
      kind: 'app-frame',
      n: 1,
      at: 6,
      payload: '5e94a0d3-54bf-4a8f-8d8b-7c1bad016789|authenticate|cymru|',
    });
    expect(invite).toMatchObject({ kind: 'peer-message', n: 4, at: 9, peer: 'ALICE', transport: 'udp' });
  });

  test('restores bodies to the announced length', () => {
    const invite = read('01-inbound-call.txt')[3];
    const body = invite?.kind === 'peer-message' ? invite.text.split('\r\n\r\n')[1] : '';
    expect(body).toHaveLength(161);
    expect(body?.endsWith('a=sendrecv\r\n')).toBe(true);
  });

  test('keeps the moment the app left', () => {
    const kinds = read('12-app-gone-mid-dialog.txt').map((step) => step.kind);
    expect(kinds.indexOf('app-closes')).toBe(12);
  });
});
