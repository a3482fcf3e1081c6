import { DtlsClient } from 'werift';
import type { SrtpKeys } from '../srtp/srtp-session.ts';
import type { Handshake, HandshakeEvent } from './dtls-library.ts';
import { CONTENT, type DtlsRecord, HEADER, isFatalAlert, readRecords, writeCloseNotify } from './dtls-record.ts';
import { MessageOrder, writeMessage } from './message-order.ts';
import { provesKey } from './proves-key.ts';
import { PROFILES } from './server/client-hello.ts';
import { writeRecord } from './server/record-cipher.ts';

const KEY_BYTES = 16;
/** The flight of werift's with which it has keys. */
const WITH_KEYS = 5;
/** A number of werift's states that ends its resending. */
const OVER = 99;

export interface ClientOptions {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  readonly send: (data: Uint8Array) => void;
  readonly tell: (event: HandshakeEvent) => void;
}

/**
 * The client's part, by werift: only for a browser that insists on being the server. werift takes alerts from anybody at
 * any time, fails at a message that comes twice, throws on damaged records and does not check that the other side owns its
 * certificate: what reaches it is sorted here, each message once and in its order, and the proof is checked here.
 */
export class WeriftClient implements Handshake {
  readonly #options: ClientOptions;
  readonly #dtls: DtlsClient;
  readonly #feed: (data: Buffer) => void;
  readonly #order = new MessageOrder();
  #state: 'shaking' | 'connected' | 'over' = 'shaking';

  constructor(options: ClientOptions) {
    this.#options = options;
    const transport = {
      type: 'browser',
      address: { address: '0.0.0.0', port: 0, family: 'IPv4' } as never,
      closed: false,
      onData: (_data: Buffer): void => {},
      send: async (data: Buffer) => void (this.#state !== 'over' && options.send(data)),
      close: async () => {},
    };
    const { cert, key } = options;
    this.#dtls = new DtlsClient({ cert, key, signatureHash: { signature: 3, hash: 4 }, transport, srtpProfiles: PROFILES.map(({ number }) => number), extendedMasterSecret: true });
    this.#feed = (data) => transport.onData(data);
    this.#dtls.onConnect.subscribe(() => this.#connected());
    this.#dtls.onError.subscribe((error) => this.#fail(error instanceof Error ? error.message : String(error)));
    this.#dtls.onClose.subscribe(() => this.#closed());
    this.#dtls.connect().catch((error: Error) => this.#fail(error.message));
  }

  receive(data: Uint8Array): boolean {
    if (this.#state === 'over') return false;
    const records = readRecords(data).filter((record) => this.#isDue(record));
    if (this.#state === 'shaking' && records.some(isFatalAlert)) {
      this.#fail('the browser refused it (DTLS alert)');
      return true;
    }
    try {
      for (const bytes of records.flatMap((record) => this.#news(record))) this.#feed(bytes);
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
    return records.length > 0;
  }

  /** Before the keys: handshake and alerts; with them only an encrypted good-bye. */
  #isDue({ type, epoch }: DtlsRecord): boolean {
    if (this.#state === 'connected') return epoch > 0 && type === CONTENT.alert;
    if (epoch > 0) return type === CONTENT.handshake && this.#dtls.dtls.flight >= WITH_KEYS;
    return type === CONTENT.handshake || type === CONTENT.changeCipherSpec || type === CONTENT.alert;
  }

  /** A copy each: the datagram's memory is used again, and werift keeps parts of what it reads. */
  #news(record: DtlsRecord): Buffer[] {
    if (record.type !== CONTENT.handshake || record.epoch > 0) return [Buffer.from(record.bytes)];
    const { messages } = this.#order.take(record.bytes.subarray(HEADER));
    return messages.map((message) => writeRecord(CONTENT.handshake, 0, message.sequence, writeMessage(message)));
  }

  close(): void {
    if (this.#state === 'connected') {
      const bye = writeCloseNotify(this.#dtls);
      if (bye) this.#options.send(bye);
    }
    this.#end();
  }

  #connected(): void {
    if (this.#state !== 'shaking') return;
    const certificate = this.#dtls.remoteCertificate;
    const keys = this.#keys();
    if (!certificate || !keys) return this.#fail('the browser sent no certificate or agreed on no SRTP profile');
    if (!provesKey(this.#dtls, certificate)) return this.#fail('the browser did not prove that the certificate is its own');
    this.#state = 'connected';
    this.#options.tell({ type: 'connected', certificate, keys });
  }

  #keys(): SrtpKeys | undefined {
    const profile = PROFILES.find(({ number }) => number === this.#dtls.srtp.srtpProfile);
    if (!profile) return undefined;
    const keys = this.#dtls.extractSessionKeys(KEY_BYTES, profile.saltBytes);
    return {
      profile: profile.name,
      local: { key: keys.localKey, salt: keys.localSalt },
      remote: { key: keys.remoteKey, salt: keys.remoteSalt },
    };
  }

  #closed(): void {
    if (this.#state === 'over') return;
    this.#end();
    this.#options.tell({ type: 'closed' });
  }

  #fail(reason: string): void {
    if (this.#state !== 'shaking') return;
    this.#end();
    this.#options.tell({ type: 'failed', reason });
  }

  #end(): void {
    this.#state = 'over';
    this.#dtls.dtls.flight = OVER;
  }
}
