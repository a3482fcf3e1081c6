import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Fault, failed, ok, type Result } from '#core';

/**
 * Names asked for at a time. The system's resolver blocks one of the process's four helper threads for each, for many
 * seconds if need be, and names come from anybody's Record-Route: recordings and files must not wait for them.
 */
const MOST_AT_ONCE = 2;

/**
 * Resolves names by the system's resolver (address records). Fault: `sip-server.unknown-host`.
 * Deviates: no NAPTR and SRV look-ups (RFC 3263); contact centres address phones and trunks by address or plain name.
 */
export class HostNames {
  readonly #asking = new Map<string, Promise<Result<string>>>();
  readonly #ask: (host: string) => Promise<string>;

  constructor(ask: (host: string) => Promise<string> = async (host) => (await lookup(host, { family: 4 })).address) {
    this.#ask = ask;
  }

  /** An IP address; a name whose turn does not come at once counts as unknown. */
  resolve(host: string): Promise<Result<string>> {
    if (isIP(host) !== 0) return Promise.resolve(ok(host));
    const asking = this.#asking.get(host);
    if (asking) return asking;
    if (this.#asking.size >= MOST_AT_ONCE) return Promise.resolve(failed(unknown('too many names are being looked up')));
    const asked = this.#ask(host).then(ok, (cause: unknown) => failed(unknown(cause)));
    this.#asking.set(host, asked);
    return asked.finally(() => this.#asking.delete(host));
  }
}

function unknown(cause: unknown): Fault {
  const message = 'The host name of a SIP destination cannot be resolved; check the name and the DNS of this machine.';
  return new Fault('sip-server.unknown-host', message, { retryable: true, cause });
}
