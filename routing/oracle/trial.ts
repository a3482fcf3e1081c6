import { initialRouting, nextDeadline, route } from '../machine/route.ts';
import { routingFrom, snapshotOf } from '../machine/snapshot.ts';
import { agentStateOf, contactView, countsOf, queueViews } from '../machine/views.ts';
import type { RoutingCommand, RoutingEvent } from '../model.ts';
import type { LoggedCommand } from '../port.ts';
import { type Asked, checkWorld } from './checks/checks.ts';
import { follow } from './world/follow.ts';
import { changesNothing } from './checks/no-ops.ts';
import { demand, newWorld, type World } from './world/world.ts';

/** Every so many commands another server takes over from a snapshot; the events must not tell. */
const TAKE_OVER_EVERY = 89;

/** The machine and the oracle side by side: each command goes to both. Offers are named `contact@agent` in scripts. */
export class Trial {
  readonly world: World = newWorld();
  /** As given, with offers by name: runs again on a machine that counts its offers otherwise. */
  readonly script: LoggedCommand[] = [];
  /** As the machine saw it. */
  readonly log: LoggedCommand[] = [];
  readonly events: RoutingEvent[] = [];
  readonly #offers = new Map<string, string>();
  #state = initialRouting({ agents: [], queues: [] });
  readonly #asked: Asked = {
    agentState: (id) => agentStateOf(this.#state, id),
    contact: (id) => contactView(this.#state, id, this.world.now),
    queues: () => queueViews(this.#state, this.world.now),
    counts: () => countsOf(this.#state),
    nextDeadline: () => nextDeadline(this.#state),
  };

  /** When the machine wants to be woken. */
  get deadline(): number | undefined {
    return nextDeadline(this.#state);
  }

  /** Throws `BrokenPromise` when an event or what is so afterwards contradicts the model. */
  feed(at: number, asked: RoutingCommand): readonly RoutingEvent[] {
    const { world } = this;
    this.script.push({ at, command: asked });
    const command = this.#named(asked);
    world.now = Math.max(world.now, at);
    if (this.script.length % TAKE_OVER_EVERY === 0) this.#state = routingFrom(JSON.parse(JSON.stringify(snapshotOf(this.#state))));
    const due = (this.deadline ?? Number.POSITIVE_INFINITY) <= world.now;
    const harmless = !due && changesNothing(world, command);
    const turn = route(this.#state, command, at);
    this.#state = turn.state;
    this.log.push({ at, command });
    this.events.push(...turn.events);
    for (const event of turn.events) if (event.type === 'offer.made') this.#offers.set(`${event.contact}@${event.agent}`, event.offer);
    if (harmless) demand(isOneRefusal(turn.events), () => `${command.type} that changes nothing told ${turn.events.map((event) => event.type).join(', ')}`);
    follow(world, command, turn.events);
    checkWorld(world, this.#asked);
    return turn.events;
  }

  #named(command: RoutingCommand): RoutingCommand {
    if (command.type !== 'offer.answered' && command.type !== 'offer.failed') return command;
    return { ...command, offer: this.#offers.get(command.offer) ?? command.offer };
  }
}

const isOneRefusal = (events: readonly RoutingEvent[]) =>
  events.length === 1 && events.every(({ type }) => type === 'ignored' || type === 'offer.stale');
