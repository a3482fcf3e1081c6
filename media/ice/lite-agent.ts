import type { Millis } from '#core';
import type { Endpoint, IceCredentials } from '../sdp/media-session.ts';
import { ATTRIBUTE, STUN_TYPE, type StunMessage, errorCode, integrityFits, mappedAddress, parseStun, writeStun } from '../stun/stun-message.ts';

/** A pair that passed a check. */
interface Pair extends Endpoint {
  /** When it was last checked or heard. */
  at: Millis;
  priority: number;
}

/** RFC 7675 §5.1: consent is gone when no check came for so long; nothing is sent any more. */
const CONSENT: Millis = 30_000;
/** The pair in use gives way to a newly nominated one of lower priority after so long without a sign. */
const QUIET: Millis = 3000;
/** Pairs kept; browsers check a handful. */
const MOST_PAIRS = 16;
const KNOWN: ReadonlySet<number> = new Set(Object.values(ATTRIBUTE));

/**
 * The ICE lite side of one browser leg (RFC 8445 §2.5): answers checks, remembers which sources passed one, and sends
 * to the nominated one. Audio that arrives, authenticated, from another source that passed moves us there as well, so
 * that a browser that changes its network is followed at its first packet.
 *
 *   waiting ──check with USE-CANDIDATE──▶ selected ──better / newer nomination, audio from elsewhere──▶ selected
 *                                           └── 30 s without a sign ──▶ nothing is sent (RFC 7675)
 *
 * Deviates: checks with wrong credentials are dropped without an error response, so that nobody can use us as a reflector.
 */
export class LiteAgent {
  /** Newest first; the one before is good until the browser uses the new one (RFC 8445 §2.4 restart). */
  #local: readonly IceCredentials[];
  #pairs: Pair[] = [];
  #selected: Pair | undefined;

  constructor(local: IceCredentials) {
    this.#local = [local];
  }

  /** Takes the credentials of the running exchange; changed ones are a restart. */
  use(local: IceCredentials): void {
    if (local.ufrag !== this.#local[0]?.ufrag) this.#local = [local, ...this.#local.slice(0, 1)];
  }

  /** Where to send; undefined before the first nomination and when consent is gone. */
  target(now: Millis): Endpoint | undefined {
    const selected = this.#selected;
    return selected && now - selected.at < CONSENT ? selected : undefined;
  }

  /** Whether a source passed a check. */
  knows(address: string, port: number): boolean {
    return this.#find(address, port) !== undefined;
  }

  /** Authenticated audio came from there: that is where the browser is. */
  heardFrom(address: string, port: number, now: Millis): void {
    const selected = this.#selected;
    if (selected?.port === port && selected.address === address) {
      selected.at = now;
      return;
    }
    const pair = this.#find(address, port);
    if (!pair) return;
    pair.at = now;
    this.#selected = pair;
  }

  /** Judges a datagram that looks like STUN; gives the response to send back, undefined = refused or no answer due. */
  check(data: Uint8Array, address: string, port: number, now: Millis): { readonly response?: Buffer; readonly refused: boolean } {
    const message = parseStun(data);
    if (!message) return { refused: true };
    const credentials = this.#credentialsOf(message);
    if (!credentials || message.type !== STUN_TYPE.request) return { refused: message.type !== STUN_TYPE.indication };
    if (!integrityFits(data, message, credentials.pwd)) return { refused: true };
    return { response: this.#respond(message, credentials, { address, port }, now), refused: false };
  }

  /** RFC 8445 §7.3: USERNAME is `ours:theirs`. Cheap and before any cryptography: floods end here. */
  #credentialsOf({ attributes }: StunMessage): IceCredentials | undefined {
    const name = attributes.get(ATTRIBUTE.username);
    if (!name || name.length > 513 || !attributes.has(ATTRIBUTE.fingerprint)) return undefined;
    const text = Buffer.from(name).toString('latin1');
    return this.#local.find(({ ufrag }) => text.startsWith(`${ufrag}:`));
  }

  #respond(message: StunMessage, { pwd }: IceCredentials, from: Endpoint, now: Millis): Buffer {
    const { transaction, attributes } = message;
    const fail = (value: Uint8Array, ...more: [number, Uint8Array][]) =>
      writeStun({ type: STUN_TYPE.error, transaction, attributes: [[ATTRIBUTE.errorCode, value], ...more] }, pwd);
    const strange = [...attributes.keys()].filter((type) => type < 0x8000 && !KNOWN.has(type));
    if (strange.length > 0) {
      return fail(errorCode(420, 'Unknown Attribute'), [ATTRIBUTE.unknown, Uint8Array.from(strange.flatMap((t) => [t >> 8, t & 255]))]);
    }
    // RFC 8445 §7.3.1.1 with §6.1.1: a lite agent never controls, so the other side has to.
    if (attributes.has(ATTRIBUTE.controlled)) return fail(errorCode(487, 'Role Conflict'));
    this.#pass(from, attributes, now);
    return writeStun({ type: STUN_TYPE.success, transaction, attributes: [[ATTRIBUTE.mapped, mappedAddress(from.address, from.port)]] }, pwd);
  }

  /** RFC 8445 §7.3.2: the pair is valid; with USE-CANDIDATE it is nominated. */
  #pass(from: Endpoint, attributes: ReadonlyMap<number, Uint8Array>, now: Millis): void {
    let pair = this.#find(from.address, from.port);
    if (!pair) {
      pair = { ...from, at: now, priority: 0 };
      this.#pairs = [pair, ...this.#pairs].slice(0, MOST_PAIRS);
    }
    pair.at = now;
    const priority = attributes.get(ATTRIBUTE.priority);
    if (priority?.length === 4) pair.priority = Buffer.from(priority).readUInt32BE();
    if (attributes.has(ATTRIBUTE.useCandidate) && this.#givesWay(pair, now)) this.#selected = pair;
  }

  #givesWay(pair: Pair, now: Millis): boolean {
    const selected = this.#selected;
    return !selected || pair.priority > selected.priority || now - selected.at > QUIET;
  }

  #find(address: string, port: number): Pair | undefined {
    return this.#pairs.find((pair) => pair.port === port && pair.address === address);
  }
}
