import { X509Certificate, createHash } from 'node:crypto';
import { CipherContext, DtlsClient, DtlsServer, type DtlsSocket, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';
import type { Fingerprint } from '../sdp/media-session.ts';
import type { SrtpKeys, SrtpProfile } from '../srtp/srtp-session.ts';
import type { DtlsLibrary, Handshake, HandshakeEvent } from './dtls-library.ts';
import { CONTENT, type DtlsRecord, isFatalAlert, openMessages, readRecords, writeCloseNotify } from './dtls-record.ts';
import { provesKey } from './proves-key.ts';

/** Numbers of RFC 5764 §4.1.2 and RFC 7714 §14.2; the cheaper one here first (docs/decisions/0050). */
const PROFILES: readonly (readonly [number: 1 | 7, name: SrtpProfile, saltBytes: number])[] = [
  [1, 'AES_CM_128_HMAC_SHA1_80', 14],
  [7, 'AEAD_AES_128_GCM', 12],
];
const KEY_BYTES = 16;
const HASHES: Readonly<Record<string, string>> = { 'sha-1': 'sha1', 'sha-224': 'sha224', 'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512' };
/** RFC 5246 §7.4: hellos sent again are answered again. */
const HELLO = 1;
/** A number of werift's states that ends its resending. */
const OVER = 99;

/** The handshakes of werift under a certificate made now (ECDSA P-256), which lives as long as the thread. */
export async function weriftDtls(): Promise<DtlsLibrary> {
  const hash = { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 } as const;
  const own = await CipherContext.createSelfSignedCertificateWithKey(hash, NamedCurveAlgorithm.secp256r1_23);
  const certificate = new X509Certificate(own.certPem);
  return {
    fingerprint: { algorithm: 'sha-256', value: certificate.fingerprint256 },
    matches,
    start: (options) => new WeriftHandshake({ ...options, cert: own.certPem, key: own.keyPem }),
  };
}

/** RFC 8122 §5; MD5 and MD2 are not accepted. */
function matches(certificate: Uint8Array, { algorithm, value }: Fingerprint): boolean {
  const hash = HASHES[algorithm.toLowerCase()];
  if (hash === undefined) return false;
  return createHash(hash).update(certificate).digest('hex') === value.replaceAll(':', '').toLowerCase();
}

interface Options {
  readonly role: 'server' | 'client';
  readonly cert: string;
  readonly key: string;
  readonly send: (data: Uint8Array) => void;
  readonly tell: (event: HandshakeEvent) => void;
}

/**
 * One association. werift takes alerts and new hellos from anybody at any time, throws on damaged records and does not
 * check that the other side owns its certificate: what reaches it is sorted here, and the proof is checked here.
 */
class WeriftHandshake implements Handshake {
  readonly #options: Options;
  readonly #dtls: DtlsSocket;
  readonly #feed: (data: Buffer) => void;
  #state: 'shaking' | 'connected' | 'over' = 'shaking';
  /** Messages of the client that were taken. */
  readonly #taken = new Set<string>();

  constructor(options: Options) {
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
    const common = { cert, key, signatureHash: { signature: 3, hash: 4 }, transport, srtpProfiles: PROFILES.map(([n]) => n), extendedMasterSecret: true } as const;
    this.#dtls = options.role === 'server' ? new DtlsServer({ ...common, srtpProfiles: [...common.srtpProfiles], certificateRequest: true }) : new DtlsClient({ ...common, srtpProfiles: [...common.srtpProfiles] });
    this.#feed = (data) => transport.onData(data);
    this.#dtls.onConnect.subscribe(() => this.#connected());
    this.#dtls.onError.subscribe((error) => this.#fail(error instanceof Error ? error.message : String(error)));
    this.#dtls.onClose.subscribe(() => this.#closed());
    if (this.#dtls instanceof DtlsClient) this.#dtls.connect().catch((error: Error) => this.#fail(error.message));
  }

  receive(data: Uint8Array): boolean {
    if (this.#state === 'over') return false;
    const records = readRecords(data).filter((record) => this.#isDue(record));
    if (this.#state === 'shaking' && records.some(isFatalAlert)) {
      this.#fail('the browser refused it (DTLS alert)');
      return true;
    }
    try {
      // A copy each: the datagram's memory is used again, and werift keeps parts of what it reads.
      for (const bytes of records.flatMap((record) => this.#news(record))) this.#feed(Buffer.from(bytes));
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
    return records.length > 0;
  }

  /** Before the keys: handshake and alerts; with them only what is encrypted (a lost end of the handshake, a good-bye). */
  #isDue({ type, epoch }: { type: number; epoch: number }): boolean {
    if (this.#state === 'shaking') return type === CONTENT.handshake || type === CONTENT.changeCipherSpec || (type === CONTENT.alert && epoch === 0);
    return epoch > 0 && (type === CONTENT.handshake || type === CONTENT.alert);
  }

  /**
   * A browser sends again after 50 ms what a busy machine has not answered. As a server werift would take a key exchange
   * anew and make other keys of it than the browser: each message of the client is taken once (RFC 6347 §4.2.2).
   */
  #news(record: DtlsRecord): Uint8Array[] {
    if (this.#options.role !== 'server' || record.type !== CONTENT.handshake || record.epoch > 0) return [record.bytes];
    const fresh = openMessages(record).filter(({ type, name }) => type === HELLO || !this.#taken.has(name));
    for (const { name } of fresh) this.#taken.add(name);
    return fresh.map(({ bytes }) => bytes);
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
    if (!provesKey(this.#dtls, this.#options.role, certificate)) return this.#fail('the browser did not prove that the certificate is its own');
    this.#state = 'connected';
    this.#options.tell({ type: 'connected', certificate, keys });
  }

  #keys(): SrtpKeys | undefined {
    const profile = PROFILES.find(([number]) => number === this.#dtls.srtp.srtpProfile);
    if (!profile) return undefined;
    const keys = this.#dtls.extractSessionKeys(KEY_BYTES, profile[2]);
    return {
      profile: profile[1],
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
