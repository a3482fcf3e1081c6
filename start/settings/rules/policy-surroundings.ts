import type { Config } from '#config';
import type { PolicySurroundings } from '#qa';
import { ticketWorld } from '../ticket-world.ts';

/** What a policy may name of the configuration. */
export function policySurroundings(config: Pick<Config, 'queues' | 'agents' | 'skills' | 'hooks' | 'tickets'>): PolicySurroundings {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  return { queues: ids(config.queues), agents: ids(config.agents), skills: config.skills, hooks: ids(config.hooks), templates: ids(ticketWorld(config).templates) };
}
