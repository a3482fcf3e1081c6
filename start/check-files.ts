import { join } from 'node:path';
import type { Config } from '#config';
import { type Result, failed, ok, silentLog, systemClock, systemRandom } from '#core';
import { startMedia } from '#media';
import { callSettings } from './settings/call-settings.ts';
import { scorecardsOf } from './web/open-review.ts';

/** Checks flows, rules and prompts named by a configuration without opening any port. */
export async function checkFiles(config: Config): Promise<Result<void>> {
  const { promptsFolder, rtpPortFrom: from, rtpPortTo: to } = config.media;
  const media = await startMedia({
    rtpPorts: { from, to },
    workers: 1,
    promptsDirs: [...(promptsFolder ? [promptsFolder] : []), join(import.meta.dirname, '..', 'prompts')],
    silenceMs: 30_000,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  if (!media.ok) return media;
  const loaded = callSettings(config, { promptExists: (name, language) => media.value.missing([{ name, language }]).length === 0 });
  await media.value.close();
  if (!loaded.ok) return failed(loaded.fault);
  const scorecards = scorecardsOf(config, loaded.value.settings.policy);
  return scorecards.ok ? ok(undefined) : failed(scorecards.fault);
}
