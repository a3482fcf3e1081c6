import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '#config';
import { loadPolicy, type Policy, policyFaultLines, remarkText } from '#qa';
import { policySurroundings } from '../../start/settings/rules/policy-surroundings.ts';
import type { Terminal } from '../terminal.ts';

/** Reads a policy as the caller names it; what is wrong is told. */
export function readPolicy(terminal: Terminal, file: string, config: Config | undefined, folder: string = terminal.from): Policy | undefined {
  const { complain, language, words } = terminal;
  const text = textOf(resolve(folder, file));
  if (text === undefined) {
    complain(words(`${file}: cannot be read`, `${file}:无法读取`));
    return undefined;
  }
  const loaded = loadPolicy(text, file, config && policySurroundings(config));
  if (loaded.ok) return loaded.value;
  for (const line of policyFaultLines(loaded.fault, language)) complain(line);
  return undefined;
}

export const warningsOf = ({ language }: Terminal, policy: Policy): string[] => policy.warnings.map((warning) => remarkText(warning, language));

export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
