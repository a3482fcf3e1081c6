import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { createServer as createHttp } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { silentLog, systemClock, systemRandom } from '#core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileFolder } from './file-folder.ts';
import { refusedType, safeName, typeOf } from './file-names.ts';
import type { FileScanner } from './port.ts';
import { type ScannerChoice, scannerOf } from './scanners.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'huawu-files-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const filesWith = (scanner?: FileScanner) => new FileFolder({ folder, limits: () => ({ mostBytes: 1_000, endings: ['txt', 'png', 'pdf'] }), scanner: () => scanner, random: systemRandom, log: silentLog });
async function* bytes(...chunks: (string | Buffer)[]) {
  for (const chunk of chunks) yield Buffer.from(chunk);
}
const keep = async (name: string, ...chunks: (string | Buffer)[]) => {
  const kept = await filesWith().keep({ name, content: bytes(...chunks) });
  return kept.ok ? kept.value : kept.fault.code;
};
const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

it('a content stands under its hash once, whoever sent it; its name is not part of the place', async () => {
  const first = await keep('bill.txt', 'hel', 'lo');
  expect(first).toMatchObject({ name: 'bill.txt', type: 'text/plain', bytes: 5, sha256: HELLO, scan: 'unscanned' });
  const place = join(folder, '2c', HELLO);
  const { ino } = statSync(place);
  expect(await keep('other.txt', 'hello')).toMatchObject({ sha256: HELLO });
  expect(await keep('bill.txt', 'hello')).toEqual(first);
  expect(statSync(place).ino).toBe(ino);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  const opened = await filesWith().open(HELLO);
  expect(opened && (await text(opened.content))).toBe('hello');
  expect(await filesWith().open('../../etc/passwd')).toBeUndefined();
});

it('too large, empty, of another type, a program, a picture that is none: nothing is kept', async () => {
  expect([await keep('a.txt', Buffer.alloc(1_001, 'x')), await keep('a.txt'), await keep('a.exe', 'x'), await keep('a', 'x')]).toEqual(['tickets.file-too-large', 'tickets.file-empty', 'tickets.file-type', 'tickets.file-type']);
  expect([await keep('a.pdf', 'MZ\u0090'), await keep('a.png', '<html>'), await keep('a.pdf', '#!/bin/sh')]).toEqual(Array(3).fill('tickets.file-type'));
  expect(readdirSync(folder)).toEqual(['incoming', 'pending']);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  expect(await keep('a.txt', '#!/bin/sh')).toMatchObject({ type: 'text/plain' });
});

it('what a kill left in the middle of a file, and a content that no ticket ever had, go after their time; what a ticket has stays', async () => {
  const [HOUR, DAY] = [3_600_000, 86_400_000];
  const files = filesWith();
  const none = await files.sweep(0, async () => false);
  for (const content of ['hello', 'orphan']) expect((await files.keep({ name: 'a.txt', content: bytes(content) })).ok).toBe(true);
  writeFileSync(join(folder, 'incoming', 'half'), 'hel');
  const now = systemClock.wall();
  const used = async (sha256: string) => sha256 === HELLO;
  expect([none, await files.sweep(now, used)]).toEqual([{ halves: 0, contents: 0 }, { halves: 0, contents: 0 }]);
  expect(await files.sweep(now + HOUR + 1_000, used)).toEqual({ halves: 1, contents: 0 });
  expect(await files.sweep(now + DAY + 1_000, used)).toEqual({ halves: 0, contents: 1 });
  expect([readdirSync(join(folder, 'incoming')), readdirSync(join(folder, 'pending')), (await files.open(HELLO))?.bytes]).toEqual([[], [], 5]);
  // Nothing is looked at twice, and the database is asked before anything goes.
  expect(await files.sweep(now + 9 * DAY, async () => { throw new Error('away'); })).toEqual({ halves: 0, contents: 0 });
  await files.keep({ name: 'a.txt', content: bytes('orphan') });
  await expect(files.sweep(now + 9 * DAY, async () => { throw new Error('away'); })).rejects.toThrow('away');
});

it('names lead nowhere and hide nothing', () => {
  expect(['../../etc/passwd.txt', String.raw`C:\x\bill.pdf`, 'a\u202egpj.exe', '..', 'a"b\r\n.txt', `${'长'.repeat(300)}.pdf`].map(safeName)).toEqual(['passwd.txt', 'bill.pdf', 'a_gpj.exe', 'file', 'a_b_.txt', `${'长'.repeat(146)}.pdf`]);
  expect([typeOf('x.HTML'), typeOf('x.unknown')]).toEqual(['text/html', 'application/octet-stream']);
  expect(refusedType('a.png', Buffer.from('89504e470d0a1a0a', 'hex'), ['png'])).toBeUndefined();
});

const scan = async (choice: Partial<ScannerChoice>) => {
  const kept = await filesWith(scannerOf({ withinMs: 5_000, ...choice }, systemClock)).keep({ name: 'a.txt', content: bytes('hello') });
  return kept.ok ? kept.value.scan : `${kept.fault.code} ${kept.fault.retryable ? '' : kept.fault.message}`.trim();
};

it('a command looks: 0 clean, 1 infected, all else and no answer means that nothing is kept', async () => {
  expect(await scan({ command: ['sh', '-c', 'grep -q hello "$0"'] })).toBe('clean');
  expect(await scan({ command: ['sh', '-c', 'echo "$0: Eicar-Test FOUND"; exit 1'] })).toBe('tickets.file-infected The scanner refuses the file: Eicar-Test.');
  expect([await scan({ command: ['sh', '-c', 'exit 2'] }), await scan({ command: ['no-such-program-here'] }), await scan({ command: ['sh', '-c', 'exec sleep 60'], withinMs: 50 })]).toEqual(Array(3).fill('tickets.scan-away'));
});

it('clamd looks by INSTREAM', async () => {
  let answer = 'stream: OK\0';
  const got: Buffer[] = [];
  const clamd = createServer((socket) => {
    let all = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      all = Buffer.concat([all, chunk]);
      if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
      got.push(all);
      socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => clamd.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(clamd.address() as AddressInfo).port}`;
  expect(await scan({ clamd: address })).toBe('clean');
  expect(got[0]?.toString('latin1')).toBe('zINSTREAM\0\0\0\0\u0005hello\0\0\0\0');
  answer = 'stream: Eicar-Signature FOUND\0';
  expect(await scan({ clamd: address })).toBe('tickets.file-infected The scanner refuses the file: Eicar-Signature.');
  answer = 'INSTREAM size limit exceeded. ERROR\0';
  expect(await scan({ clamd: address })).toBe('tickets.scan-away');
  clamd.close();
  expect(await scan({ clamd: address })).toBe('tickets.scan-away');
});

it('an HTTP scanner looks', async () => {
  let answer: unknown = { clean: true };
  let status = 200;
  const http = createHttp(async (request, response) => {
    const given = await text(request);
    response.writeHead(status).end(JSON.stringify(given === 'hello' ? answer : { clean: false, what: 'not hello' }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/scan`;
  expect(await scan({ url })).toBe('clean');
  answer = { clean: false, what: 'Worm' };
  expect(await scan({ url })).toBe('tickets.file-infected The scanner refuses the file: Worm.');
  answer = {};
  expect(await scan({ url })).toBe('tickets.scan-away');
  status = 500;
  expect(await scan({ url })).toBe('tickets.scan-away');
  http.close();
});
