import type { Config } from '#config';
import type { RoutingSettings } from '#routing';

export function routingSettings(config: Config): RoutingSettings {
  return {
    agents: config.agents.map(({ id, skills, queues }) => ({ id, skills, queues })),
    queues: config.queues.map(({ id, ringSeconds, wrapUpSeconds }) => ({
      id,
      ringTimeoutMs: ringSeconds * 1000,
      wrapUpMs: wrapUpSeconds * 1000,
    })),
  };
}
