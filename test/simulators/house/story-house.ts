import { CallbackDesk, type CallbackWorld } from '#callbacks';
import { Emitter, type Log, ManualClock, Scope, jsonLog, seededRandom } from '#core';
import { loadFlow } from '#ivr';
import { loadPolicy } from '#qa';
import { ExpectedWaits, type QueueSpec, createRoutingDesk, memoryRoutingLog } from '#routing';
import type { CallSummary, TimelineEvent } from '#store';
import { MemoryTickets, STANDARD_TEMPLATES, TicketDesk } from '#tickets';
import type { Transcription } from '#transcription';
import { type CallFlow, takeCalls } from '../../../call-flow.ts';
import { type CallSettings, type House, type LiveMessage, type WorkRooms, Workplaces, deskDispatch, followPhones, openWorkRooms } from '../../../calls/index.ts';
import { FakeMedia, type FakeMediaLeg } from './fake-media.ts';
import { FakeIncoming, type FakeLeg, type FakeRing, FakeSip } from './fake-sip.ts';
import { MemoryAgentLog, MemoryCallbacks, MemoryStore, MemoryVoicemails } from './memory-store.ts';

const FLOW = `
start: menu
language: en
nodes:
  menu: {type: menu, prompts: menu, choices: {'1': sales, '9': goodbye}, giveUp: goodbye}
  sales: {type: queue, queue: sales, priority: 7}
  goodbye: {type: hangup, cause: no-choice, prompts: goodbye}
`;

/** Times of the routing machine in this house, in ms. */
export const RING_MS = 15_000;
export const WRAP_UP_MS = 5_000;

export interface StoryOptions {
  readonly transcription?: Transcription;
  /** Rules, as YAML. */
  readonly rules?: string;
  /** Pause between announcements of the place; default: none are made. */
  readonly announceMs?: number;
  readonly clock?: ManualClock;
  /** The same company before its server was restarted: what it stored is there, its clock goes on. */
  readonly before?: StoryHouse;
  /** How its queues choose, where it differs from the usual. */
  readonly queues?: Partial<QueueSpec>;
  /** What differs from the usual settings of this house. */
  readonly settings?: Partial<CallSettings>;
}

/** The number of the flow, and of two queues. */
export const [NUMBER, SALES, SUPPORT] = ['4000', '5001', '5002'] as const;
const QUEUES = [['sales', SALES], ['support', SUPPORT]] as const;
const AGENTS = [['anna', '1001'], ['bo', '1002']] as const;

/** Customers are called at any time; after busy again in 5 minutes. */
const CALLBACK_WORLD: CallbackWorld = {
  rules: () => ({ attempts: 2, pauses: { busy: 300_000, 'no-answer': 1_800_000, unreachable: 3_600_000 }, perNumberPerDay: 3, mostOpen: 10, keepMs: 86_400_000 }),
  openFrom: (_, at) => at,
};

const TICKET_WORLD = { templates: STANDARD_TEMPLATES, queue: 'support', queues: QUEUES.map(([id]) => id), agents: AGENTS.map(([id]) => id) };

/** A whole company in memory on a clock that stands still: the test plays every phone. */
export class StoryHouse {
  readonly clock: ManualClock;
  readonly sip = new FakeSip();
  readonly media: FakeMedia;
  readonly store: MemoryStore;
  readonly agents: MemoryAgentLog;
  readonly voicemails: MemoryVoicemails;
  readonly callbacks: MemoryCallbacks;
  readonly tickets = new MemoryTickets();
  /** What rules sent to other systems. */
  readonly sent: { readonly hook: string; readonly key: string; readonly message: Readonly<Record<string, unknown>> }[] = [];
  readonly live: LiveMessage[] = [];
  readonly logged: string[] = [];
  readonly house: House;
  readonly flow: CallFlow;
  readonly rooms: WorkRooms;
  /** Ending it kills the server: nothing is counted or kept any more. */
  readonly scope = new Scope();

