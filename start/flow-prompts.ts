import { join } from 'node:path';
import type { Config } from '#config';
import { type Result, ok, silentLog, systemClock, systemRandom } from '#core';
import { startMedia } from '#media';
import type { PromptExists } from './settings/call-settings.ts';

/** Where a configuration's sounds are, the nearer folder first. */
export const promptFolders = ({ media: { promptsFolder } }: Config): string[] => [...(promptsFolder ? [promptsFolder] : []), join(import.meta.dirname, '..', 'prompts')];

/** The sounds a configuration has, told by the room that will play them; without opening any port. */
export async function openPrompts(config: Config): Promise<Result<{ readonly exists: PromptExists; close(): Promise<void> }>> {
  const { rtpPortFrom: from, rtpPortTo: to } = config.media;
  const promptsDirs = promptFolders(config);
  const media = await startMedia({ rtpPorts: { from, to }, workers: 1, promptsDirs, silenceMs: 30_000, clock: systemClock, random: systemRandom, log: silentLog });
  if (!media.ok) return media;
  return ok({
    exists: (name, language) => media.value.missing([{ name, language }]).length === 0,
    close: () => media.value.close(),
  });
}
