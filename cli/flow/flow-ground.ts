import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { type Config, loadConfig } from '#config';
import { type Language, type Millis, type Result, ok } from '#core';
import { type FlowSurroundings, probableLength } from '#ivr';
import { type FlowFindings, flowSurroundings, readFlowFiles } from '../../start/settings/flow-files.ts';
import { openPrompts, promptFolders } from '../../start/flow-prompts.ts';
import type { Terminal } from '../terminal.ts';

type Utterance = Parameters<typeof probableLength>[0];

/** What flows are judged and walked among: a configuration, or anything they like. */
export interface Ground {
  readonly config: Config | undefined;
  readonly known: FlowSurroundings;
  /** How long a sound lasts: measured where there is a configuration. */
  readonly lasts: (utterance: Utterance, language: Language) => Millis;
  close(): Promise<void>;
}

/** Every name is known here. */
const anyName: readonly string[] = Object.assign([], { includes: () => true });

const ANYTHING: Ground = {
  config: undefined,
  known: { queues: anyName, skills: anyName, timeZone: 'Asia/Shanghai', promptExists: () => true },
  lasts: probableLength,
  close: () => Promise.resolve(),
};

/** The ground of a configuration's file, as named by the caller; without one anything goes. */
export async function groundOf({ from, env }: Terminal, file: string | undefined, folder: string = from): Promise<Result<Ground>> {
  if (file === undefined) return ok(ANYTHING);
  const config = loadConfig(resolve(folder, file), env);
  if (!config.ok) return config;
  return groundIn(config.value);
}

export async function groundIn(config: Config): Promise<Result<Ground>> {
  const prompts = await openPrompts(config);
  if (!prompts.ok) return prompts;
  const folders = promptFolders(config);
  const lasts = (utterance: Utterance, language: Language) => (typeof utterance === 'string' ? soundLength(folders, utterance, language) : undefined) ?? probableLength(utterance, language);
  return ok({ config, known: flowSurroundings(config, prompts.value.exists), lasts, close: prompts.value.close });
}

/** Length of a sound in ms by the size of its file: our prompts are 8 kHz, 16 bits, mono, behind 44 bytes of header. */
function soundLength(folders: readonly string[], reference: string, language: Language): Millis | undefined {
  const [, pinned, name = reference] = /^(?:(zh|en):)?(.+)$/u.exec(reference) ?? [];
  for (const folder of folders) {
    for (const file of [join(folder, pinned ?? language, `${name}.wav`), join(folder, `${name}.wav`)]) {
      const size = statSync(file, { throwIfNoEntry: false })?.size;
      if (size !== undefined) return Math.round(Math.max(0, size - 44) / 16);
    }
  }
  return undefined;
}

/** Reads a flow named by the caller; messages name files as the caller would. */
export function readFlowOf({ from, language }: Terminal, file: string, { known }: Ground): FlowFindings {
  const path = resolve(from, file);
  const findings = readFlowFiles(path, { ...known, subFlow: returns(path) }, language);
  const short = (line: string) => shorterPath(from, line);
  return { ...findings, problems: findings.problems.map(short), warnings: findings.warnings.map(short) };
}

/** A flow that returns is a sub-flow, read for itself. */
function returns(path: string): boolean {
  try {
    return statSync(path).isFile() && /^[^#\n]*type:\s*['"]?return\b/mu.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}

/** The path at the beginning of a line, seen from the folder of the caller where that is shorter. */
export function shorterPath(from: string, line: string): string {
  const [path = ''] = /^[^:\n]+/u.exec(line) ?? [];
  if (!isAbsolute(path)) return line;
  const seen = relative(from, path);
  return seen !== '' && seen.length < path.length ? `${seen}${line.slice(path.length)}` : line;
}
