import { setTimeout as sleep } from 'node:timers/promises';
import { Bindings } from './bindings.ts';
import { isOutput, type Output, type Step } from './capture.ts';
import { type Difference, Expectations } from './expectations.ts';
import { begunByServer, readSip, splitFrame } from './sip-text.ts';
import { type Wire, openControl, openTcpPeer, openUdpPeer } from './wire.ts';

/** Where the server under test is, and how fast its clock runs. */
export interface Target {
  readonly controlPort: number;
  readonly sipPort: number;
  readonly secret: string;
  /** Live ms per recorded ms: below 1 for a server whose clock runs faster. */
  readonly pace: number;
}

/** The secret and the SIP ports of the server in the recordings. */
const RECORDED_SECRET = 'cymru';
/** Waits shorter than this in a recording are the recording's own delays; a relay added 40 ms here and there. */
const SHORTEST_WAIT_MS = 60;
/** Patience beyond the recorded time, for a machine that is busy. */
const PATIENCE_MS = 8_000;
const POLL_MS = 2;
/** Long enough that the server reads the first segment alone. */
const SEGMENT_GAP_MS = 20;

/** Plays a recording against a server from both sides and returns everything that was not as recorded. */
export async function replay(steps: readonly Step[], target: Target, salt: string): Promise<Difference[]> {
  const run = new Run(steps, target, salt);
  try {
    await run.play();
  } finally {
    run.close();
  }
  return run.differences;
}

class Run {
  readonly #steps: readonly Step[];
  readonly #target: Target;
  readonly #bindings: Bindings;
  readonly #expectations: Expectations;
  readonly #wires = new Map<string, Wire>();
  /** Live time of the latest step, sent or received. */
  #last = performance.now();

  constructor(steps: readonly Step[], target: Target, salt: string) {
    this.#steps = steps;
    this.#target = target;
    this.#bindings = new Bindings(salt);
    this.#expectations = new Expectations(steps, this.#bindings, target.pace);
    this.#bindings.unify(RECORDED_SECRET, target.secret);
    this.#bindings.bindPort(recordedSipPort(steps), target.sipPort);
  }

  get differences(): Difference[] {
    return this.#expectations.differences;
  }

  async play(): Promise<void> {
    await this.#openWires();
    let previous: Step | undefined;
    for (const step of this.#steps) {
      const gap = (step.at - (previous?.at ?? step.at)) * this.#target.pace;
      if (isOutput(step)) await this.#await(step, gap);
      else {
        await this.#pause(gap);
        await this.#perform(step);
        this.#last = performance.now();
      }
      previous = step;
    }
    this.#expectations.giveUp(this.#expectations.missingBefore(undefined), performance.now());
  }

  close(): void {
    for (const wire of this.#wires.values()) wire.close();
  }

  async #openWires(): Promise<void> {
    const { controlPort, sipPort } = this.#target;
    const received = (stream: string) => (live: string) => this.#expectations.take(stream, live, performance.now());
    this.#wires.set('APP', await openControl(controlPort, received('APP')));
    for (const [peer, transport] of peersOf(this.#steps)) {
      const open = transport === 'tcp' ? openTcpPeer : openUdpPeer;
      const wire = await open(sipPort, received(peer));
      this.#wires.set(peer, wire);
      this.#bindings.bindPort(recordedPortOf(peer, this.#steps), wire.port);
    }
  }

  async #await(step: Output, gap: number): Promise<void> {
    const deadline = this.#last + gap * 1.5 + PATIENCE_MS;
    while (this.#expectations.arrivalOf(step) === undefined) {
      if (performance.now() > deadline) this.#expectations.giveUp([step], deadline);
      await sleep(POLL_MS);
    }
    this.#last = Math.max(this.#last, this.#expectations.arrivalOf(step) ?? 0);
  }

  async #pause(gap: number): Promise<void> {
    if (gap < SHORTEST_WAIT_MS * this.#target.pace) return;
    const rest = this.#last + gap - performance.now();
    if (rest > 0) await sleep(rest);
  }

  async #perform(step: Exclude<Step, Output>): Promise<void> {
    const wire = this.#wires.get('peer' in step ? step.peer : 'APP');
    if (!wire) throw new Error(`step ${step.n} speaks for somebody without a socket`);
    switch (step.kind) {
      case 'app-frame':
        return wire.send(this.#liveFrame(step.payload));
      case 'peer-message': {
        this.#bindings.introduce(step.text);
        const shifted = begunByServer(readSip(step.text).isRequest, false);
        const text = this.#bindings.toLiveMessage(step.text, shifted);
        if (step.cutAt === undefined) return wire.send(text);
        wire.send(text.slice(0, step.cutAt));
        await sleep(SEGMENT_GAP_MS);
        return wire.send(text.slice(step.cutAt));
      }
      case 'peer-bytes':
        return wire.send(step.bytes);
      case 'app-closes':
      case 'peer-hangs-up':
        wire.close();
        return wire.closed;
    }
  }

  #liveFrame(payload: string): string {
    const { tokens, message } = splitFrame(payload);
    const header = this.#bindings.toLive(tokens.join('|'));
    if (message === '') return header;
    const callId = readSip(message).callId || /^(.*);from-tag=/.exec(tokens[3] ?? '')?.[1];
    const shifted = begunByServer(readSip(message).isRequest, true);
    return `${header}\r\n${this.#bindings.toLiveMessage(message, shifted, callId)}`;
  }
}

function peersOf(steps: readonly Step[]): Map<string, 'udp' | 'tcp'> {
  const peers = new Map<string, 'udp' | 'tcp'>();
  for (const step of steps) if ('transport' in step) peers.set(step.peer, step.transport);
  return peers;
}

/** The port a peer had in the recording: in the Via of its requests, or in the URI of requests to it. */
function recordedPortOf(peer: string, steps: readonly Step[]): number {
  for (const step of steps) {
    if (!('text' in step) || step.peer !== peer || !readSip(step.text).isRequest) continue;
    const place = step.kind === 'peer-message' ? /^Via: \S+ 127\.0\.0\.1:(\d+)/m : /^\S+ sip:\S*?127\.0\.0\.1:(\d+)/;
    const port = place.exec(step.text)?.[1];
    if (port) return Number(port);
  }
  throw new Error(`the recording does not tell the port of ${peer}`);
}

/** The server says its addresses when the app signs in. */
function recordedSipPort(steps: readonly Step[]): number {
  const greeting = steps.find((step) => step.kind === 'server-frame');
  const port = greeting && /udp\/127\.0\.0\.1:(\d+)/.exec(greeting.payload)?.[1];
  if (!port) throw new Error('the recording does not begin with a sign-in');
  return Number(port);
}
