import type { RoutingCommand, RoutingSettings } from '../../model.ts';
import { beginningOf } from '../machine-from.ts';
import type { Scenario } from './scenario.ts';

/** Orders about the presence of one agent. */
type Presence = Extract<RoutingCommand, { readonly type: 'agent.online' | 'agent.offline' | 'agent.ready' | 'agent.not-ready' }>;

/**
 * Agents of other settings who were not there that day: each keeps the hours and breaks of one who was, in turn. Without that
 * nobody could be added to a day.
 */
export function newcomers(scenario: Scenario, { agents }: RoutingSettings): Scenario['events'] {
  const presence = scenario.events.filter((one): one is { at: number; command: Presence } => isPresence(one.command));
  const settings = scenario.events.flatMap(({ command }) => (command.type === 'settings' ? [command.settings] : []));
  const known = new Set([beginningOf(scenario).settings, ...settings].flatMap((one) => one.agents.map(({ id }) => id)));
  const models = [...new Set(presence.flatMap(({ command }) => (command.type === 'agent.online' ? [command.agent] : [])))];
  const added = agents.filter(({ id }) => !known.has(id));
  return added.flatMap(({ id }, i) => {
    const model = models[i % models.length];
    return presence.filter(({ command }) => command.agent === model).map(({ at, command }) => ({ at, command: { ...command, agent: id } }));
  });
}

const isPresence = ({ type }: RoutingCommand): boolean => ['agent.online', 'agent.offline', 'agent.ready', 'agent.not-ready'].includes(type);
