import type { Config, Settings } from '#config';
import type { Log, Scope } from '#core';
import type { RoutingDesk } from '#routing';
import type { CallSettings } from '../../calls/index.ts';
import { type CallFiles, callSettings } from './call-settings.ts';
import { routingSettings } from './routing-settings.ts';

export interface Followers {
  /** What calls read from now on. */
  readonly present: { settings: CallSettings };
  readonly desk: Pick<RoutingDesk, 'send'>;
  readonly files: CallFiles;
  readonly log: Log;
}

/**
 * Agents, queues, flows, rules, choices and numbers take effect at once, for new calls: a call in progress walks its flow to
 * the end. Ports, accounts and what else is read at start take effect at the next one.
 */
export function followSettings(settings: Settings, { present, desk, files, log }: Followers, scope: Scope): void {
  let before = settings.now;
  settings.changed.on((config) => {
    const loaded = callSettings(config, files);
    if (!loaded.ok) return log.error('changed settings were not taken: their files have mistakes', { error: loaded.fault });
    present.settings = loaded.value.settings;
    desk.send({ type: 'settings', settings: routingSettings(config) });
    const later = atNextStart(before, config);
    if (later.length > 0) log.warn('some changes take effect at the next start only', { keys: later });
    before = config;
  }, scope);
}

/** What ports, processes and folders are made of. */
const FIXED = ['sip', 'http', 'media', 'data', 'database', 'transcription', 'web', 'scorecards', 'mining', 'summary'] as const;

function atNextStart(before: Config, now: Config): string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const accounts = ({ agents }: Config) => agents.map(({ id, extension, password }) => [id, extension, password]);
  const keys: string[] = FIXED.filter((key) => !same(before[key], now[key]));
  return same(accounts(before), accounts(now)) ? keys : [...keys, 'agents (accounts of phones)'];
}
