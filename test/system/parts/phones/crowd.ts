import type { ServerProcess } from '#test/simulators/server-process';
import { NotAnswered, type Ring, type SimCall, SimPhone } from '#test/simulators/phone/index';
import { NUMBER, type TestCompany, agent } from '../company.ts';
import { eventually, pause } from '../eventually.ts';
import { Floor } from './floor.ts';
import { agentState, setAgent } from '../timeline.ts';

const QUEUE = { sales: '5001', support: '5002', empty: '5003', slow: '5004', picky: '5005', doomed: '5006' } as const;
type QueueName = keyof typeof QUEUE;

/** Agents by the queue they serve; `target` serves none and is reached by transfer only. */
const SEATS: Readonly<Record<Exclude<QueueName, 'empty'> | 'target', number>> = { sales: 18, support: 6, slow: 4, picky: 3, doomed: 12, target: 6 };
const ROWS = Object.keys(SEATS) as (keyof typeof SEATS)[];
const extensionsOf = (row: keyof typeof SEATS) => Array.from({ length: SEATS[row] }, (_, seat) => String(1001 + 100 * ROWS.indexOf(row) + seat));

export const CROWD_COMPANY: TestCompany = {
  queues: (Object.keys(QUEUE) as QueueName[]).map((id) => ({ id, number: QUEUE[id] })),
  agents: ROWS.flatMap((row) => extensionsOf(row).map((extension) => agent(`${row}-${extension}`, extension, { queues: row === 'target' ? [] : [row] }))),
  transcription: true,
  vanishedSeconds: 5,
};

/** Time a conversation goes on before it ends. */
const TALK_MS = 400;
/** Silence (5 s), the question whether the phone is there (8 s), and some patience. */
const VANISHED_LIMIT_MS = 40_000;

/** Each way a call can end; the names are those of the callers, followed by a number. */
export type EndingName = keyof Crowd['endings'];

/** Simulated callers and agents who end calls in every way. */
export class Crowd {
  readonly floor: Floor;
  readonly #server: ServerProcess;
  readonly #rung = new Map<string, Ring[]>();
  readonly #freeTargets = extensionsOf('target');

