/** The load of `full-call`: agents and callers in a process of their own. Takes its orders by IPC. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav } from '#media';
import { loadSockets } from './load-sockets.ts';
import type { ServerFacts } from '#test/simulators/server-process';
import { encodeUlaw, SimPhone, toneUlaw } from '#test/simulators/phone/index';

export interface Order {
  readonly server: ServerFacts;
  readonly calls: number;
  readonly concurrent: number;
  readonly talkMs: number;
  /** Recorded speech instead of a tone, so that recognisers have something to do. */
  readonly speech: boolean;
}

export interface Done {
  readonly failed: number;
  /** First failures, in words. */
  readonly reasons: readonly string[];
  /** Time from the first INVITE to the last BYE's answer, s. */
  readonly seconds: number;
  /** Sum over calls of the time between answer and hang-up, min. */
  readonly callMinutes: number;
}

/** A caller presses the menu key this long after the answer, in ms. */
const KEY_AFTER_MS = 100;
const GIVE_UP_MS = 30_000;
const FIXTURES = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'calls', 'en-1-compliant');

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function sounds(speech: boolean): { caller: Uint8Array; agent: Uint8Array } {
  if (!speech) return { caller: toneUlaw(440), agent: toneUlaw(620) };
  const read = (name: string) => {
    const wav = readWav(readFileSync(join(FIXTURES, `${name}.wav`)));
    if (!wav.ok) throw wav.fault;
    return encodeUlaw(wav.value.channels[0] ?? new Int16Array(0));
  };
  return { caller: read('caller'), agent: read('agent') };
}

async function work(order: Order): Promise<Done> {
  const { caller, agent } = sounds(order.speech);
  const sockets = loadSockets();
  const agents = await Promise.all(order.server.accounts.map((account) => signIn(order, account, agent, sockets.openAudio)));
  const phone = await SimPhone.open(order.server.sip, 'bench');
  phone.openAudio = sockets.openAudio;
  const reasons: string[] = [];
  let failed = 0;
  let callMs = 0;
  let left = order.calls;
  const start = performance.now();
  const line = async () => {
    while (left-- > 0) {
      try {
        const length = await oneCall(phone, caller, order.talkMs);
        callMs += length;
      } catch (error) {
        failed += 1;
        if (reasons.length < 5) reasons.push(String(error));
      }
    }
  };
  await Promise.all(
    Array.from({ length: order.concurrent }, async (_, index) => {
      await pause((index * Math.min(1_000, order.talkMs + 500)) / order.concurrent);
      await line();
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  // The server still says goodbye to the agents' phones.
  await pause(1_000);
  await Promise.all(agents.map((one, index) => one.register(order.server.accounts[index]?.password ?? '', 0)));
  for (const one of [...agents, phone]) one.endpoint.close();
  sockets.stop();
  return { failed, reasons, seconds, callMinutes: callMs / 60_000 };
}

async function signIn(order: Order, account: ServerFacts['accounts'][number], sound: Uint8Array, openAudio: SimPhone['openAudio']): Promise<SimPhone> {
  const phone = await SimPhone.open(order.server.sip, account.extension);
  phone.openAudio = openAudio;
  phone.onRing = (ring) => {
    void ring.answer().then((call) => {
      call.audio.keep = false;
      call.audio.say(sound, { loop: true });
    });
  };
  const status = await phone.register(account.password);
  if (status !== 200) throw new Error(`agent ${account.extension} could not register: ${status}`);
  return phone;
}

/** Calls, presses the key, talks, hangs up; resolves with the length of the call in ms. */
async function oneCall(phone: SimPhone, sound: Uint8Array, talkMs: number): Promise<number> {
  const call = await phone.call('4000');
  call.audio.keep = false;
  const answered = performance.now();
  await pause(KEY_AFTER_MS);
  call.audio.press('2');
  call.audio.say(sound, { loop: true });
  const gone = call.ended.then((by) => {
    if (by === 'remote') throw new Error('the server hung up');
  });
  gone.catch(() => {});
  await Promise.race([pause(KEY_AFTER_MS + 200 + talkMs), gone]);
  await Promise.race([call.hangUp(), pause(GIVE_UP_MS).then(() => Promise.reject(new Error('BYE unanswered')))]);
  return performance.now() - answered;
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: Order) => {
  void work(order).then((done) => process.send?.(done));
});
