import type { Settings } from '#config';
import type { Log, Scope } from '#core';
import type { Media } from '#media';
import type { RoutingDesk } from '#routing';
import type { CallSettings } from '../../calls/index.ts';
import { callSettings } from './call-settings.ts';
import { routingSettings } from './routing-settings.ts';

export interface Followers {
  /** What calls read from now on. */
  readonly present: { settings: CallSettings };
  readonly desk: Pick<RoutingDesk, 'send'>;
  readonly media: Pick<Media, 'missing'>;
  readonly log: Log;
}

/** Agents, queues, flows, rules, choices take effect at once; ports, accounts and numbers that can be called at the next start. */
export function followSettings(settings: Settings, { present, desk, media, log }: Followers, scope: Scope): void {
  settings.changed.on((config) => {
    const loaded = callSettings(config, (name, language) => media.missing([{ name, language }]).length === 0);
    if (!loaded.ok) return log.error('changed settings were not taken: their files have mistakes', { error: loaded.fault });
    present.settings = loaded.value.settings;
    desk.send({ type: 'settings', settings: routingSettings(config) });
  }, scope);
}
