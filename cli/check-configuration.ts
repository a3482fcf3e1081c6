import { resolve } from 'node:path';
import { type Config, loadConfig } from '#config';
import type { Result } from '#core';
import { checkFiles } from '../start/check-files.ts';
import type { Terminal } from './terminal.ts';

/** `config check`: every mistake with file, line and key. */
export async function checkConfiguration(terminal: Terminal, file: string | undefined): Promise<number> {
  const { say, complain, words } = terminal;
  const config = configurationOf(terminal, file);
  const checked = config.ok ? await checkFiles(config.value) : config;
  if (!checked.ok) {
    complain(checked.fault.message);
    return 1;
  }
  say(words('The configuration, its flows and rules are in order.', '配置、流程和规则均正确。'));
  return 0;
}

/** The configuration of a file meant from where the caller is; the sample without one. */
export function configurationOf({ from, env }: Terminal, file: string | undefined): Result<Config> {
  return loadConfig(file === undefined ? undefined : resolve(from, file), env);
}
