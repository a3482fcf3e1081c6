import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWav } from '#media';
import { pause } from '../eventually.ts';
import { freePort } from '../free-port.ts';

export interface BaresipOptions {
  /** `sip:1001@127.0.0.1:5060` */
  readonly uri: string;
  /** With a password it registers. */
  readonly password?: string;
  /** Tone it speaks, in Hz. */
  readonly toneHz: number;
  readonly transport?: 'udp' | 'tcp';
  readonly codecs?: string;
  readonly answer?: 'manual' | 'auto';
}

interface BaresipEvent {
  readonly type: string;
  readonly param?: string;
}

const MODULES = ['/usr/lib/baresip/modules', '/usr/lib/x86_64-linux-gnu/baresip/modules'];

const KEY_PAUSE_MS = 400;
/** A test that fails half-way leaves no phone behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A real baresip in a folder of its own, driven over its control socket. Speaks a tone; keeps what it hears. */
export class Baresip {
  readonly events: BaresipEvent[] = [];
  readonly #folder: string;
  readonly #process: ChildProcess;
  #log = '';
  #cursor = 0;
  #socket: Socket | undefined;
  #buffer = Buffer.alloc(0);
  #waiting = new Set<() => void>();

  private constructor(folder: string, child: ChildProcess) {
    this.#folder = folder;
    this.#process = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (this.#log += data.toString()));
  }

  static async start(options: BaresipOptions): Promise<Baresip> {
    const folder = mkdtempSync(join(tmpdir(), 'huawu-baresip-'));
    const control = await freePort();
    writeFileSync(join(folder, 'config'), configOf(folder, control, options.toneHz));
    // The account comes over the control socket, so that no event of its registration is missed.
    writeFileSync(join(folder, 'accounts'), '');
    const child = spawn('baresip', ['-f', folder], { stdio: ['pipe', 'pipe', 'pipe'] });
    const phone = new Baresip(folder, child);
    await phone.#connect(control);
    phone.command('uanew', accountOf(options));
    return phone;
  }

  /** One whose registration has been accepted. */
  static async registered(options: BaresipOptions): Promise<Baresip> {
    const phone = await Baresip.start(options);
    try {
      await phone.until('REGISTER_OK');
      return phone;
    } catch (error) {
      await phone.stop();
      throw error;
    }
  }

  /** Sends one of baresip's commands (`dial`, `accept`, `hangup`, `hold`, `resume`, `transfer`, `sndcode` …). */
  command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params, token: command });
    this.#socket?.write(`${Buffer.byteLength(text)}:${text},`);
  }

  /** Presses keys one after the other, as a person does; baresip sends RFC 4733. */
  async press(digits: string): Promise<void> {
    for (const digit of digits) {
      this.command('sndcode', digit);
      await pause(KEY_PAUSE_MS);
    }
  }

  /** Waits for the next event of this type after the last one waited for; throws after `ms` with all that was told. */
  async until(type: string, ms = 30_000): Promise<BaresipEvent> {
    const deadline = performance.now() + ms;
    for (;;) {
      const index = this.events.findIndex((event, at) => at >= this.#cursor && event.type === type);
      const found = this.events[index];
      if (found) {
        this.#cursor = index + 1;
        return found;
      }
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`baresip never told ${type}; it told ${this.#told()}\n${this.#log}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #told(): string {
    return this.events.map(({ type, param }) => `${type} ${param ?? ''}`).join(', ');
  }

  /**
   * What it heard in its newest call so far, 8 kHz linear. baresip 1.0 stops writing it down in a phone that puts the
   * other side on hold, for the rest of that call.
   */
  heard(): Int16Array {
    const files = readdirSync(this.#folder).filter((name) => name.endsWith('-dec.wav')).sort();
    const newest = files.at(-1);
    if (newest === undefined) return new Int16Array(0);
    const bytes = readFileSync(join(this.#folder, newest));
    // The header is written when the file is closed; until then the length is what there is.
    const wav = bytes.readUInt32LE(40) === 0 ? undefined : readWav(bytes);
    if (wav?.ok) return wav.value.channels[0] ?? new Int16Array(0);
    return new Int16Array(bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + bytes.length - (bytes.length % 2)));
  }

  /** What it hears in the next `seconds`. */
  async listen(seconds: number): Promise<Int16Array> {
    const before = this.heard().length;
    await pause(seconds * 1000);
    return this.heard().subarray(before);
  }

  async stop(): Promise<void> {
    this.#socket?.destroy();
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      const killing = setTimeout(() => this.#process.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(killing);
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Kill without a word: a phone that lost its power. */
  vanish(): void {
    this.#process.kill('SIGKILL');
  }

  async #connect(port: number): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const socket = connect(port, '127.0.0.1');
      try {
        await once(socket, 'connect');
        this.#socket = socket;
        socket.on('data', (data) => this.#receive(data));
        socket.on('error', () => {});
        return;
      } catch (error) {
        if (attempt > 300) throw error;
        await pause(50);
      }
    }
  }

  /** Netstrings of JSON. */
  #receive(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      const length = Number(this.#buffer.subarray(0, Math.max(0, colon)).toString());
      if (colon < 1 || this.#buffer.length < colon + length + 2) return;
      const message = JSON.parse(this.#buffer.subarray(colon + 1, colon + 1 + length).toString()) as BaresipEvent & { event?: boolean };
      this.#buffer = this.#buffer.subarray(colon + length + 2);
      if (message.event) this.events.push(message);
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const wake of waiting) wake();
    }
  }
}

function accountOf({ uri, password, transport, codecs, answer }: BaresipOptions): string {
  const user = /sip:([^@]+)@/.exec(uri)?.[1] ?? '';
  const secret = password === undefined ? ';regint=0' : `;auth_user=${user};auth_pass=${password};regint=120`;
  return `<${uri};transport=${transport ?? 'udp'}>${secret};answermode=${answer ?? 'manual'};audio_codecs=${codecs ?? 'PCMU'};ptime=20`;
}

function configOf(folder: string, control: number, toneHz: number): string {
  return [
    'sip_listen 127.0.0.1:0',
    'net_interface 127.0.0.1',
    'statmode_default off',
    'call_local_timeout 120',
    'call_max_calls 4',
    `audio_source ausine,${toneHz}`,
    // The tone generator of baresip 1.0 knows 48 kHz stereo only; baresip converts.
    'ausrc_srate 48000',
    'ausrc_channels 2',
    'audio_player aubridge,out',
    'audio_alert aubridge,alert',
    'audio_level no',
    'rtp_ports 42000-52000',
    `module_path ${MODULES.find((path) => existsSync(path)) ?? MODULES[0]}`,
    'module g711.so',
    'module ausine.so',
    'module aubridge.so',
    'module sndfile.so',
    'module_app account.so',
    'module_app menu.so',
    'module_app ctrl_tcp.so',
    `ctrl_tcp_listen 127.0.0.1:${control}`,
    `snd_path ${folder}`,
    '',
  ].join('\n');
}
