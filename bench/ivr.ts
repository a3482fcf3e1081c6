/** Flow sessions on one core: the interpreter alone, and with the adapter of calls on a house without sockets. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ManualClock } from '#core';
import { type Flow, type FlowInput, flowEnded, loadFlow, startFlow, stepFlow } from '#ivr';
import { StoryHouse } from '#test/simulators/house/index';

export const about = 'call flows: node steps/s of the interpreter, sessions in progress per core (of real time), bytes per session';

const NODES = `
start: welcome
language: zh
variables: { account: { type: text, secret: true }, tries: { type: number, default: 0 } }
nodes:
  welcome: { type: play, prompts: welcome, note: recording-notice, next: language }
  language: { type: language, prompts: language-choice, choices: { 1: { language: zh, next: hours }, 2: { language: en, next: hours } }, giveUp: hours }
  hours: { type: hours, timeZone: Asia/Shanghai, week: { every-day: ['00:00-24:00'] }, open: who, closed: bye }
  who: { type: customer, found: tier, unknown: tier }
  tier: { type: branch, when: [{ if: "customer.tier == 'gold'", next: sales }, { if: "length(account) > 20", next: bye }], else: menu }
  menu: { type: menu, prompts: main-menu, choices: { 1: account, 2: sales, 9: language }, noMatch: [again, again, again], giveUp: bye }
  account: { type: gather, prompts: enter-account, into: account, min: 6, max: 6, next: count, giveUp: bye }
  count: { type: set, values: { tries: tries + 1 }, next: look }
  look: { type: http, url: 'https://bank.example/{account}', next: sales, failed: sales }
  sales: { type: queue, queue: sales, skills: { $language: 5 }, priority: 5 }
  bye: { type: hangup, cause: closed, prompts: goodbye }
`;
/** A wrong key, then the account; seconds each thing takes a real caller. */
const CALLER: readonly { readonly does: string; readonly seconds: number }[] = [
  { does: 'heard', seconds: 3 }, { does: '1', seconds: 2 }, { does: 'outcome', seconds: 0.1 }, { does: '7', seconds: 3 }, { does: '1', seconds: 3 },
  ...[...'246810'].map((does) => ({ does, seconds: 0.7 })), { does: 'outcome', seconds: 0.3 },
];
const SECONDS_PER_CALL = CALLER.reduce((sum, { seconds }) => sum + seconds, 0);
const CALLS = 40_000;
const ADAPTER_CALLS = 1_500;
const LIVE = 20_000;

export async function run(): Promise<Record<string, unknown>> {
  const flow = benchFlow();
  walkMany(flow, CALLS / 10);
  const { nodes, inputs, seconds } = walkMany(flow, CALLS);
  const nodeStepsPerSecond = nodes / seconds;
  const sessionsPerCore = (CALLS * SECONDS_PER_CALL) / seconds;
  const bytes = bytesPerSession(flow);
  const adapter = await withAdapter(flow);
  console.log(`one call      ${nodes / CALLS} nodes, ${inputs / CALLS} inputs, ${SECONDS_PER_CALL.toFixed(1)} s of a caller's time`);
  console.log(`interpreter   ${Math.round(nodeStepsPerSecond)} node steps/s   ${Math.round(inputs / seconds)} inputs/s   ${((seconds * 1e6) / CALLS).toFixed(1)} µs per call`);
  console.log(`              ${Math.round(sessionsPerCore)} sessions in progress per core   ${Math.round(bytes)} bytes each`);
  console.log(`with adapter  ${Math.round(adapter.perCall * 1e6)} µs per call (signalling, audio and store without sockets)   ${Math.round(SECONDS_PER_CALL / adapter.perCall)} sessions in progress per core`);
  return {
    sessionsPerCore: Math.round(sessionsPerCore),
    nodeStepsPerSecond: Math.round(nodeStepsPerSecond),
    bytesPerSession: Math.round(bytes),
    adapterSessionsPerCore: Math.round(SECONDS_PER_CALL / adapter.perCall),
  };
}

function benchFlow(): Flow {
  const loaded = loadFlow(NODES, 'bench.yaml', { queues: ['sales', 'support'], skills: ['zh', 'en'], promptExists: () => true });
  if (!loaded.ok) throw loaded.fault;
  return loaded.value;
}

/** Leads calls through the flow one after the other; CPU seconds of this thread. */
function walkMany(flow: Flow, calls: number): { nodes: number; inputs: number; seconds: number } {
  const began = process.cpuUsage();
  const counted = { nodes: 0, inputs: 0 };
  for (let call = 0; call < calls; call += 1) walkOne(flow, counted);
  const { user, system } = process.cpuUsage(began);
  return { ...counted, seconds: (user + system) / 1e6 };
}

function walkOne(flow: Flow, counted: { nodes: number; inputs: number }, most = CALLER.length): ReturnType<typeof startFlow> {
  let state = startFlow(flow, { caller: '13800000000', number: '4000', wallClock: Date.UTC(2026, 0, 5) }, 0);
  let [play, question, now] = [0, 0, 0];
  const send = (input: FlowInput) => {
    const turn = stepFlow(state, input, now);
    state = turn.state;
    counted.inputs += 1;
    for (const effect of turn.effects) {
      if (effect.type === 'enter') counted.nodes += 1;
      else if (effect.type === 'play') play = effect.id;
      else if (effect.type === 'ask-world') question = effect.id;
    }
  };
  send({ type: 'start' });
  for (const { does, seconds } of CALLER.slice(0, most)) {
    now += seconds * 1000;
    if (does === 'heard') send({ type: 'play-ended', id: play });
    else if (does === 'outcome') send({ type: 'outcome', id: question, outcome: 'unknown' });
    else send({ type: 'key', digit: does });
  }
  if (most === CALLER.length && !flowEnded(state)) throw new Error(`the call of the benchmark ended at ${state.at}`);
  return state;
}

/** Heap of calls that all stand in the menu; the collector is asked for by v8, for nobody starts benchmarks with a flag. */
function bytesPerSession(flow: Flow): number {
  const counted = { nodes: 0, inputs: 0 };
  const collect = collector();
  collect();
  const before = process.memoryUsage().heapUsed;
  const live = Array.from({ length: LIVE }, () => walkOne(flow, counted, 4));
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / live.length;
  return live.length > 0 ? bytes : 0;
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** The same call through calls/run-flow.ts: a whole company in memory, the phone and its sounds played by us. */
async function withAdapter(flow: Flow): Promise<{ perCall: number }> {
  const clock = new ManualClock();
  const house = new StoryHouse({ clock, settings: { numbers: new Map([['4000', flow]]) } });
  let spent = 0;
  for (let call = 0; call < ADAPTER_CALLS; call += 1) {
    const began = process.cpuUsage();
    const { leg } = await house.call('4000', { from: `caller${call}` });
    const ears = house.media.legs.at(-1);
    for (const { does } of CALLER) {
      if (does === 'heard') ears?.heard();
      else if (does !== 'outcome') leg.key.emit({ digit: does, durationMs: 100 });
      await house.settle();
    }
    const { user, system } = process.cpuUsage(began);
    spent += (user + system) / 1e6;
    leg.bye();
    await house.settle();
    // The memory of this house is for stories of one call.
    for (const kept of [house.store.events, house.live, house.logged, house.media.legs]) kept.length = 0;
  }
  return { perCall: spent / ADAPTER_CALLS };
}
