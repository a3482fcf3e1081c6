import { WebSocket } from 'ws';
import type { ServerProcess } from '#test/simulators/server-process';
import type { LiveMessage } from '../calls/index.ts';

type AlertMessage = Extract<LiveMessage, { type: 'alert' }>;
type WordsMessage = Extract<LiveMessage, { type: 'words' }>;

export interface HeardAlert extends AlertMessage {
  /** When it reached this client, ms of `performance.now`. */
  readonly arrivedAt: number;
}

/** Escape codes only for a terminal; a pipe or file gets plain text. */
const code = (numbers: string) => (process.stdout.isTTY ? `\x1b[${numbers}m` : '');
export const COLOUR = { caller: code('36'), agent: code('32'), alert: code('31;1'), dim: code('2'), off: code('0') };

/** Listens to `WS /api/live`, prints what is said and raised, and keeps it for the score. */
export class LiveView {
  readonly alerts: HeardAlert[] = [];
  readonly finals: WordsMessage[] = [];
  /** Call id → the caller's name as dialled in; the demo names callers after their recording. */
  readonly callers = new Map<string, string>();
  /** Call id → position in ms of `performance.now` of the audio clock's zero. */
  readonly connectedAt = new Map<string, number>();
  readonly ended = new Set<string>();
  readonly #print: (line: string) => void;
  #socket: WebSocket | undefined;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  open(server: ServerProcess): Promise<void> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers: { authorization: `Bearer ${server.token}` } });
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as LiveMessage));
    return new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  }

  close(): void {
    this.#socket?.close();
  }

  #hear(message: LiveMessage): void {
    if (message.type === 'event') this.#event(message.event);
    if (message.type === 'words' && message.kind === 'final') this.#words(message);
    if (message.type === 'alert') this.#alert(message);
  }

  #event({ callId, type, data }: Extract<LiveMessage, { type: 'event' }>['event']): void {
    if (type === 'call.arrived') this.callers.set(callId, String(data['from']));
    if (type === 'agent.connected') {
      this.connectedAt.set(callId, performance.now());
      this.#print(`${COLOUR.dim}${this.#name(callId)}  connected to ${String(data['agent'])}${COLOUR.off}`);
    }
    if (type === 'call.ended') {
      this.ended.add(this.callers.get(callId) ?? callId);
      this.#print(`${COLOUR.dim}${this.#name(callId)}  ended: ${String(data['outcome'])}${COLOUR.off}`);
    }
  }

  #words(message: WordsMessage): void {
    if (message.words.length === 0) return;
    this.finals.push(message);
    const joined = message.words.map(({ text }) => text).join(' ');
    const at = (message.words[0]?.start ?? 0).toFixed(1).padStart(5);
    this.#print(`${this.#name(message.callId)} ${at}  ${COLOUR[message.speaker]}${message.speaker.padEnd(6)} ${joined}${COLOUR.off}`);
  }

  #alert(message: AlertMessage): void {
    this.alerts.push({ ...message, arrivedAt: performance.now() });
    const { kind, rule, at, message: text } = message.alert;
    if (kind !== 'violation') return;
    this.#print(`${this.#name(message.callId)} ${at.toFixed(1).padStart(5)}  ${COLOUR.alert}ALERT  ${rule}: ${text}${COLOUR.off}`);
  }

  #name(callId: string): string {
    return (this.callers.get(callId) ?? callId).padEnd(15);
  }
}
