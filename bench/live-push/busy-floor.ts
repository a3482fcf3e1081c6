import { Emitter, ok } from '#core';
import type { ApiPorts, DeskPort, FloorPort } from '#api';
import type { Desk, FloorAgent, FloorCall, FloorChanges, FloorQueue } from '#contract';
import { stamp } from './now-ms.ts';

const TEAMS = 10;
const QUEUES = 20;
/** Calls of three minutes, each with some six changes of its row and its agent's, and a partial result twice a second. */
const CHANGES_PER_CALL_SECOND = 6 / 180;
const WORDS_PER_CALL_SECOND = 2;
const TICK_MS = 10;

type Publish = (message: { type: 'words'; callId: string; [key: string]: unknown }) => void;

/** A large floor at work: rows change, desks change, words are said. Rows say when they changed; every second agent is on a call. */
export class BusyFloor {
  readonly #agents = new Map<string, FloorAgent>();
  readonly #calls = new Map<string, FloorCall>();
  readonly #queues: FloorQueue[];
  readonly #gatherMs: number;
  readonly #changed = new Emitter<FloorChanges>();
  readonly #desks = new Emitter<string>();
  #touched = { agents: new Set<string>(), calls: new Set<string>(), queues: new Set<number>() };
  #waiting = false;
  #timer: NodeJS.Timeout | undefined;
  #owed = { changes: 0, words: 0 };
  #turn = 0;

  constructor({ agents, calls, gatherMs }: { agents: number; calls: number; gatherMs: number }) {
    this.#gatherMs = gatherMs;
    this.#queues = Array.from({ length: QUEUES }, (_, index) => ({ id: `q${index}`, name: `Queue ${index}`, waiting: 3, waitingSince: Date.now(), serviceLevel: 0.8, target: { share: 0.8, seconds: 20 }, answeredToday: 100, abandonedToday: 5, agentsReady: 10 }));
    for (let i = 0; i < agents; i++) {
      const call = i < calls ? `call-${i}-5f0c1f2e-7c1b-4a53` : undefined;
      this.#agents.set(`agent${i}`, { id: `agent${i}`, name: `Agent ${i} 坐席`, teams: [this.teamAt(i)], state: call ? 'busy' : 'ready', since: Date.now(), ...(call ? { callId: call } : {}), callsToday: 12 });
      if (call) this.#calls.set(call, { id: call, from: '13800138000', to: '4000', stage: 'talk', since: Date.now(), language: 'zh', queue: `q${i % QUEUES}`, agent: `agent${i}`, held: false, alerts: 0 });
    }
  }

  teamAt = (index: number): string => `team${Math.floor(index) % TEAMS}`;
  agentAt = (index: number): string => `agent${index}`;
  facts = (agent: string) => ({ extension: `8${agent.slice(5)}`, teams: this.#agents.get(agent)?.teams ?? [] });
  callsOf = (agents: readonly string[]): string[] => agents.flatMap((agent) => this.#agents.get(agent)?.callId ?? []);
  callsOfTeam = (team: string): string[] => this.callsOf([...this.#agents.values()].filter(({ teams }) => teams.includes(team)).map(({ id }) => id));

  get floor(): FloorPort {
    return {
      changed: this.#changed,
      floor: () => ({ at: Date.now(), queues: this.#queues, agents: [...this.#agents.values()], calls: [...this.#calls.values()], alerts: [] }),
      served: () => [], acknowledge: () => false,
    };
  }

  get desk(): DeskPort {
    return {
      changed: this.#desks,
      desk: (agent) => this.#desk(agent),
      choices: () => ({ notReadyReasons: [], dispositions: [], dispositionRequired: false }),
      targets: () => ({ agents: [], queues: [] }),
      earlier: async () => ({ contacts: [] }),
      order: async () => ok(undefined),
    };
  }

  get ports(): ApiPorts {
    return {
      store: { calls: async () => ({ calls: [] }), call: async () => undefined },
      recording: async () => undefined,
      agents: () => [...this.#agents.values()].map(({ id, name, state }, index) => ({ id, name, extension: `8${index}`, state, registered: true, queues: [`q${index % QUEUES}`], skills: { zh: 5 } })),
      setAgentState: () => ok(undefined),
      queues: () => [],
      liveCalls: () => [],
      health: async () => ({ status: 'ok', parts: {} }),
      ffmpegAvailable: false,
    };
  }

  start(publish: Publish): void {
    const [agents, calls] = [[...this.#agents.keys()], [...this.#calls.keys()]];
    const pick = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)] ?? '';
    this.#timer = setInterval(() => {
      this.#owed.changes += calls.length * CHANGES_PER_CALL_SECOND * (TICK_MS / 1000);
      this.#owed.words += calls.length * WORDS_PER_CALL_SECOND * (TICK_MS / 1000);
      for (; this.#owed.changes >= 1; this.#owed.changes--) {
        this.#change(pick(calls));
        this.#changeAgent(pick(agents));
      }
      for (; this.#owed.words >= 1; this.#owed.words--) publish(words(pick(calls), this.#turn++));
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #desk(id: string): Desk | undefined {
    const agent = this.#agents.get(id);
    const call = agent?.callId === undefined ? undefined : this.#calls.get(agent.callId);
    return agent && {
      agent: id, name: agent.name, extension: '8001', state: agent.state, since: agent.since, phone: 'browser',
      ...(agent.reason === undefined ? {} : { reason: agent.reason }),
      ...(call ? { call: { callId: call.id, queue: call.queue ?? '', queueName: 'Queue', caller: { number: call.from, display: '', path: ['welcome', '1'], language: 'zh' }, since: call.since, audioAtSince: 0, held: call.held, connected: true } } : {}),
      today: { calls: 12, talkSeconds: 2_000, handleSeconds: 180, occupancy: 0.8, missed: 0, answeredElsewhere: 0 },
    };
  }

  #change(id: string): void {
    const call = this.#calls.get(id);
    if (!call) return;
    this.#calls.set(id, { ...call, held: !call.held, to: stamp() });
    this.#touch('calls', id);
    this.#changeAgent(call.agent ?? '');
  }

  #changeAgent(id: string): void {
    const agent = this.#agents.get(id);
    if (!agent) return;
    this.#agents.set(id, { ...agent, reason: stamp() });
    this.#touch('agents', id);
    this.#touched.queues.add(Number(id.slice(5)) % QUEUES);
    this.#desks.emit(id);
  }

  #touch(kind: 'agents' | 'calls', id: string): void {
    this.#touched[kind].add(id);
    if (this.#waiting) return;
    this.#waiting = true;
    setTimeout(() => {
      const { agents, calls, queues } = this.#touched;
      this.#touched = { agents: new Set(), calls: new Set(), queues: new Set() };
      this.#waiting = false;
      this.#changed.emit({
        type: 'floor',
        at: Date.now(),
        agents: [...agents].flatMap((each) => this.#agents.get(each) ?? []),
        calls: [...calls].flatMap((each) => this.#calls.get(each) ?? []),
        queues: [...queues].flatMap((each) => this.#queues[each] ?? []),
      });
    }, this.#gatherMs);
  }
}

/** A partial result of some ten words; the first one's start says when it was heard. */
function words(callId: string, turn: number) {
  const start = Number(stamp().slice(2));
  return { type: 'words' as const, callId, speaker: 'caller', turn, kind: 'partial', words: Array.from({ length: 10 }, (_, index) => ({ text: '你好', start, end: start + index, confidence: 0.9 })) };
}
