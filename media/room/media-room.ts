import { Fault, type Log, type Millis, type Result, failed, localAddressFor, ok } from '#core';
import type { CallAudio, LegOptions, Media, MediaCounts, MediaLeg, PromptRef } from '../port.ts';
import type { Endpoint } from '../sdp/media-session.ts';
import { Desk, type DeskOptions } from './desk.ts';
import { PortPool } from './port-pool.ts';
import { RoomLeg } from './room-leg.ts';
import type { SoundLibrary } from './sound-library.ts';

export interface RoomOptions extends Omit<DeskOptions, 'isOurs' | 'portFree' | 'left'> {
  readonly rtpPorts: { readonly from: number; readonly to: number };
  readonly workers: number;
}

/** The media room as the rest of the house sees it: spreads groups (calls) over the workers. */
export class MediaRoom implements Media {
  readonly #desks: readonly Desk[];
  readonly #ports: PortPool;
  readonly #sounds: SoundLibrary;
  readonly #log: Log;
  /** The worker of each group and how many of its things are alive. */
  readonly #groups = new Map<string, { readonly desk: Desk; users: number }>();
  #closed: Promise<void> | undefined;

  constructor(options: RoomOptions) {
    this.#ports = new PortPool(options.rtpPorts);
    this.#sounds = options.sounds;
    this.#log = options.log;
    const desk = {
      ...options,
      isOurs: (endpoint: Endpoint) => this.#ports.isTaken(endpoint.port) && isLocal(endpoint.address),
      portFree: (port: number) => this.#ports.giveBack(port),
      left: (group: string) => this.#leave(group),
    };
    this.#desks = Array.from({ length: options.workers }, () => new Desk(desk));
  }

  async open(options: LegOptions): Promise<Result<MediaLeg>> {
    if (this.#closed) return failed(new Fault('media.closed', 'The server is stopping; no new audio is opened.'));
    const desk = this.#join(options.group);
    const opened = await this.#openOnFreePort(desk, options);
    if (!opened.ok) this.#leave(options.group);
    return opened;
  }

  /** Tries the free ports in turn; those that other programs hold go to the end of the line. */
  async #openOnFreePort(desk: Desk, options: LegOptions): Promise<Result<MediaLeg>> {
    for (let tries = this.#ports.free; tries > 0; tries--) {
      const port = this.#ports.take();
      if (port === undefined) break;
      const leg = await desk.open(options, port);
      if (leg instanceof RoomLeg) return ok(leg);
      this.#ports.giveBack(port);
      if (!leg.inUse) {
        const message = `RTP port ${port} cannot be opened: ${leg.reason}. Check the address and the rights of the server.`;
        return failed(new Fault('media.bind-failed', message, { retryable: true }));
      }
    }
    return failed(
      new Fault('media.no-port', 'All RTP ports are in use; widen the range of RTP ports or free it of other programs.', { retryable: true }),
    );
  }

  bridge(a: MediaLeg, b: MediaLeg): void {
    this.#both('bridge', a, b);
  }

  unbridge(a: MediaLeg, b: MediaLeg): void {
    this.#both('unbridge', a, b);
  }

  #both(type: 'bridge' | 'unbridge', a: MediaLeg, b: MediaLeg): void {
    if (!(a instanceof RoomLeg) || !(b instanceof RoomLeg)) return;
    if (a.group !== b.group) {
      const fault = new Fault('media.other-group', 'Two legs of different groups cannot be bridged: open them with the same group.');
      this.#log.error(fault.message, { code: fault.code, legs: [a.id, b.id] });
      return;
    }
    const desk = this.#groups.get(a.group)?.desk;
    const [one, two] = [desk?.handleOf(a), desk?.handleOf(b)];
    if (desk && one !== undefined && two !== undefined) desk.post({ type, a: one, b: two });
  }

  audio(group: string, options: { file?: string; key?: Uint8Array; tap: boolean }): CallAudio {
    return this.#join(group).audio(group, options);
  }

  missing(prompts: readonly PromptRef[]): readonly { prompt: PromptRef; reason: string }[] {
    return prompts.flatMap((prompt) => {
      const found = this.#sounds.find(prompt.name, prompt.language);
      return found.ok ? [] : [{ prompt, reason: found.fault.message }];
    });
  }

  forget(prompt: PromptRef): void {
    this.#sounds.forget(prompt.name, prompt.language);
  }

  durationOf(prompt: PromptRef): Millis {
    const found = this.#sounds.find(prompt.name, prompt.language);
    return found.ok ? found.value.ms : 0;
  }

  async counts(): Promise<MediaCounts> {
    const all = this.#closed ? [] : await Promise.all(this.#desks.map((desk) => desk.counts()));
    const sum = (key: keyof MediaCounts) => all.reduce((total, counts) => total + counts[key], 0);
    return { legs: sum('legs'), sockets: sum('sockets'), recordings: sum('recordings'), taps: sum('taps') };
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all(this.#desks.map((desk) => desk.close())).then(() => undefined);
    return this.#closed;
  }

  /** A group stays with its worker as long as anything of it is alive; a new one goes to the least loaded. */
  #join(group: string): Desk {
    const known = this.#groups.get(group);
    if (known) {
      known.users++;
      return known.desk;
    }
    const desk = this.#desks.reduce((least, other) => (other.load < least.load ? other : least));
    this.#groups.set(group, { desk, users: 1 });
    return desk;
  }

  #leave(group: string): void {
    const known = this.#groups.get(group);
    if (known && --known.users === 0) this.#groups.delete(group);
  }
}

/** All of 127.0.0.0/8 leads to this machine, whatever interface has it. */
const isLocal = (address: string): boolean => address.startsWith('127.') || localAddressFor(address) === address;
