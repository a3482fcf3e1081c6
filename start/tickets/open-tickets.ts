import type { ApiPorts } from '#api';
import type { People } from '#access';
import type { Settings } from '#config';
import type { Scope } from '#core';
import type { DeskTickets } from '#contract';
import type { RoutingDesk } from '#routing';
import type { OpenedStore } from '#store';
import { IncidentDesk, MOVES, MergeDesk, type SatisfactionDesk, SimilarDesk, ClockFollower, ClockWatch, TicketDesk, clockState, dryRun, filledMacros, type TicketFiles, type TicketProblem, decideTicket, priorityTable } from '#tickets';
import { CustomersFile, type House } from '../../calls/index.ts';
import type { Tools } from '../open-server.ts';
import { ticketWorldNow } from '../settings/ticket-world.ts';
import { openSatisfaction, satisfactionPort } from './open-satisfaction.ts';
import { deskTickets, openPush } from './open-push.ts';
import { followRules } from './rule-effects.ts';
import { MessageSender } from './send-messages.ts';
import { openTicketFiles, sweepFiles } from './ticket-files.ts';
import { ticketNews } from './ticket-news.ts';

/** Everything around tickets; opened once, each part hangs on the desk. */
export interface OpenedTickets {
  readonly desk: TicketDesk;
  /** Contents of attachments. */
  readonly files: TicketFiles;
  readonly satisfaction: SatisfactionDesk;
  readonly ports: Pick<ApiPorts, 'tickets' | 'satisfaction'>;
  /** Consoles and other systems hear of changes from now on; the ports. */
  follow(house: Pick<House, 'live' | 'outbox' | 'workplaces'>): OpenedTickets['ports'];
  /** What the desk of an agent shows of tickets. */
  ticketsOf(agent: string): DeskTickets | undefined;
}

/** What tickets need of the rest of the server. */
export interface AroundTickets {
  readonly people: Pick<People, 'list'>;
  readonly scope: Scope;
  readonly routing: RoutingDesk;
}

export async function openTickets(settings: Settings, store: OpenedStore, tools: Tools, { people, scope, routing }: AroundTickets): Promise<OpenedTickets> {
  const { clock, random } = tools;
  const desk = new TicketDesk({ records: store.tickets, world: ticketWorldNow(settings), clock, random, tierOf: tiersOf(settings, tools) });
  const files = openTicketFiles(settings, tools);
  sweepFiles(files, desk, tools, scope);
  desk.changed.on(({ ticket }) => store.ticketIndex.add(ticket));
  store.ticketIndex.start();
  const push = openPush(settings, desk, store, routing, tools, scope);
  new ClockWatch({ desk, records: store.tickets, clock, log: tools.log }, scope);
  new ClockFollower({ desk, records: store.tickets, followed: { get: () => store.setting('ticket-clocks'), set: (version) => store.setSetting('ticket-clocks', version) }, clock, log: tools.log }, scope);
  const views = Object.assign(store.ticketViews, { newId: () => random.uuid() });
  const key = (await store.setting('survey-key')) ?? (await store.firstSetting('survey-key', random.hex(32)));
  const formKey = (await store.setting('form-key')) ?? (await store.firstSetting('form-key', random.hex(32)));
  const form = {
    key: formKey,
    newNonce: () => random.hex(16),
    company: () => settings.now.company.name,
    form: () => {
      const { enabled, queue, ...rest } = settings.now.tickets.webForm;
      return enabled ? { ...rest, ...(queue === undefined ? {} : { queue }) } : undefined;
    },
  };
  const satisfaction = openSatisfaction({ settings, store, desk, key, people }, tools, scope);
  const tickets = { ...ticketPort(desk, store, tools), files, search: store.ticketSearch, views, form, work: workPort(desk, store, clock), push };
  const ports = { satisfaction: satisfactionPort(satisfaction, settings), tickets };
  const follow = ({ live, outbox, workplaces }: Pick<House, 'live' | 'outbox' | 'workplaces'>) => {
    push.changed.on((agent) => workplaces.tell(agent), scope);
    desk.changed.on((change) => live(ticketNews(change)), scope);
    followRules({ desk, similar: tickets.similar, log: tools.log });
    new MessageSender({ desk, records: store.tickets, outbox, knowsHook: (hook) => settings.now.hooks.some(({ id }) => id === hook), clock, log: tools.log }, scope);
    return ports;
  };
  const queueName = (queue: string) => settings.now.queues.find(({ id }) => id === queue)?.name ?? queue;
  return { desk, files, satisfaction, follow, ports, ticketsOf: (agent) => deskTickets(push, queueName, agent) };
}

function workPort(desk: TicketDesk, { tickets }: Pick<OpenedStore, 'tickets'>, clock: Tools['clock']): NonNullable<NonNullable<ApiPorts['tickets']>['work']> {
  return {
    dueBefore: (until, queues, limit) => tickets.dueBefore(until, queues, limit),
    unassigned: (queue, limit) => tickets.unassigned(queue, limit),
    stateOf: clockState,
    rules: () => desk.world.rules ?? { rules: [], macros: [] },
    filledMacros: (ticket, writer) => filledMacros(desk.world.rules, ticket, writer),
    dryRun: (given) => dryRun(given, clock.wall(), desk.world),
  };
}

/** The tier of a customer, from the list of customers. */
function tiersOf(settings: Settings, { clock, log }: Pick<Tools, 'clock' | 'log'>) {
  const files = new Map<string, CustomersFile>();
  return async (number: string): Promise<string | undefined> => {
    const { file } = settings.now.customers;
    if (file === undefined) return undefined;
    const known = files.get(file) ?? new CustomersFile(file, clock, log);
    files.set(file, known);
    return (await known.find(number))?.tier;
  };
}

/** What calls could not finish. */
function ticketPort(desk: TicketDesk, { ticketTexts: texts }: Pick<OpenedStore, 'ticketTexts'>, { clock, log, random }: Pick<Tools, 'clock' | 'log' | 'random'>): NonNullable<ApiPorts['tickets']> {
  return {
    create: (wish, given) => desk.create(wish, given),
    change: (id, change, given) => desk.change(id, change, given),
    get: (id) => desk.get(id),
    find: (query) => desk.find(query),
    history: (id, after, limit) => desk.history(id, after, limit),
    merging: new MergeDesk(desk),
    incidents: new IncidentDesk(desk, random),
    similar: new SimilarDesk({ desk, texts, clock, log }),
    check: (wish) => {
      const step = decideTicket(undefined, { type: 'create', id: '', wish, by: '' }, clock.wall(), desk.world);
      return step.ok ? [] : 'problems' in step.fault ? (step.fault.problems as readonly TicketProblem[]) : [];
    },
    choices: () => ({ templates: desk.world.templates, priorities: priorityTable(), moves: MOVES }),
  };
}
