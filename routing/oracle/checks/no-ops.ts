import type { RoutingCommand } from '../../model.ts';
import { isAside } from '../world/aside.ts';
import { personOf, standingOf, type World } from '../world/world.ts';

/** Commands that come twice, too late or name something unknown: nothing may change. */
export function changesNothing(world: World, command: RoutingCommand): boolean {
  switch (command.type) {
    case 'offer.answered':
    case 'offer.failed':
      return !world.ringing.some((one) => one.id === command.offer);
    case 'contact.enqueue':
      return standingOf(world, command.contact.id) !== undefined;
    case 'contact.leave':
    case 'contact.change':
      return standingOf(world, command.contact) === undefined;
    case 'contact.ended':
      return !world.talks.some((talk) => talk.contact === command.contact && talk.agent === command.agent && !talk.aside);
    case 'agent.lets-go':
      return !world.talks.some((talk) => talk.contact === command.contact && talk.agent === command.agent && talk.aside);
    case 'agent.holds':
      return isUnknown(world, command.agent) || !isAside(world, command.channel) || world.talks.some((talk) => talk.aside && talk.contact === command.contact && talk.agent === command.agent);
    case 'agent.online':
    case 'agent.ready':
    case 'agent.not-ready':
    case 'agent.offline':
      return isUnknown(world, command.agent) || (command.type !== 'agent.online' && isOffline(world, command.agent));
    case 'wrap-up.extend':
    case 'wrap-up.finish':
      return personOf(world, command.agent) === undefined;
    default:
      return false;
  }
}

const isUnknown = (world: World, agent: string) => personOf(world, agent)?.gone !== false;
const isOffline = (world: World, agent: string) => personOf(world, agent)?.state.kind === 'offline';
