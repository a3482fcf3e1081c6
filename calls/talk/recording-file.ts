import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { CallId, EpochMillis } from '#core';

/** Where recordings are. */
export interface RecordingFolders {
  /** Undefined: calls are not recorded now. */
  readonly recordings?: string;
  /** Names on the timeline are relative to this folder, so that it can be moved; without it they are absolute. */
  readonly recordingsBase?: string;
  /** Key of encrypted recordings. */
  readonly recordingKey?: () => Uint8Array | undefined;
}

/** `2026/11/22/<call>.wav`: what stays the same wherever the folder is. */
const TAIL_STEPS = 4;

/** `<folder>/2026/11/22/<call>.wav`, by the day (UTC) the call arrived. */
export function recordingFileOf(folder: string, call: CallId, startedAt: EpochMillis): string {
  const day = new Date(startedAt).toISOString().slice(0, 10).split('-');
  return join(folder, ...day, `${call}.wav`);
}

/** The name of a file as the timeline has it. A file outside of the base keeps its absolute one. */
export function recordingName(file: string, { recordingsBase }: RecordingFolders): string {
  const name = recordingsBase === undefined ? file : relative(recordingsBase, file);
  return name.startsWith('..') || isAbsolute(name) ? file : name.split(sep).join('/');
}

/** The file of a name. One that is not where it was (its folder was moved) is looked for in the folder of today. */
export function recordingOfName(name: string, { recordings, recordingsBase }: RecordingFolders, exists: (file: string) => boolean = existsSync): string {
  const file = isAbsolute(name) || recordingsBase === undefined ? name : join(recordingsBase, name);
  if (recordings === undefined || exists(file)) return file;
  const today = join(recordings, ...name.split('/').slice(-TAIL_STEPS));
  return exists(today) ? today : file;
}
