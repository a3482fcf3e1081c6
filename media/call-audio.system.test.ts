import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AudioFrame, type Speaker, sleep, systemClock } from '#core';
import { repairRecording } from './recorder/repair-recording.ts';
import { TestPhone } from './testing/test-phone.ts';
import { type TestRoom, startTestRoom } from './testing/test-room.ts';
import { readWav } from './wav/read-wav.ts';
import { tone, toneShare } from './wav/tone.ts';

const wait = (ms: number) => sleep(systemClock, ms);

let room: TestRoom;
let phones: TestPhone[] = [];
beforeEach(async () => (room = await startTestRoom()));
afterEach(async () => {
  await Promise.all(phones.map((p) => p.close()));
  phones = [];
  await room.close();
});

/** Two bridged phones: the caller says 400 Hz, the agent 1000 Hz. */
async function conversation() {
  const [caller, agent] = [await TestPhone.open('ulaw'), await TestPhone.open('alaw')];
  phones.push(caller, agent);
  const [a, b] = [await room.call(caller), await room.call(agent)];
  caller.say(tone(400, 1000), a.local.port);
  agent.say(tone(1000, 1000), b.local.port);
  room.media.bridge(a, b);
  return { a, b };
}

async function channels(file: string): Promise<readonly Int16Array[]> {
  const wav = readWav(await readFile(file));
  if (!wav.ok) throw wav.fault;
  return wav.value.channels;
}

describe('the audio of a call', () => {
  it('is recorded with the caller left and the agent right', async () => {
    const { a, b } = await conversation();
    const file = join(room.folder, 'deep', 'call.wav');
    const audio = room.media.audio('call', { file, tap: false });
    audio.attach('caller', a);
    audio.attach('agent', b);
    const since = systemClock.now();
    await wait(1500);
    expect(await room.media.counts()).toEqual({ legs: 2, sockets: 4, recordings: 1, taps: 0 });
    const done = await audio.close();
    expect(done?.file).toBe(file);
    const lasted = systemClock.now() - since;
    expect(done?.samples).toBeGreaterThan(11_500);
    expect(done?.samples).toBeLessThan(8 * lasted + 1_000);
    const [left, right] = await channels(file);
    expect(left?.length).toBe(done?.samples);
    expect(toneShare(left?.subarray(1600, 11_200) ?? new Int16Array(0), 400)).toBeGreaterThan(0.98);
    expect(toneShare(right?.subarray(1600, 11_200) ?? new Int16Array(0), 1000)).toBeGreaterThan(0.98);
  });

  it('is tapped in runs that follow each other without gap or overlap, and never more than 250 ms late', async () => {
    const { a, b } = await conversation();
    const audio = room.media.audio('call', { tap: true });
    audio.attach('caller', a);
    audio.attach('agent', b);
    const frames: Record<Speaker, AudioFrame[]> = { caller: [], agent: [] };
    let latest = 0;
    audio.frames.on(({ speaker, frame }) => {
      frames[speaker].push({ at: frame.at, pcm: frame.pcm.slice() });
      latest = Math.max(latest, audio.position() - frame.at - frame.pcm.length);
    });
    await wait(1500);
    await audio.close();
    for (const [speaker, hertz] of [['caller', 400], ['agent', 1000]] as const) {
      const runs = frames[speaker];
      expect(runs.length).toBeGreaterThan(12);
      let end = 0;
      for (const run of runs) {
        expect(run.at).toBe(end);
        end += run.pcm.length;
      }
      const pcm = Int16Array.from(runs.slice(2).flatMap((run) => [...run.pcm]));
      expect(toneShare(pcm, hertz)).toBeGreaterThan(0.98);
    }
    expect(latest).toBeLessThan(2000);
  });

  it('is silent on a lane nobody is attached to', async () => {
    const { a, b } = await conversation();
    const file = join(room.folder, 'call.wav');
    const audio = room.media.audio('call', { file, tap: false });
    audio.attach('caller', a);
    audio.attach('agent', b);
    await wait(600);
    audio.attach('agent', undefined);
    // The worker hears of it a little later.
    const cut = audio.position() + 800;
    await wait(600);
    await audio.close();
    const [left, right] = await channels(file);
    expect(right?.subarray(1600, 3200).some((s) => s !== 0)).toBe(true);
    expect(right?.subarray(cut).every((s) => s === 0)).toBe(true);
    expect(toneShare(left?.subarray(cut, cut + 2400) ?? new Int16Array(0), 400)).toBeGreaterThan(0.98);
  });

  it('goes on without a recording that cannot be written, and says so once', async () => {
    const { a, b } = await conversation();
    const blocked = join(room.folder, 'file');
    await mkdir(blocked);
    const audio = room.media.audio('call', { file: blocked, tap: true });
    audio.attach('caller', a);
    audio.attach('agent', b);
    const reasons: string[] = [];
    let frames = 0;
    audio.recordingFailed.on((reason) => reasons.push(reason));
    audio.frames.on(() => frames++);
    await wait(1000);
    expect(reasons).toEqual([expect.stringContaining('EISDIR')]);
    expect(frames).toBeGreaterThan(10);
    expect(await audio.close()).toBeUndefined();
  });
});

