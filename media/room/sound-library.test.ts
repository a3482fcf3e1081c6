import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#core';
import { decode } from '../g711/g711.ts';
import { tone, toneShare } from '../wav/tone.ts';
import { writeWav } from '../wav/write-wav.ts';
import { PortPool } from './port-pool.ts';
import { SoundLibrary } from './sound-library.ts';

let folder = '';
let own = '';
let shipped = '';
const put = (file: string, hertz: number, ms: number, rate = 8000) =>
  writeFile(file, writeWav({ rate, channels: [tone(hertz, ms, 0.5, rate)] }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huawu-sounds-'));
  own = join(folder, 'own');
  shipped = join(folder, 'shipped');
  for (const dir of [join(own, 'zh'), join(shipped, 'zh'), join(shipped, 'en', 'menu')]) await mkdir(dir, { recursive: true });
  await put(join(shipped, 'zh', 'hello.wav'), 400, 100);
  await put(join(shipped, 'en', 'hello.wav'), 400, 200);
  await put(join(shipped, 'en', 'menu', 'main.wav'), 400, 300);
  await put(join(shipped, 'music.wav'), 700, 400, 22_050);
  await put(join(own, 'zh', 'hello.wav'), 400, 500);
  await writeFile(join(own, 'broken.wav'), 'RIFFxxxx');
});
afterAll(() => rm(folder, { recursive: true }));

const library = async () => {
  const made = new SoundLibrary([own, shipped, join(folder, 'none')]);
  await made.preload(silentLog);
  return made;
};

describe('the sound library', () => {
  it('prefers the folder of the user, then the language, then sounds without one', async () => {
    const sounds = await library();
    const ms = (name: string, language?: 'zh' | 'en') => {
      const found = sounds.find(name, language);
      return found.ok ? found.value.ms : found.fault.code;
    };
    expect(ms('hello', 'zh')).toBe(500);
    expect(ms('hello', 'en')).toBe(200);
    expect(ms('menu/main', 'en')).toBe(300);
    expect(ms('music', 'zh')).toBe(400);
    expect(ms('music')).toBe(400);
    expect(ms('hello')).toBe('media.no-sound');
    expect(ms('broken', 'en')).toBe('media.bad-wav');
    expect(ms('../own/zh/hello', 'zh')).toBe('media.no-sound');
  });

  it('brings other rates to 8 kHz and holds both laws in shared memory', async () => {
    const found = (await library()).find('music');
    if (!found.ok) throw found.fault;
    const { alaw, ulaw } = found.value.sound;
    expect([alaw.length, ulaw.length]).toEqual([3200, 3200]);
    expect(alaw.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(toneShare(decode('alaw', alaw), 700)).toBeGreaterThan(0.98);
    expect(toneShare(decode('ulaw', ulaw), 700)).toBeGreaterThan(0.98);
  });

  it('finds a sound that came after the start', async () => {
    const sounds = await library();
    expect(sounds.find('late', 'zh').ok).toBe(false);
    await put(join(own, 'late.wav'), 400, 50);
    expect(sounds.find('late', 'zh').ok).toBe(true);
    await rm(join(own, 'late.wav'));
  });
});

describe('the pool of RTP ports', () => {
  it('gives even ports with room for RTCP and uses freed ones last', () => {
    const pool = new PortPool({ from: 10_001, to: 10_006 });
    expect([pool.take(), pool.free]).toEqual([10_002, 1]);
    pool.giveBack(10_002);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([10_004, 10_002, undefined]);
  });
});
