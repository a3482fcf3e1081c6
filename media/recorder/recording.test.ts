import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWav } from '../wav/read-wav.ts';
import { RecordingFile } from './recording-file.ts';
import { repairRecording } from './repair-recording.ts';
import type { Storage } from './storage.ts';

/** A disk in memory that can be made slow or full. */
function memoryDisk() {
  const disk = {
    bytes: new Uint8Array(1 << 20),
    length: 0,
    full: false,
    gate: Promise.resolve(),
    storage: {} as Storage,
    sound() {
      const wav = readWav(disk.bytes.slice(0, disk.length));
      return wav.ok ? wav.value.channels : [];
    },
  };
  disk.storage = {
    create: async () => ({
      async write(parts) {
        await disk.gate;
        if (disk.full) throw new Error('ENOSPC: no space left on device, write');
        for (const { bytes, position } of parts) {
          disk.bytes.set(bytes, position);
          disk.length = Math.max(disk.length, position + bytes.length);
        }
      },
      async close() {},
    }),
  };
  return disk;
}

const settle = async () => {
  for (let i = 0; i < 50; i++) await Promise.resolve();
};
const run = (length: number, value: number) => new Int16Array(length).fill(value);

describe('a recording', () => {
  it('is a readable file after every 400 ms, caller left and agent right', async () => {
    const disk = memoryDisk();
    const recording = new RecordingFile('a.wav', disk.storage, () => {});
    for (let i = 0; i < 4; i++) recording.append(run(800, 11), run(800, -22));
    await settle();
    expect(disk.sound().map((c) => [c.length, c[0], c[3199]])).toEqual([[3200, 11, 11], [3200, -22, -22]]);
    recording.append(run(100, 33), run(100, 44));
    expect(await recording.close()).toEqual({ file: 'a.wav', samples: 3300 });
    expect(disk.sound().map((c) => [c.length, c[3299]])).toEqual([[3300, 33], [3300, 44]]);
  });

  it('has its header from the start', async () => {
    const disk = memoryDisk();
    const recording = new RecordingFile('a.wav', disk.storage, () => {});
    await settle();
    expect(disk.length).toBe(44);
    expect(await recording.close()).toEqual({ file: 'a.wav', samples: 0 });
  });

  it('fails once when the disk is full and keeps what was stored', async () => {
    const disk = memoryDisk();
    const reasons: string[] = [];
    const recording = new RecordingFile('a.wav', disk.storage, (reason) => reasons.push(reason));
    recording.append(run(3200, 1), run(3200, 2));
    await settle();
    disk.full = true;
    for (let i = 0; i < 3; i++) {
      recording.append(run(3200, 3), run(3200, 4));
      await settle();
    }
    expect(reasons).toEqual(['ENOSPC: no space left on device, write']);
    expect(await recording.close()).toEqual({ file: 'a.wav', samples: 3200 });
  });

  it('leaves silence for what a stalled disk could not take, and the rest in its place', async () => {
    const disk = memoryDisk();
    let open = () => {};
    disk.gate = new Promise((resolve) => (open = resolve));
    const recording = new RecordingFile('a.wav', disk.storage, () => {});
    for (let i = 0; i < 30; i++) recording.append(run(3200, 5), run(3200, 6));
    open();
    await settle();
    for (let i = 0; i < 100; i++) await settle();
    recording.append(run(3200, 7), run(3200, 8));
    await recording.close();
    const [left] = disk.sound();
    expect([left?.length, left?.[0], left?.[25 * 3200], left?.[30 * 3200]]).toEqual([31 * 3200, 5, 0, 7]);
  });
});

describe('repairing a recording', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'huawu-recording-'))));
  afterAll(async () => rm(folder, { recursive: true }));

  async function recorded(name: string): Promise<string> {
    const disk = memoryDisk();
    const recording = new RecordingFile(name, disk.storage, () => {});
    recording.append(run(8000, 1), run(8000, 2));
    await recording.close();
    const file = join(folder, name);
    await writeFile(file, disk.bytes.subarray(0, disk.length));
    return file;
  }

  it('leaves a whole file as it is', async () => {
    expect(await repairRecording(await recorded('whole.wav'))).toEqual({ ok: true, value: { samples: 8000, repaired: false } });
  });

  it('makes the header tell the length of a file that was cut off', async () => {
    const file = await recorded('cut.wav');
    await truncate(file, 44 + 4000 * 4 + 3);
    expect(await repairRecording(file)).toEqual({ ok: true, value: { samples: 4000, repaired: true } });
    const wav = readWav(await readFile(file));
    expect(wav.ok && wav.value.channels.map((c) => c.length)).toEqual([4000, 4000]);
  });

  it('makes an empty file an empty recording', async () => {
    const file = join(folder, 'empty.wav');
    await writeFile(file, '');
    expect(await repairRecording(file)).toEqual({ ok: true, value: { samples: 0, repaired: true } });
  });

  it('touches no file of others and says so', async () => {
    const file = join(folder, 'text.wav');
    await writeFile(file, 'x'.repeat(100));
    const other = await repairRecording(file);
    expect(other.ok ? '' : other.fault.code).toBe('media.bad-recording');
    expect(await readFile(file, 'utf8')).toBe('x'.repeat(100));
    const none = await repairRecording(join(folder, 'none.wav'));
    expect(none.ok ? '' : none.fault.code).toBe('media.bad-recording');
  });
});