describe.runIf(existsSync('/dev/full'))('a recording on a full disk', () => {
  it('fails once with the words of the system', async () => {
    const { a } = await conversation();
    const audio = room.media.audio('call', { file: '/dev/full', tap: false });
    audio.attach('caller', a);
    const reasons: string[] = [];
    audio.recordingFailed.on((reason) => reasons.push(reason));
    await wait(1000);
    expect(reasons).toEqual([expect.stringContaining('ENOSPC')]);
    expect(await audio.close()).toBeUndefined();
  });
});

describe('a room that stops in the middle of a call', () => {
  it('ends what plays, finishes the recording and opens nothing more', async () => {
    const { a } = await conversation();
    const file = join(room.folder, 'call.wav');
    const audio = room.media.audio('call', { file, tap: false });
    audio.attach('caller', a);
    await wait(500);
    const play = a.play([], { loop: true });
    await room.media.close();
    expect(['finished', 'leg-closed']).toContain(await play);
    expect((await audio.close())?.samples).toBe((await channels(file))[0]?.length);
    await a.close();
    const late = await room.media.open({ id: 'x', group: 'call', address: '127.0.0.1' });
    expect(late.ok ? '' : late.fault.code).toBe('media.closed');
    expect(await room.media.audio('other', { tap: true }).close()).toBeUndefined();
    expect(await room.media.counts()).toEqual({ legs: 0, sockets: 0, recordings: 0, taps: 0 });
  });
});

describe('a recording whose server was killed', () => {
  it('is readable and complete up to the last second', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'huawu-kill-'));
    const file = join(folder, 'call.wav');
    const child = fork(fileURLToPath(new URL('./testing/recording-child.ts', import.meta.url)), [file]);
    const [started] = (await once(child, 'message')) as [string];
    expect(started).toBe('recording');
    const since = systemClock.now();
    await wait(2500);
    child.kill('SIGKILL');
    const lasted = systemClock.now() - since;
    await once(child, 'exit');
    const [left, right] = await channels(file);
    expect(left?.length).toBeGreaterThan((lasted - 1000) * 8);
    expect(left?.length).toBe(right?.length);
    expect(toneShare(left?.subarray(1600) ?? new Int16Array(0), 400)).toBeGreaterThan(0.98);
    expect(toneShare(right?.subarray(1600) ?? new Int16Array(0), 1000)).toBeGreaterThan(0.98);
    const repaired = await repairRecording(file);
    expect(repaired.ok && repaired.value.samples >= (left?.length ?? 0)).toBe(true);
    await rm(folder, { recursive: true });
  });
});