  constructor({ transcription, rules, announceMs = 0, before, clock = before?.clock ?? new ManualClock(), queues: choosing = {}, settings = {} }: StoryOptions = {}) {
    this.store = before?.store ?? new MemoryStore();
    this.agents = before?.agents ?? new MemoryAgentLog();
    this.callbacks = before?.callbacks ?? new MemoryCallbacks();
    this.voicemails = before?.voicemails ?? new MemoryVoicemails();
    this.clock = clock;
    this.media = new FakeMedia(clock);
    const log: Log = jsonLog({ clock, level: 'debug', write: (line) => void this.logged.push(line) });
    const queues = QUEUES.map(([id]) => ({ id, ringTimeoutMs: RING_MS, wrapUpMs: WRAP_UP_MS, ...choosing }));
    const agents = AGENTS.map(([id]) => ({ id, skills: { en: 5 }, queues: QUEUES.map(([queue]) => queue) }));
    const desk = createRoutingDesk({ settings: { agents, queues }, log: memoryRoutingLog(), clock });
    const present = { ...settingsWith(rules, announceMs), ...settings };
    this.house = {
      clock, log, desk,
      waits: new ExpectedWaits({ desk, clock, agents: () => present.agents }, this.scope),
      random: seededRandom(before ? 2 : 1),
      sip: this.sip,
      media: this.media,
      ...(transcription ? { transcription } : {}),
      dispatch: deskDispatch(desk),
      store: this.store,
      tickets: new TicketDesk({ records: this.tickets, world: () => TICKET_WORLD, clock, random: seededRandom(3) }),
      outbox: { send: (hook, key, message) => hook === 'crm' && this.sent.push({ hook, key, message }) > 0 },
      voicemails: this.voicemails,
      callbacks: new CallbackDesk({ records: this.callbacks, world: CALLBACK_WORLD, clock, log }),
      agents: this.agents,
      live: (message) => void this.live.push(message),
      recorded: new Emitter(),
      workplaces: new Workplaces(),
      settings: present,
    };
    this.flow = takeCalls(this.house);
    followPhones(this.house, new Scope());
    this.rooms = openWorkRooms(this.house, this.scope);
  }

  /** Lets everything that waits for nothing but its turn happen. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 60; turn++) await Promise.resolve();
  }

  /** Time goes by in small steps. */
  async pass(ms: number): Promise<void> {
    await this.settle();
    for (let left = ms; left > 0; left -= 50) {
      this.clock.advance(Math.min(50, left));
      await this.settle();
    }
  }

  async call(to: string, options: ConstructorParameters<typeof FakeIncoming>[1] = {}): Promise<FakeIncoming> {
    const incoming = new FakeIncoming(to, options);
    this.sip.incoming.emit(incoming);
    await this.settle();
    return incoming;
  }

  /** The phone that rings now, at this agent's desk. */
  ringAt(account: string): FakeRing {
    const ring = this.sip.rings.findLast(({ request, cancelled }) => (request.number ?? request.account) === account && cancelled === undefined);
    if (!ring) throw new Error(`no phone rings at ${account}`);
    return ring;
  }

  /** A caller who talks with Anna. */
  async talk(options: { number?: string } = {}): Promise<{ caller: FakeLeg; anna: FakeLeg }> {
    this.sip.register('1001');
    const { leg } = await this.call(options.number ?? SALES);
    const anna = this.ringAt('1001').answer();
    await this.settle();
    return { caller: leg, anna };
  }

  get callerHears(): FakeMediaLeg {
    return this.media.leg('caller');
  }

  agentState(agent: string): string {
    const state = this.house.desk.agentState(agent);
    return state.kind === 'not-ready' ? `not-ready: ${state.reason}` : state.kind;
  }

  /** Types of the timeline, without places in the queue. */
  get story(): string[] {
    return this.store.events.map(({ type }) => type).filter((type) => type !== 'queue.position');
  }

  /** Data of the last event of a type. */
  told(type: string): TimelineEvent['data'] {
    const event = this.store.events.findLast((one) => one.type === type);
    if (!event) throw new Error(`the timeline has no ${type}: ${this.story.join(' ')}`);
    return event.data;
  }

  async summary(): Promise<CallSummary> {
    const { calls } = await this.store.calls({ limit: 1 });
    if (!calls[0]) throw new Error('no call yet');
    return calls[0];
  }

  /** What is left of calls; nothing, when all of them are over. */
  async left(): Promise<Record<string, number>> {
    const { legs, recordings } = await this.media.counts();
    const { waiting, offered, busy } = this.house.desk.counts();
    return { calls: this.flow.open.size, legs, recordings, waiting, offered, busy, dispatch: this.house.dispatch.size };
  }
}

export const NOTHING_LEFT = { calls: 0, legs: 0, recordings: 0, waiting: 0, offered: 0, busy: 0, dispatch: 0 };

function settingsWith(rules: string | undefined, announceMs: number): CallSettings {
  const flow = loadFlow(FLOW, 'flow.yaml', { queues: ['sales'], skills: [], promptExists: () => true });
  if (!flow.ok) throw flow.fault;
  const policy = rules === undefined ? undefined : loadPolicy(rules, 'rules.yaml');
  if (policy && !policy.ok) throw policy.fault;
  return {
    numbers: new Map([[NUMBER, flow.value]]),
    queues: new Map(QUEUES.map(([id, number]) => [id, { id, name: id, number, music: `music-of-${id}`, announceMs }])),
    agents: new Map(AGENTS.map(([id, extension]) => [id, { id, name: id, extension, queues: QUEUES.map(([queue]) => queue) }])),
    languages: ['en'],
    defaultLanguage: 'en',
    ...(policy ? { policy: policy.value } : {}),
    recordings: '/recordings',
    readyOnRegister: true,
    featureCodes: { ready: '*60', notReady: '*61' },
  };
}
