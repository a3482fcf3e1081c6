import { type ECDH, createECDH, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SrtpKeys } from '../../srtp/srtp-session.ts';
import { type HandshakeMessage, MESSAGE, writeMessage } from '../message-order.ts';
import { signatureFits } from '../proves-key.ts';
import { type Agreement, agree } from './client-hello.ts';
import { masterSecret, sha256, srtpMaterial, verifyData, writeKeys } from './key-schedule.ts';
import { RecordCipher } from './record-cipher.ts';
import { type Identity, certificateMessage, certificateRequest, readCertificate, serverHello, serverKeyExchange } from './server-messages.ts';

/** RFC 5246 §7.2. */
export const ALERT = { closeNotify: 0, unexpectedMessage: 10, handshakeFailure: 40, illegalParameter: 47, decryptError: 51 } as const;

/** What follows from a message. */
export type Step =
  | { readonly type: 'wait' }
  /** Our first flight. */
  | { readonly type: 'say'; readonly messages: readonly Buffer[] }
  /** Our last one: `finished` is to be encrypted. */
  | { readonly type: 'done'; readonly finished: Buffer; readonly certificate: Buffer; readonly keys: SrtpKeys }
  | { readonly type: 'refuse'; readonly reason: string; readonly alert: number };

/** What is due of the browser. */
export type Due = 'hello' | 'certificate' | 'keyExchange' | 'certificateVerify' | 'finished' | 'nothing';
const DUE: Readonly<Record<Due, number | undefined>> = {
  hello: MESSAGE.clientHello,
  certificate: MESSAGE.certificate,
  keyExchange: MESSAGE.clientKeyExchange,
  certificateVerify: MESSAGE.certificateVerify,
  finished: MESSAGE.finished,
  nothing: undefined,
};

const wait: Step = { type: 'wait' };
const refuse = (reason: string, alert: number): Step => ({ type: 'refuse', reason, alert });

/**
 * What the server's part of a handshake says, message by message (RFC 5246 §7.3), whatever way they came:
 *
 *   hello ─▶ certificate ─▶ keyExchange ─▶ certificateVerify ─▶ finished ─▶ nothing
 */
export class ServerConversation {
  readonly #identity: Identity;
  readonly #said: Buffer[] = [];
  readonly #share: ECDH = createECDH('prime256v1');
  readonly #random = randomBytes(32);
  #due: Due = 'hello';
  #sequence = 0;
  #agreement: Agreement | undefined;
  #certificate: Buffer = Buffer.alloc(0);
  #master: Buffer = Buffer.alloc(0);
  #ciphers: { browser: RecordCipher; own: RecordCipher } | undefined;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  get due(): Due {
    return this.#due;
  }

  /** There once the key exchange was taken. */
  get ciphers(): { readonly browser: RecordCipher; readonly own: RecordCipher } | undefined {
    return this.#ciphers;
  }

  take(message: HandshakeMessage): Step {
    if (message.type !== DUE[this.#due]) return refuse(`the browser said message ${message.type} when ${this.#due} was due`, ALERT.unexpectedMessage);
    const before = Buffer.concat(this.#said);
    this.#said.push(writeMessage(message));
    switch (this.#due) {
      case 'hello': return this.#hello(message.body);
      case 'certificate': return this.#takeCertificate(message.body);
      case 'keyExchange': return this.#keyExchange(message.body);
      case 'certificateVerify': return this.#verify(message.body, before);
      case 'finished': return this.#finish(message.body, before);
      case 'nothing': return wait;
    }
  }

  #hello(body: Buffer): Step {
    const agreed = agree(body);
    if ('alert' in agreed) return { type: 'refuse', ...agreed };
    this.#agreement = agreed;
    const share = this.#share.generateKeys();
    const { certificate, key } = this.#identity;
    const messages = [
      this.#say(MESSAGE.serverHello, serverHello(agreed, this.#random)),
      this.#say(MESSAGE.certificate, certificateMessage(certificate)),
      this.#say(MESSAGE.serverKeyExchange, serverKeyExchange(share, this.#randoms(agreed), key)),
      this.#say(MESSAGE.certificateRequest, certificateRequest()),
      this.#say(MESSAGE.serverHelloDone, Buffer.alloc(0)),
    ];
    this.#due = 'certificate';
    return { type: 'say', messages };
  }

  #takeCertificate(body: Buffer): Step {
    const certificate = readCertificate(body);
    if (!certificate) return refuse('the browser sent no certificate', ALERT.handshakeFailure);
    this.#certificate = certificate;
    this.#due = 'keyExchange';
    return wait;
  }

  #keyExchange(body: Buffer): Step {
    const agreed = this.#agreement;
    const shared = agreed && this.#shared(body.subarray(1, 1 + (body[0] ?? 0)));
    if (!shared) return refuse('the key of the browser is not on the curve', ALERT.illegalParameter);
    const randoms = this.#randoms(agreed);
    this.#master = masterSecret(shared, randoms, agreed.extendedMasterSecret ? sha256(...this.#said) : undefined);
    const keys = writeKeys(this.#master, randoms);
    this.#ciphers = { browser: new RecordCipher(keys.client), own: new RecordCipher(keys.server) };
    this.#due = 'certificateVerify';
    return wait;
  }

  #shared(point: Buffer): Buffer | undefined {
    try {
      return this.#share.computeSecret(point);
    } catch {
      return undefined;
    }
  }

  /** RFC 5246 §7.4.8: the fingerprint in the SDP alone would prove nothing, certificates are public. */
  #verify(body: Buffer, before: Buffer): Step {
    if (!signatureFits(this.#certificate, before, body)) return refuse('the browser did not prove that the certificate is its own', ALERT.decryptError);
    this.#due = 'finished';
    return wait;
  }

  /** RFC 5246 §7.4.9: both heard the same. */
  #finish(body: Buffer, before: Buffer): Step {
    const agreed = this.#agreement;
    const expected = verifyData(this.#master, 'client', sha256(before));
    if (!agreed || body.length !== expected.length || !timingSafeEqual(body, expected)) return refuse('the browser heard something else than we said', ALERT.decryptError);
    const finished = this.#say(MESSAGE.finished, verifyData(this.#master, 'server', sha256(...this.#said)));
    this.#due = 'nothing';
    const { client, server } = srtpMaterial(this.#master, this.#randoms(agreed), agreed.profile.saltBytes);
    return { type: 'done', finished, certificate: this.#certificate, keys: { profile: agreed.profile.name, local: server, remote: client } };
  }

  #say(type: number, body: Buffer): Buffer {
    const message = writeMessage({ type, sequence: this.#sequence++, body });
    this.#said.push(message);
    return message;
  }

  #randoms({ clientRandom }: Agreement) {
    return { client: clientRandom, server: this.#random };
  }
}