  constructor(server: ServerProcess) {
    this.#server = server;
    this.floor = new Floor(server);
    this.floor.behave((ring, caller, phone) => this.#answer(ring, caller, phone));
  }

  async signIn(): Promise<void> {
    for (const row of ROWS) await this.floor.signIn(extensionsOf(row));
  }

  /** One call from the first signal to the last thing its caller does. */
  async play(ending: EndingName, name: string): Promise<void> {
    const phone = await SimPhone.open(this.#server.sip, name);
    try {
      await this.endings[ending](phone);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await phone.close();
    }
  }

  readonly endings = {
    callerHangsUp: async (phone: SimPhone) => {
      const call = await this.#talk(phone);
      await call.hangUp();
    },
    agentHangsUp: async (phone: SimPhone) => {
      const call = await this.#talk(phone);
      await (await this.#agentOf(phone)).hangUp();
      await call.ended;
    },
    leavesMenu: async (phone: SimPhone) => {
      const call = await phone.call(NUMBER);
      await pause(300);
      await call.hangUp();
    },
    leavesQueue: async (phone: SimPhone) => {
      const call = await phone.call(QUEUE.empty);
      await pause(300);
      await call.hangUp();
    },
    leavesWhileRinging: async (phone: SimPhone) => {
      const call = await phone.call(QUEUE.slow);
      await eventually('a ringing phone', () => this.#rung.has(phone.user), 30_000);
      await call.hangUp();
    },
    cancelsEarly: async (phone: SimPhone) => {
      const cancel = new AbortController();
      const calling = phone.call(QUEUE.empty, { signal: cancel.signal });
      cancel.abort();
      const call = await calling.catch((error: unknown) => {
        if (!(error instanceof NotAnswered) || error.code !== 487) throw error;
      });
      await call?.hangUp();
    },
    rejected: async (phone: SimPhone) => {
      const call = await phone.call(QUEUE.picky);
      await eventually('a rejection', () => this.#rung.has(phone.user), 30_000);
      await pause(200);
      await call.hangUp();
    },
    transferredToQueue: async (phone: SimPhone) => {
      const call = await this.#talk(phone);
      const first = await this.#agentOf(phone);
      await first.refer(QUEUE.support);
      await first.ended;
      await this.#agentOf(phone, 1);
      await pause(TALK_MS);
      await call.hangUp();
    },
    transferredToAgent: async (phone: SimPhone) => {
      const call = await this.#talk(phone);
      const first = await this.#agentOf(phone);
      const target = await eventually('a free target', () => this.#freeTargets.pop(), 30_000);
      await first.refer(target);
      const second = await this.#agentOf(phone, 1);
      await first.ended;
      await pause(TALK_MS);
      await call.hangUp();
      await second.ended;
      await eventually('the target ready again', async () => (await agentState(this.#server, `target-${target}`))?.state === 'ready');
      this.#freeTargets.push(target);
    },
    agentVanishes: async (phone: SimPhone) => {
      const call = await phone.call(QUEUE.doomed);
      await this.#agentOf(phone);
      await eventually('the next ring after the lost phone', () => (this.#rung.get(phone.user)?.length ?? 0) > 1, VANISHED_LIMIT_MS);
      await call.hangUp();
    },
    callerVanishes: async (phone: SimPhone) => {
      await this.#talk(phone);
      const other = await this.#agentOf(phone);
      phone.vanish();
      await within(VANISHED_LIMIT_MS, other.ended, 'the agent was not released');
    },
    callerVanishesInQueue: async (phone: SimPhone) => {
      await phone.call(QUEUE.empty);
      await pause(200);
      phone.vanish();
    },
  };

  /** A number nobody has; resolves with the status. */
  async callNobody(name: string): Promise<number> {
    const phone = await SimPhone.open(this.#server.sip, name);
    const code = await phone.call('4999').then(() => 200, (error: unknown) => (error instanceof NotAnswered ? error.code : 0));
    await phone.close();
    return code;
  }

  async #talk(phone: SimPhone): Promise<SimCall> {
    const call = await phone.call(QUEUE.sales);
    await this.#agentOf(phone);
    await pause(TALK_MS);
    return call;
  }

  /** The nth agent who picked up for this caller. */
  #agentOf(phone: SimPhone, nth = 0): Promise<SimCall> {
    return eventually(`agent ${nth}`, () => this.floor.picked.filter(({ caller }) => caller === phone.user)[nth]?.call, 30_000);
  }

  async #answer(ring: Ring, caller: string, phone: SimPhone): Promise<void> {
    const before = this.#rung.get(caller) ?? [];
    this.#rung.set(caller, [...before, ring]);
    ring.ringing();
    if (caller.startsWith('leavesWhileRinging')) return;
    if (caller.startsWith('rejected')) return this.#reject(ring, phone);
    if (caller.startsWith('agentVanishes')) {
      if (before.length > 0) return;
      await this.floor.pickUp(ring, caller);
      await pause(TALK_MS);
      this.floor.phones.splice(this.floor.phones.indexOf(phone), 1);
      return phone.vanish();
    }
    await this.floor.pickUp(ring, caller);
  }

  /** Refuses, one way or the other, and is set ready again by a supervisor. */
  async #reject(ring: Ring, phone: SimPhone): Promise<void> {
    if (Number(phone.user) % 2 === 0) ring.reject(486, 'Busy Here');
    else ring.reject(603, 'Decline');
    const id = `picky-${phone.user}`;
    const state = await eventually('the end of the offer', async () => {
      const row = await agentState(this.#server, id);
      return row?.state === 'offered' ? undefined : row?.state;
    });
    if (state === 'not-ready') await setAgent(this.#server, id, 'ready');
  }
}

function within<T>(ms: number, work: Promise<T>, complaint: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(complaint)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
