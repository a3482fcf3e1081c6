import { join } from 'node:path';
import type { CallId, EpochMillis } from '#core';

/** `<folder>/2026/11/22/<call>.wav`, by the day (UTC) the call arrived. */
export function recordingFileOf(folder: string, call: CallId, startedAt: EpochMillis): string {
  const day = new Date(startedAt).toISOString().slice(0, 10).split('-');
  return join(folder, ...day, `${call}.wav`);
}
