import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesOf, makeZip } from '../../transcription/testing/make-zip.ts';
import type { Terminal } from '../terminal.ts';
import { wordsIn } from '../words.ts';
import { models } from './models-command.ts';

const MODEL = join(import.meta.dirname, '..', '..', 'models', 'demo-zh');
const ARCHIVE = makeZip(filesOf(MODEL, 'vosk-model-small-cn-9'));
const SUM = createHash('sha256').update(ARCHIVE).digest('hex');

const GONE = -1;

/** Serves the archive; breaks off after so many bytes of an answer while `breakAfter` holds any. */
let server: Server;
let asked: string[];
let breakAfter: number[];
let served: Buffer;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  asked = [];
  breakAfter = [];
  served = ARCHIVE;
  server = createServer((request, response) => {
    const { range } = request.headers;
    asked.push(`${request.url} ${range ?? 'all'}`);
    const etag = `"${createHash('md5').update(served).digest('hex')}"`;
    const from = range !== undefined && request.headers['if-range'] === etag ? Number(/\d+/u.exec(range)?.[0]) : 0;
    const most = breakAfter.shift();
    const headers = { etag, 'content-length': served.length - from, ...(from > 0 ? { 'content-range': `bytes ${from}-${served.length - 1}/${served.length}` } : {}) };
    if (most === GONE) return response.writeHead(404).end();
    response.writeHead(from > 0 ? 206 : 200, headers);
    if (most === undefined) return response.end(served.subarray(from));
    response.write(served.subarray(from, from + most), () => setTimeout(() => response.destroy(), 20));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Our own table, with our own key, of one model. */
function table(entry: { sha256: string | null; bytes?: number }): readonly string[] {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { port } = server.address() as AddressInfo;
  const file = join(folder, 'table.json');
  const url = `http://127.0.0.1:${port}/files/vosk-model-small-cn-9.zip`;
  const bytes = Buffer.from(JSON.stringify({ version: 1, made: '2026-11-23', models: [{ name: 'vosk-model-small-cn-9', language: 'zh', kind: 'small', url, bytes: ARCHIVE.length, licence: 'Apache-2.0', sampleRate: 8000, ...entry }] }));
  writeFileSync(file, bytes);
  writeFileSync(`${file}.sig`, sign(null, bytes, privateKey).toString('base64'));
  writeFileSync(join(folder, 'key.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  return ['--table', file, '--table-key', join(folder, 'key.pem')];
}

async function run(...args: readonly string[]): Promise<{ status: number; said: string }> {
  const lines: string[] = [];
  const terminal: Terminal = { words: wordsIn('en'), language: 'en', env: {}, from: folder, say: (line) => lines.push(line), complain: (line) => lines.push(line), askHidden: () => Promise.resolve(undefined), readLine: () => Promise.resolve('') };
  const status = await models(terminal, [...args, '--folder', join(folder, 'models')]);
  return { status, said: lines.join('\n') };
}

describe('huawu models', () => {
  test('pull goes on where a broken download stopped, checks, unpacks; verify finds a changed file; pull mends it; remove', async () => {
    const known = table({ sha256: SUM });
    breakAfter = [200_000, GONE];
    const broken = await run('pull', 'vosk-model-small-cn-9', ...known);
    expect([broken.status, broken.said]).toEqual([1, expect.stringContaining('what came is kept, run the command again to go on [models.download]')]);
    asked = [];
    const pulled = await run('pull', 'vosk-model-small-cn-9', ...known);
    expect(asked).toEqual(['/files/vosk-model-small-cn-9.zip bytes=200000-']);
    expect(pulled.said).toContain(`SHA-256 ${SUM}\n  checksum as in the signed table`);
    const model = join(folder, 'models', 'vosk-model-small-cn-9');
    expect(readFileSync(join(model, 'am', 'final.mdl'))).toEqual(readFileSync(join(MODEL, 'am', 'final.mdl')));
    expect(readdirSync(join(folder, 'models', '.huawu')).toSorted()).toEqual(['sums.json', 'vosk-model-small-cn-9.json']);
    expect((await run('verify')).said).toBe('✓ vosk-model-small-cn-9: whole');
    expect((await run('list', ...known)).said).toMatch(/✓ {2}vosk-model-small-cn-9 {2}zh/u);

    writeFileSync(join(model, 'conf', 'mfcc.conf'), '--sample-frequency=8000\n');
    expect(await run('verify', 'vosk-model-small-cn-9')).toMatchObject({ status: 1, said: expect.stringContaining('✗ vosk-model-small-cn-9: conf/mfcc.conf was changed') as string });
    expect((await run('pull', 'vosk-model-small-cn-9', ...known)).said).toContain('is here but damaged (conf/mfcc.conf was changed)');
    expect((await run('verify')).status).toBe(0);
    expect((await run('remove', 'vosk-model-small-cn-9')).status).toBe(0);
    expect([existsSync(model), (await run('remove', '../models')).status]).toEqual([false, 1]);
  });

  test('another archive under the same address is refused and thrown away, also when its checksum was only recorded', async () => {
    served = Buffer.concat([ARCHIVE.subarray(0, -1), Buffer.of(1)]);
    const known = table({ sha256: SUM });
    expect((await run('pull', 'vosk-model-small-cn-9', ...known)).said).toContain('[models.checksum]');
    const unknown = table({ sha256: null });
    served = ARCHIVE;
    expect((await run('pull', 'vosk-model-small-cn-9', ...unknown)).said).toContain('nobody has published one, so it was recorded now');
    await run('remove', 'vosk-model-small-cn-9');
    served = makeZip([...filesOf(MODEL, 'vosk-model-small-cn-9'), { name: 'vosk-model-small-cn-9/README', bytes: Buffer.from('x') }]).subarray(0, ARCHIVE.length);
    expect(await run('pull', 'vosk-model-small-cn-9', ...unknown)).toMatchObject({ status: 1, said: expect.stringContaining('[models.checksum]') as string });
    expect(existsSync(join(folder, 'models', 'vosk-model-small-cn-9'))).toBe(false);
  });

  test('import takes an archive of this machine; a hostile one leaves nothing', async () => {
    writeFileSync(join(folder, 'mine.zip'), ARCHIVE);
    expect((await run('import', 'mine.zip', '--name', 'mine', '--sha256', SUM)).said).toContain('checksum as given with --sha256');
    expect((await run('import', 'mine.zip', '--sha256', '0'.repeat(64))).said).toContain('nothing was unpacked [models.checksum]');
    writeFileSync(join(folder, 'evil.zip'), makeZip([...filesOf(MODEL, 'm'), { name: 'm/../../../evil', bytes: Buffer.from('x') }]));
    expect((await run('import', 'evil.zip')).said).toContain('[models.bad-archive]');
    writeFileSync(join(folder, 'empty.zip'), makeZip([{ name: 'm/README', bytes: Buffer.from('x') }]));
    expect((await run('import', 'empty.zip')).said).toContain('the archive holds no Vosk model');
    expect(readdirSync(join(folder, 'models')).toSorted()).toEqual(['.huawu', 'mine']);
    expect(existsSync(join(folder, 'evil'))).toBe(false);
  });
});
