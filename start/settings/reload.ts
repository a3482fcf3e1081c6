import { EditableSettings, type Environment, loadConfig, sampleConfigFile } from '#config';
import type { Clock, Log, Result, Scope } from '#core';
import { type CallFiles, callSettings } from './call-settings.ts';
import { watchFiles } from './watch-files.ts';

export interface Reload {
  readonly settings: EditableSettings;
  /** The configuration's file; undefined = the sample. */
  readonly file: string | undefined;
  readonly env: Environment;
  readonly files: CallFiles;
  readonly clock: Clock;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
}

/**
 * Takes changed files while the server runs: the configuration, its flows and its rules. All or nothing: a version with
 * mistakes is refused with all of them in the log, and what was in force stays.
 */
export function reloadOnChange(reload: Reload, scope: Scope): void {
  const { clock, say, log, settings } = reload;
  const own = reload.file ?? sampleConfigFile;
  // Those of the last try, good or bad: the mend of a mistake is seen as well.
  let watched: readonly string[] = [];
  const look = () => {
    const read: string[] = [];
    const fresh = tryOut(reload, (file) => read.push(file));
    watched = [...new Set([own, ...namedIn(settings), ...read])];
    return fresh;
  };
  look();
  const changed = () => {
    const fresh = look();
    if (!fresh.ok) {
      log.error('the changed configuration was refused; the one before stays in force', { error: fresh.fault });
      return say(`The changed configuration was refused, the one before stays in force:\n${fresh.fault.message}`);
    }
    settings.replace(fresh.value);
    log.info('the changed configuration is in force for new calls');
    say('The changed configuration is in force for new calls.');
  };
  watchFiles(() => watched, changed, { clock, scope });
}

const namedIn = ({ now }: EditableSettings): string[] => [...now.flows.map(({ file }) => file), ...(now.rules.file === undefined ? [] : [now.rules.file])];

/** The configuration of the file, if everything it names is in order; keeps no version. */
function tryOut({ file, env, files }: Reload, reads: (file: string) => void): Result<EditableSettings['now']> {
  const config = loadConfig(file, env);
  if (!config.ok) return config;
  const loaded = callSettings(config.value, { promptExists: files.promptExists, reads });
  return loaded.ok ? config : loaded;
}
