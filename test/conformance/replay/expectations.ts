import type { Bindings } from './bindings.ts';
import { isOutput, type Output, type Step } from './capture.ts';
import { compareFrame, compareSip } from './compare.ts';
import { type SipText, readSip, splitFrame } from './sip-text.ts';

/** One thing that was not as recorded. */
export interface Difference {
  /** The recorded step it belongs to; none for something the recording does not have. */
  readonly n?: number;
  readonly what: string;
}

interface Awaited {
  readonly step: Output;
  readonly stream: string;
  /** Messages of one Call-ID keep their order; so do answers to the same app frame. */
  readonly lane: string;
  readonly message: SipText;
  readonly tokens: readonly string[];
  /** The earlier copy of a message that a timer, nothing else, made the server repeat. */
  readonly copyOf?: Output;
  /** Live time it came, once it came (or was given up). */
  came?: number;
}

export const streamOf = (step: Output): string => (step.kind === 'server-frame' ? 'APP' : step.peer);

/** The outputs a recording promises, crossed off as the live ones arrive; what does not fit is a difference. */
export class Expectations {
  readonly differences: Difference[] = [];
  readonly #awaited: Awaited[];
  readonly #callIds: ReadonlySet<string>;
  readonly #bindings: Bindings;
  readonly #pace: number;

  constructor(steps: readonly Step[], bindings: Bindings, pace: number) {
    this.#awaited = steps.filter(isOutput).map((step) => awaited(step, steps));
    this.#callIds = new Set(this.#awaited.map((a) => a.message.callId));
    this.#bindings = bindings;
    this.#pace = pace;
  }

  /** When this step arrived, in live ms. */
  arrivalOf(step: Step): number | undefined {
    return this.#awaited.find((a) => a.step === step)?.came;
  }

  /** Outputs recorded before `step` that have not come. */
  missingBefore(step: Step | undefined): Output[] {
    return this.#awaited.filter((a) => a.came === undefined && (!step || a.step.n < step.n)).map((a) => a.step);
  }

  giveUp(steps: readonly Output[], now: number): void {
    for (const a of this.#awaited) {
      if (!steps.includes(a.step)) continue;
      a.came = now;
      const what = a.message.startLine || a.tokens.join('|');
      this.differences.push({ n: a.step.n, what: `${a.stream} never got «${this.#bindings.toLive(what)}»` });
    }
  }

  /** Crosses off what `live` is, or notes that nothing like it was recorded. */
  take(stream: string, live: string, now: number): void {
    const open = this.#awaited.filter((a) => a.stream === stream && a.came === undefined);
    const found = open.find((a) => this.#isLike(a, live));
    if (!found) {
      this.differences.push({ what: `${stream} got «${firstLines(live)}», which was not recorded` });
      return;
    }
    const skipped = open.find((a) => a.lane === found.lane);
    if (skipped && skipped !== found) {
      this.differences.push({ n: found.step.n, what: `${stream} got this before step ${skipped.step.n}` });
    }
    found.came = now;
    this.#compare(found, live);
    this.#checkTiming(found, now);
  }

  #compare({ step }: Awaited, live: string): void {
    const bindings = this.#bindings;
    if (step.kind === 'server-message') bindings.rememberVia(step.text, live);
    const found =
      step.kind === 'server-frame' ? compareFrame(step.payload, live, bindings) : compareSip(step.text, live, bindings, true);
    this.differences.push(...found.map((what) => ({ n: step.n, what: `${streamOf(step)}: ${what}` })));
  }

  /** Repeats are sent by a timer: neither twice as fast nor much later than recorded. */
  #checkTiming(found: Awaited, now: number): void {
    const { step, copyOf } = found;
    const earlier = copyOf && this.arrivalOf(copyOf);
    if (!copyOf || earlier === undefined) return;
    const due = (step.at - copyOf.at) * this.#pace;
    const after = now - earlier;
    if (after >= due * 0.7 - 15 && after <= due * 1.5 + 300) return;
    this.differences.push({ n: step.n, what: `${found.stream} got the repeat after ${after.toFixed()} ms, due after ${due.toFixed()} ms` });
  }

  #isLike(expected: Awaited, live: string): boolean {
    if (expected.step.kind === 'server-message') return this.#isSameMessage(expected.message, readSip(live));
    const { tokens, message } = splitFrame(live);
    if (tokens[1] !== expected.tokens[1]) return false;
    if (tokens[1] === 'response') return tokens[2] === expected.tokens[2];
    return tokens[2] === expected.tokens[2] && this.#isSameMessage(expected.message, readSip(message));
  }

  #isSameMessage(expected: SipText, live: SipText): boolean {
    const bindings = this.#bindings;
    const known = bindings.isBound(expected.callId) || bindings.isLive(live.callId) || this.#callIds.has(live.callId);
    return (
      expected.isRequest === live.isRequest &&
      expected.verb === live.verb &&
      expected.cseqMethod === live.cseqMethod &&
      (!known || bindings.liveOf(expected.callId) === live.callId)
    );
  }
}

function awaited(step: Output, steps: readonly Step[]): Awaited {
  const frame = step.kind === 'server-frame' ? splitFrame(step.payload) : { tokens: [], message: step.text };
  const message = readSip(frame.message);
  const lane = frame.message === '' ? `reply ${frame.tokens[2]}` : message.callId;
  return { step, stream: streamOf(step), lane, message, tokens: frame.tokens, copyOf: timedCopy(step, steps) };
}

function timedCopy(step: Output, steps: readonly Step[]): Output | undefined {
  if (step.kind !== 'server-message') return undefined;
  const before = steps.filter((s) => s.n < step.n && 'peer' in s && s.peer === step.peer);
  const copy = before.findLast((s) => s.kind === 'server-message' && s.text === step.text);
  const asked = before.some((s) => copy && s.n > copy.n && !isOutput(s));
  return copy?.kind === 'server-message' && !asked ? copy : undefined;
}

const firstLines = (text: string): string => text.split('\r\n').slice(0, 2).join(' ⏎ ');
