import { expect, test } from 'vitest';
import { StoryHouse } from '#test/simulators/house/index';
import type { Config } from '#config';
import { healthOf } from './health.ts';

const CONFIG = { transcription: { enabled: false }, recording: { enabled: true } } as unknown as Config;

/** One call from answer to end; with `fault` its recording fails. */
async function recordedCall(house: StoryHouse, fault?: string): Promise<void> {
  const { caller } = await house.talk();
  const audio = house.media.audios.at(-1);
  if (audio) audio.stored = 16_000;
  if (fault !== undefined) audio?.recordingFailed.emit(fault);
  caller.bye();
  await house.pass(60_000);
}

test('recordings are in trouble from the first that fails to the next that does not', async () => {
  const house = new StoryHouse();
  const health = healthOf(house.house, () => CONFIG);
  expect(await health()).toMatchObject({ status: 'ok', parts: { recording: { status: 'ok' } } });
  await recordedCall(house, 'ENOSPC');
  expect(await health()).toMatchObject({
    status: 'degraded',
    parts: { recording: { status: 'degraded', note: 'calls are not recorded; check free space and rights of the recording folder' } },
  });
  await recordedCall(house);
  expect(await health()).toMatchObject({ status: 'ok', parts: { recording: { status: 'ok' } } });
});

test('a lost connection to the SIP server is told while it lasts', async () => {
  const { house } = new StoryHouse();
  const sip = Object.assign(Object.create(house.sip), { isConnected: false });
  expect((await healthOf({ ...house, sip }, () => CONFIG)()).parts.sip.status).toBe('degraded');
  expect((await healthOf(house, () => CONFIG)()).parts.sip.status).toBe('ok');
});
