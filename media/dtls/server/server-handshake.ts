import type { Clock } from '#core';
import type { Handshake, HandshakeEvent } from '../dtls-library.ts';
import { CONTENT, type DtlsRecord, HEADER, isFatalAlert, readRecords } from '../dtls-record.ts';
import { MessageOrder } from '../message-order.ts';
import { FlightSender } from './flight-sender.ts';
import { ALERT, ServerConversation, type Step } from './server-conversation.ts';
import type { Identity } from './server-messages.ts';

const [WARNING, FATAL] = [1, 2];
/** Encrypted records that overtook the messages they need; a browser says its Finished in one. */
const MOST_EARLY = 4;
const CHANGE_CIPHER_SPEC = Uint8Array.of(1);
/** Number of the browser's first message. */
const HELLO = 0;

export interface ServerOptions {
  readonly identity: Identity;
  readonly clock: Clock;
  readonly send: (data: Uint8Array) => void;
  readonly tell: (event: HandshakeEvent) => void;
}

/**
 * The server's part of one DTLS 1.2 handshake with use_srtp (RFC 6347, RFC 5764). Datagrams may be lost, come twice, late
 * or in another order: messages are taken once and in their order, our flight is said again until the next one of the
 * browser is whole, and what the browser says again is answered again.
 *
 *   shaking ──Finished of the browser──▶ connected ──good-bye──▶ over
 *      └──────── refused, alert ───────────────────────────────▶ over
 *
 * Deviates: no HelloVerifyRequest (RFC 6347 §4.2.1 SHOULD). It would prove that the other side hears us at its address;
 * the connectivity check of ICE has proved that before a datagram gets here, and one way there and back is saved.
 */
export class ServerHandshake implements Handshake {
  readonly #options: ServerOptions;
  readonly #sender: FlightSender;
  readonly #conversation: ServerConversation;
  /** Messages in the clear. */
  readonly #open = new MessageOrder();
  /** Those of epoch 1, once they are due. */
  #sealed: MessageOrder | undefined;
  #early: DtlsRecord[] = [];
  #state: 'shaking' | 'connected' | 'over' = 'shaking';

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#sender = new FlightSender(options.clock, options.send);
    this.#conversation = new ServerConversation(options.identity);
  }

  receive(data: Uint8Array): boolean {
    let due = false;
    for (const record of readRecords(data)) due = this.#take(record) || due;
    return due;
  }

  close(): void {
    const cipher = this.#conversation.ciphers?.own;
    if (this.#state === 'connected' && cipher) this.#sender.tell({ type: CONTENT.alert, content: Uint8Array.of(WARNING, ALERT.closeNotify), cipher });
    this.#end();
  }

  #take(record: DtlsRecord): boolean {
    if (this.#state === 'over' || record.epoch > 1) return false;
    if (record.epoch === 1) return this.#takeSealed(record);
    // With the keys only what is encrypted counts.
    if (this.#state === 'connected') return false;
    if (isFatalAlert(record)) this.#fail('the browser refused it (DTLS alert)');
    if (record.type === CONTENT.handshake) this.#hear(record.bytes.subarray(HEADER));
    return record.type === CONTENT.handshake || record.type === CONTENT.changeCipherSpec || record.type === CONTENT.alert;
  }

  #hear(content: Uint8Array): void {
    const { messages, repeated } = this.#open.take(content);
    for (const message of messages) {
      // Numbers go on in epoch 1; nothing in the clear is due any more.
      if (this.#sealed || this.#state === 'over') return;
      this.#follow(this.#conversation.take(message));
      if (this.#conversation.due === 'finished') this.#sealed = new MessageOrder(message.sequence + 1);
    }
    if (this.#state === 'shaking' && repeated.includes(HELLO)) this.#sender.repeat();
    if (this.#sealed) for (const record of this.#early.splice(0)) this.#takeSealed(record);
  }

  /** Numbers of records are not looked at: some browsers say a lost Finished again under its old one, and it does no harm. */
  #takeSealed(record: DtlsRecord): boolean {
    const cipher = this.#conversation.ciphers?.browser;
    if (!this.#sealed || !cipher) {
      if (record.type !== CONTENT.handshake || this.#early.length === MOST_EARLY) return false;
      this.#early.push({ ...record, bytes: record.bytes.slice() });
      return true;
    }
    const content = record.type === CONTENT.handshake || record.type === CONTENT.alert ? cipher.open(record) : undefined;
    if (!content) return false;
    if (record.type === CONTENT.alert) this.#alert(content);
    else this.#hearSealed(this.#sealed.take(content));
    return true;
  }

  #hearSealed({ messages, repeated }: ReturnType<MessageOrder['take']>): void {
    for (const message of messages) if (this.#state === 'shaking') this.#follow(this.#conversation.take(message));
    // RFC 6347 §4.2.4: it has not heard our last flight.
    if (this.#state === 'connected' && repeated.length > 0) this.#sender.repeat();
  }

  #alert([level, description]: Uint8Array): void {
    if (level !== FATAL && description !== ALERT.closeNotify) return;
    if (this.#state === 'shaking') return this.#fail('the browser refused it (DTLS alert)');
    this.#end();
    this.#options.tell({ type: 'closed' });
  }

  #follow(step: Step): void {
    const { type } = step;
    switch (type) {
      case 'wait':
        return;
      case 'say':
        return this.#sender.say(step.messages.map((content) => ({ type: CONTENT.handshake, content })), { untilAnswered: true });
      case 'refuse':
        this.#sender.tell({ type: CONTENT.alert, content: Uint8Array.of(FATAL, step.alert) });
        return this.#fail(step.reason);
      case 'done': {
        const cipher = this.#conversation.ciphers?.own;
        if (!cipher) return;
        this.#sender.say([{ type: CONTENT.changeCipherSpec, content: CHANGE_CIPHER_SPEC }, { type: CONTENT.handshake, content: step.finished, cipher }], { untilAnswered: false });
        this.#state = 'connected';
        this.#options.tell({ type: 'connected', certificate: step.certificate, keys: step.keys });
      }
    }
  }

  #fail(reason: string): void {
    if (this.#state !== 'shaking') return;
    this.#end();
    this.#options.tell({ type: 'failed', reason });
  }

  #end(): void {
    this.#state = 'over';
    this.#sender.stop();
    this.#early = [];
  }
}
