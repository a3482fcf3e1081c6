import { readSip } from './sip-text.ts';

/** The shortest token that peers make anew for each run; shorter ones (`zzz`, `ta`) are played as recorded. */
const SHORTEST_RANDOM = 8;

/**
 * What each recorded id, tag, branch, port and sequence number is called in the run: learnt from the live messages, and
 * used to put live values into what the replay sends. A recorded value has one live value, and the other way round.
 */
export class Bindings {
  readonly #live = new Map<string, string>();
  readonly #recorded = new Map<string, string>();
  readonly #ports = new Map<number, number>();
  readonly #shift = new Map<string, number>();
  readonly #vias = new Map<string, string>();
  readonly #salt: string;
  #pattern: RegExp | undefined;

  constructor(salt: string) {
    this.#salt = salt;
  }

  bindPort(recorded: number, live: number): void {
    this.#ports.set(recorded, live);
  }

  port(recorded: number): number {
    return this.#ports.get(recorded) ?? recorded;
  }

  isBound(recorded: string): boolean {
    return this.#live.has(recorded);
  }

  isLive(live: string): boolean {
    return this.#recorded.has(live);
  }

  liveOf(recorded: string): string {
    return this.#live.get(recorded) ?? recorded;
  }

  /** True when `live` may stand for `recorded`; remembers a new pair. */
  unify(recorded: string, live: string): boolean {
    const known = this.#live.get(recorded);
    if (known !== undefined) return known === live;
    if (recorded === live) return true;
    if (recorded === '' || live === '' || this.#recorded.has(live)) return false;
    this.#live.set(recorded, live);
    this.#recorded.set(live, recorded);
    this.#pattern = undefined;
    return true;
  }

  /** CSeq numbers of the server start anywhere, but one Call-ID has one start. */
  unifyCSeq(callId: string, recorded: number, live: number): boolean {
    const known = this.#shift.get(callId);
    if (known === undefined) this.#shift.set(callId, live - recorded);
    return known === undefined || live - recorded === known;
  }

  shiftCSeq(callId: string, recorded: number): number {
    return recorded + (this.#shift.get(callId) ?? 0);
  }

  /** Responses of peers carry the Via of the live request. */
  rememberVia(recordedRequest: string, liveRequest: string): void {
    const recorded = branchOf(recordedRequest);
    const via = viaOf(liveRequest);
    if (recorded && via) this.#vias.set(recorded, via);
  }

  /** Makes new values for the tokens a peer introduces with this message. */
  introduce(text: string): void {
    const sip = readSip(text);
    const made = [sip.callId, tagOf(text, sip.isRequest ? 'From' : 'To'), sip.isRequest ? branchOf(text) : ''];
    for (const token of made) {
      if (token.length < SHORTEST_RANDOM || this.isBound(token)) continue;
      const [local, ...host] = token.split('@');
      this.unify(token, [`${local}${this.#salt}`, ...host].join('@'));
    }
  }

  /** The recorded text with live tokens and ports. */
  toLive(text: string): string {
    if (this.#live.size === 0) return this.#livePorts(text);
    this.#pattern ??= anyOf([...this.#live.keys()]);
    return this.#livePorts(text.replace(this.#pattern, (token) => this.liveOf(token)));
  }

  /** The recorded message as it is to be sent now. `shifted`: the server chose its CSeq. */
  toLiveMessage(text: string, shifted: boolean, callId = readSip(text).callId): string {
    const sip = readSip(text);
    const via = sip.isRequest ? undefined : this.#vias.get(branchOf(text));
    const numbered = shifted ? this.#liveNumbers(text, callId) : text;
    const live = this.toLive(numbered);
    return via ? live.replace(/^Via:.*$/m, () => `Via: ${via}`) : live;
  }

  #liveNumbers(text: string, callId: string): string {
    const shift = (n: string) => String(this.shiftCSeq(callId, Number(n)));
    return text
      .replace(/^(CSeq: *)(\d+)/im, (_, name: string, n: string) => name + shift(n))
      .replace(/^(RAck: *\d+ +)(\d+)/im, (_, name: string, n: string) => name + shift(n));
  }

  #livePorts(text: string): string {
    return text.replace(/(127\.0\.0\.1:|rport=)(\d+)/g, (_, name: string, n: string) => name + this.port(Number(n)));
  }
}

function anyOf(tokens: string[]): RegExp {
  const longestFirst = tokens.sort((a, b) => b.length - a.length).map((token) => token.replace(/\W/g, '\\$&'));
  return new RegExp(`(?<![A-Za-z0-9])(?:${longestFirst.join('|')})(?![A-Za-z0-9])`, 'g');
}

const viaOf = (text: string): string => /^Via: *(.*?)\r$/im.exec(text)?.[1] ?? '';
const branchOf = (text: string): string => /branch=([^;\s]+)/.exec(viaOf(text))?.[1] ?? '';
const tagOf = (text: string, header: string): string =>
  new RegExp(`^${header}:.*;tag=([^;\\s]+)`, 'im').exec(text)?.[1] ?? '';
