import type { Millis } from '#core';
import { DtmfReceiver } from '../dtmf/dtmf-receiver.ts';
import { parseEvent } from '../dtmf/event-packet.ts';
import type { Law } from '../g711/g711.ts';
import type { DtmfKey } from '../port.ts';
import { Latch } from '../rtp/latch.ts';
import { Reception, type Verdict } from '../rtp/reception.ts';
import { type RtpHeader, emptyHeader, parseRtp } from '../rtp/rtp-packet.ts';
import type { MediaSession, PayloadKind } from '../sdp/media-session.ts';

/** Longest packet that is taken as audio: 400 ms, more than any phone packs. */
const MAX_AUDIO_BYTES = 3200;

/** The header of the packet in hand. One for all legs of the thread, so that it stays in the processor's caches. */
const HEADER = emptyHeader();

/** Where what a leg hears goes. */
export interface Hearing {
  audio(data: Uint8Array, header: RtpHeader, law: Law, now: Millis): void;
  /** A telephone-event packet, to be passed on as it is. */
  event(data: Uint8Array, header: RtpHeader, duration: number, now: Millis): void;
  key(key: DtmfKey): void;
  /** Numbers and timestamps begin anew: another source, or a jump. */
  restarted(): void;
}

/**
 * The incoming half of a leg:
 *
 *   datagram ─▶ RTP? ─▶ known payload type? ─▶ latch ─▶ source (SSRC) ─▶ sequence ─▶ audio │ event ─▶ key
 *                 └────────────┴── refused ──────┴──────────┴── duplicates and jumps are dropped
 */
export class LegReceiver {
  readonly latch = new Latch();
  reception: Reception | undefined;
  refused = 0;
  heardAt: Millis = 0;
  readonly #to: Hearing;
  readonly #keys = new DtmfReceiver();
  readonly #kinds: (PayloadKind | undefined)[] = Array.from({ length: 128 });
  #frozen = false;
  /** A new SSRC from the right source must come twice in a row before it replaces the old one. */
  #newcomer = { ssrc: 0, sequence: -1 };

  constructor(to: Hearing) {
    this.#to = to;
  }

  use(session: MediaSession, now: Millis): void {
    this.#kinds.fill(undefined);
    for (const [payload, kind] of session.receive) this.#kinds[payload] = kind;
    this.latch.expect(session.remote);
    this.#frozen = !session.hears;
    this.heardAt = now;
  }

  /** `proven` = authenticated already (a browser's): the latch has no say. */
  hear(data: Uint8Array, address: string, port: number, now: Millis, proven = false): void {
    const header = HEADER;
    const kind = parseRtp(data, header) ? this.#kinds[header.payload] : undefined;
    if (kind === undefined) return this.#refuse();
    const judged = proven ? 'moved' : this.latch.hear(address, port, header, now, this.#frozen);
    if (judged === 'refuse') return this.#refuse();
    this.heardAt = now;
    const verdict = this.#note(header, judged === 'moved', now);
    if (verdict === 'duplicate' || verdict === 'jump') return;
    if (verdict === 'restart') {
      this.#keys.reset().forEach((key) => this.#to.key(key));
      this.#to.restarted();
    }
    if (kind === 'event') this.#event(data, header, now);
    else if (kind !== 'comfort') this.#audio(data, header, kind, now);
  }

  /** A press whose last packets were lost is over after a while. */
  tick(now: Millis): void {
    for (const key of this.#keys.expire(now)) this.#to.key(key);
  }

  #note(header: RtpHeader, moved: boolean, now: Millis): Verdict {
    const { ssrc, sequence, timestamp } = header;
    if (this.reception?.ssrc !== ssrc) {
      const proven = this.#newcomer.ssrc === ssrc && ((this.#newcomer.sequence + 1) & 0xffff) === sequence;
      this.#newcomer = { ssrc, sequence };
      if (this.reception && !moved && !proven) return 'jump';
      this.reception = new Reception(ssrc);
    }
    return this.reception.note(sequence, timestamp, now);
  }

  #audio(data: Uint8Array, header: RtpHeader, law: Law, now: Millis): void {
    const length = header.end - header.start;
    if (length > MAX_AUDIO_BYTES) return this.#refuse();
    if (length > 0) this.#to.audio(data, header, law, now);
  }

  #event(data: Uint8Array, header: RtpHeader, now: Millis): void {
    const payload = parseEvent(data, header.start, header.end);
    if (!payload) return this.#refuse();
    for (const key of this.#keys.hear(header.timestamp, payload, now)) this.#to.key(key);
    this.#to.event(data, header, payload.duration, now);
  }

  #refuse(): void {
    this.refused++;
  }
}
