import { type Step, isOutput } from './capture.ts';
import { readSip, splitFrame } from './sip-text.ts';

/** Where our server departs from a recording on purpose. An undeclared difference, or a declared one that is not there, fails. */
export interface Deviation {
  /** Number of the recording, such as `07`. */
  readonly recording: string;
  /** Recorded steps that do not happen with our server, neither side's. */
  readonly without: readonly number[];
  readonly reason: string;
  /** What happens instead. */
  readonly instead: readonly Own[];
}

/** Something our server does and the recorded one did not: when (after which recorded step, at which recorded ms), and what. */
export type Own = { readonly after: number; readonly at?: number } & (
  | { /** It answers this request of a peer itself. */ readonly answers: number; readonly with: string; readonly headers?: readonly string[] }
  | { /** It sends this message of its own once more. */ readonly repeats: number }
  | { /** The app gets this message of a peer, in a frame like that one. */ readonly passesUp: number; readonly like: number; readonly asNew?: boolean }
  | { /** The app gets this frame (all but its id). */ readonly frame: string; readonly message: readonly string[] }
);

/** The recording as our server is to play it. */
export function withDeviations(steps: readonly Step[], deviations: readonly Deviation[]): Step[] {
  const gone = new Set(deviations.flatMap((d) => d.without));
  for (const n of gone) stepAt(steps, n);
  const all = [...steps];
  // One after the other, so that a later one can repeat an earlier one: the first after step 7 is 7.01.
  for (const [i, own] of deviations.flatMap((d) => d.instead).entries()) all.push(ownStep(all, own, own.after + (i + 1) / 100));
  return all.filter((step) => !gone.has(step.n)).sort((a, b) => a.n - b.n);
}

function ownStep(steps: readonly Step[], own: Own, n: number): Step {
  const at = own.at ?? stepAt(steps, own.after).at;
  const id = madeUuid(n);
  if ('repeats' in own) return { ...messageAt(steps, own.repeats, 'server-message'), n, at };
  if ('frame' in own) return { kind: 'server-frame', n, at, payload: [`${id}|${own.frame}`, ...own.message, '', ''].join('\r\n') };
  if ('passesUp' in own) {
    const message = messageAt(steps, own.passesUp, 'peer-message').text;
    return { kind: 'server-frame', n, at, payload: passedUp(message, stepAt(steps, own.like), own.asNew ?? false, id) };
  }
  const request = messageAt(steps, own.answers, 'peer-message');
  return { ...request, kind: 'server-message', n, at, text: answer(request.text, own.with, own.headers ?? [], `made-at-${n}`) };
}

/** Stands for an id our server makes up. */
const madeUuid = (n: number): string => `00000000-0000-4000-8000-${String(Math.round(n * 1000)).padStart(12, '0')}`;

/** `id|sip|source|bytes|protocol|address|port|time|transaction|dialog|…` with another id, size and message. */
function passedUp(message: string, like: Step, asNew: boolean, id: string): string {
  if (like.kind !== 'server-frame') throw new Error(`step ${like.n} of the recording is no frame to the app`);
  const { tokens } = splitFrame(like.payload);
  const header = tokens.with(0, id).with(3, String(Buffer.byteLength(message)));
  const port = tokens[6] ?? '';
  const transaction = asNew ? id.replace('8000', '9000') : (tokens[8] ?? '');
  return `${header.with(8, transaction).join('|')}\r\n${received(message, port)}`;
}

function answer(request: string, statusLine: string, headers: readonly string[], tag: string): string {
  const port = /^Via: \S+ [\d.]+:(\d+)/m.exec(request)?.[1] ?? '';
  const copied = readSip(received(request, port))
    .headers.filter(([name]) => ['Via', 'From', 'To', 'Call-ID', 'CSeq'].includes(name))
    .map(([name, value]) => `${name}: ${name === 'To' && !value.includes(';tag=') ? `${value};tag=${tag}` : value}`);
  return [`SIP/2.0 ${statusLine}`, ...copied, ...headers, 'Content-Length: 0', '', ''].join('\r\n');
}

/** A request as its receiver shows it: with the port it came from (RFC 3581 §4). */
const received = (request: string, port: string): string =>
  readSip(request).isRequest ? request.replace(/;rport(?=[;\r])/, `;rport=${port}`) : request;

function stepAt(steps: readonly Step[], n: number): Step {
  const step = steps.find((s) => s.n === n);
  if (!step) throw new Error(`the recording has no step ${n}`);
  return step;
}

type Message<K> = Extract<Step, { kind: K }>;

function messageAt<K extends 'peer-message' | 'server-message'>(steps: readonly Step[], n: number, kind: K): Message<K> {
  const step = stepAt(steps, n);
  if (step.kind !== kind) throw new Error(`step ${n} of the recording is no ${kind}${isOutput(step) ? ', but the server’s' : ''}`);
  return step as Message<K>;
}
