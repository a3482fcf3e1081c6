/** What a recorded line was: who said what to whom, `at` ms after the start of the recording. `n` is its number there. */
export type Step =
  | { readonly kind: 'app-frame'; readonly n: number; readonly at: number; readonly payload: string }
  | { readonly kind: 'server-frame'; readonly n: number; readonly at: number; readonly payload: string }
  | PeerStep<'peer-message'>
  | PeerStep<'server-message'>
  | { readonly kind: 'app-closes'; readonly n: number; readonly at: number }
  /** Bytes on a TCP flow that are no SIP message. */
  | { readonly kind: 'peer-bytes'; readonly n: number; readonly at: number; readonly peer: string; readonly bytes: string }
  | { readonly kind: 'peer-hangs-up'; readonly n: number; readonly at: number; readonly peer: string };

interface PeerStep<K> {
  readonly kind: K;
  readonly n: number;
  readonly at: number;
  readonly peer: string;
  readonly transport: 'udp' | 'tcp';
  readonly text: string;
  /** Length of the first of two TCP segments the message is sent in. */
  readonly cutAt?: number;
}

/** A step the server has to produce. */
export type Output = Extract<Step, { kind: 'server-frame' | 'server-message' }>;

export const isOutput = (step: Step): step is Output => step.kind === 'server-frame' || step.kind === 'server-message';

const STEP = /^=== \[(\d+)\] \+([\d.]+)s (CTL|SIP|SIP\/TCP) (\S+)->(\S+)/;
const NOTE = /^### \+([\d.]+)s NOTE (.*)$/;

/** Reads a recording; line ends and the last line of a body are restored from the lengths written in it. */
export function parseCapture(file: string): Step[] {
  const steps: Step[] = [];
  for (const block of file.split(/^(?====|###)/m)) {
    const [title = '', ...lines] = block.replace(/\n+$/, '').split('\n');
    const step = STEP.exec(title);
    const note = NOTE.exec(title);
    const last = steps.at(-1)?.n ?? 0;
    if (step) steps.push(readStep(step, lines));
    else if (note?.[2] === 'APP closed control connection') {
      steps.push({ kind: 'app-closes', n: last + 0.9, at: Number(note[1]) * 1000 });
    }
  }
  return steps;
}

function readStep(title: RegExpExecArray, lines: string[]): Step {
  const [, number, seconds, channel, from = '', to = ''] = title;
  const n = Number(number);
  const at = Number(seconds) * 1000;
  if (channel === 'CTL') {
    return { kind: from === 'APP' ? 'app-frame' : 'server-frame', n, at, payload: restoreFrame(lines) };
  }
  const outbound = from === 'SERVER';
  return {
    kind: outbound ? 'server-message' : 'peer-message',
    n,
    at,
    peer: outbound ? to : from,
    transport: channel === 'SIP/TCP' ? 'tcp' : 'udp',
    text: restoreMessage(lines, (text) => declaredLength(text)),
  };
}

/** The payload of a frame whose decimal prefix says how many bytes it has. */
function restoreFrame([first = '', ...message]: string[]): string {
  const hash = first.indexOf('#');
  const length = Number(first.slice(0, hash));
  const header = first.slice(hash + 1);
  if (message.length === 0) return header;
  const room = length - Buffer.byteLength(header) - 2;
  const payload = `${header}\r\n${restoreMessage(message, () => room)}`;
  if (Buffer.byteLength(payload) !== length) throw new Error(`the recorded frame ${header} is not ${length} bytes long`);
  return payload;
}

function restoreMessage(lines: string[], length: (text: string) => number): string {
  const blank = lines.indexOf('');
  const head = (blank < 0 ? lines : lines.slice(0, blank)).join('\r\n');
  if (head === '') return '\r\n';
  const body = blank < 0 ? '' : lines.slice(blank + 1).join('\r\n');
  const text = `${head}\r\n\r\n${body}`;
  return Buffer.byteLength(text) + 2 === length(text) ? `${text}\r\n` : text;
}

function declaredLength(text: string): number {
  const declared = Number(/^Content-Length: *(\d+)/im.exec(text)?.[1] ?? 0);
  return Buffer.byteLength(text.slice(0, text.indexOf('\r\n\r\n') + 4)) + declared;
}
