import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ZipFile, makeZip } from '../../testing/make-zip.ts';
import { safePath } from './safe-path.ts';
import { unpackZip } from './unpack.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'unpack-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const text = (name: string, more: Partial<ZipFile> = {}): ZipFile => ({ name, bytes: Buffer.from('words '.repeat(20)), ...more });

async function unpack(bytes: Buffer): Promise<string> {
  writeFileSync(join(folder, 'a.zip'), bytes);
  const result = await unpackZip(join(folder, 'a.zip'), join(folder, 'into'), () => {});
  return result.ok ? `unpacked ${result.value.join(', ')}` : result.fault.message.replace('the archive is refused: ', '');
}

describe('archives of models', () => {
  test('are unpacked as they were packed', async () => {
    expect(await unpack(makeZip([{ name: 'm/', bytes: Buffer.alloc(0), mode: 0o040755 }, text('m/am/final.mdl'), text('m/README', { mode: 0 })]))).toBe('unpacked m/am/final.mdl, m/README');
    expect(readFileSync(join(folder, 'into/m/am/final.mdl'), 'utf8')).toHaveLength(120);
  });

  test.each(['../evil', 'm/../../evil', '/etc/evil', 'm\\..\\evil', 'C:evil', 'm/./evil', 'm//evil', 'm/evil\u0000.txt', ''])('a file called %j is refused, and nothing is written', async (name) => {
    expect(await unpack(makeZip([text('m/good'), text(name)]))).toMatch(/would lie outside of the model's folder, or is no name/u);
    expect([existsSync(join(folder, 'into')), existsSync(join(folder, 'evil'))]).toEqual([false, false]);
  });

  test('links, encrypted files, two of a name and other things are refused', async () => {
    expect(await unpack(makeZip([text('m/link', { mode: 0o120777 })]))).toBe('"m/link" is a link or a device');
    expect(await unpack(makeZip([text('m/a')], { encrypted: true }))).toBe('"m/a" is encrypted');
    expect(await unpack(makeZip([text('m/a'), text('m/A')]))).toBe('"m/A" is in it twice');
    expect(await unpack(Buffer.from('no zip at all'))).toBe('it is no zip file, or not all of it');
    expect(await unpack(makeZip([text('m/a')]).subarray(0, 60))).toBe('it is no zip file, or not all of it');
  });

  test('bombs are refused: by what they declare, by what they hold, by bytes used twice', async () => {
    const big: ZipFile = { name: 'm/big', bytes: Buffer.alloc(80 << 20) };
    expect(await unpack(makeZip([big]))).toMatch(/bytes would become 83886080: too much to be a model/u);
    expect(await unpack(makeZip([{ ...big, size: 1000 }]))).toBe('"m/big" holds more than it declares');
    expect(await unpack(makeZip([text('m/a'), text('m/b')], { shared: true }))).toMatch(/shares its bytes with another file/u);
  });

  test('damage is found', async () => {
    expect(await unpack(makeZip([text('m/a', { crc: 1 })]))).toBe('"m/a" is damaged (length or CRC-32)');
  });

  test('paths', () => {
    expect([safePath('m/a b/c.txt'), safePath('m/'), safePath('模型/词表')]).toEqual(['m/a b/c.txt', 'm', '模型/词表']);
    expect(safePath(`${'d/'.repeat(20)}x`)).toBeUndefined();
  });
});
