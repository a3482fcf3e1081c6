import { type ECDH, createECDH, randomBytes, sign } from 'node:crypto';
import type { Clock, Timer } from '#core';
import { CONTENT, HEADER, readRecords } from '../dtls-record.ts';
import { type HandshakeMessage, MESSAGE, MessageOrder, writeMessage } from '../message-order.ts';
import { type Randoms, masterSecret, sha256, srtpMaterial, verifyData, writeKeys } from '../server/key-schedule.ts';
import { RecordCipher, writeRecord } from '../server/record-cipher.ts';
import { type Identity, certificateMessage } from '../server/server-messages.ts';

export interface ClientHabits {
  readonly identity: Identity;
  /** A datagram for each message, as some do; else one for all. */
  readonly split?: boolean;
  /** Pieces of so many bytes. */
  readonly pieces?: number;
  /** Replaces the first message's body. */
  readonly hello?: (body: Buffer) => Buffer;
  /** No extended master secret. */
  readonly old?: boolean;
  /** Says a Finished that does not fit. */
  readonly misheard?: boolean;
  /** First pause before it says a flight again; browsers have 50 ms. */
  readonly pause?: number;
}

/** A browser's part of a handshake on any clock: says each flight again until it is answered, as RFC 6347 §4.2.4 has it. */
export class ScriptedClient {
  connected = false;
  keys: ReturnType<typeof srtpMaterial> | undefined;
  /** Levels and descriptions of alerts in the clear. */
  readonly alerts: string[] = [];
  readonly #habits: ClientHabits;
  readonly #clock: Clock;
  readonly #send: (data: Buffer) => void;
  readonly #share: ECDH = createECDH('prime256v1');
  readonly #random = randomBytes(32);
  readonly #order = new MessageOrder();
  readonly #said: Buffer[] = [];
  #theirs: RecordCipher | undefined;
  #own: RecordCipher | undefined;
  #master: Buffer = Buffer.alloc(0);
  #randoms: Randoms = { client: this.#random, server: this.#random };
  #point: Buffer = Buffer.alloc(0);
  #sequences: [number, number] = [0, 0];
  #message = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, send: (data: Buffer) => void, habits: ClientHabits) {
    this.#clock = clock;
    this.#send = send;
    this.#habits = habits;
  }

  begin(): void {
    const hello = clientHello(this.#random, this.#habits.old ?? false);
    this.#flight([this.#say(MESSAGE.clientHello, this.#habits.hello?.(hello) ?? hello)]);
  }

  receive(data: Uint8Array): void {
    for (const record of readRecords(data)) {
      if (record.epoch === 0 && record.type === CONTENT.alert) this.alerts.push(record.bytes.subarray(HEADER).join(' '));
      if (record.type !== CONTENT.handshake) continue;
      const content = record.epoch === 0 ? record.bytes.subarray(HEADER) : this.#theirs?.open(record);
      if (content) for (const message of this.#order.take(content).messages) this.#take(message);
    }
  }

  /** A good-bye. */
  goodBye(): void {
    this.#send(this.#own?.seal(CONTENT.alert, 1, this.#sequences[1]++, Uint8Array.of(1, 0)) ?? Buffer.alloc(0));
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #take(message: HandshakeMessage): void {
    const { type, body } = message;
    if (type === MESSAGE.finished) {
      this.stop();
      this.connected = body.equals(verifyData(this.#master, 'server', sha256(...this.#said)));
      this.keys = srtpMaterial(this.#master, this.#randoms, 14);
      return;
    }
    this.#said.push(writeMessage(message));
    if (type === MESSAGE.serverHello) this.#randoms = { client: this.#random, server: body.subarray(2, 34) };
    if (type === MESSAGE.serverKeyExchange) this.#point = body.subarray(4, 4 + (body[3] ?? 0));
    if (type === MESSAGE.serverHelloDone) this.#answer();
  }

  #answer(): void {
    const { identity, old, misheard } = this.#habits;
    const share = this.#share.generateKeys();
    const messages = [this.#say(MESSAGE.certificate, certificateMessage(identity.certificate)), this.#say(MESSAGE.clientKeyExchange, Buffer.from([share.length, ...share]))];
    this.#master = masterSecret(this.#share.computeSecret(this.#point), this.#randoms, old ? undefined : sha256(...this.#said));
    const keys = writeKeys(this.#master, this.#randoms);
    [this.#own, this.#theirs] = [new RecordCipher(keys.client), new RecordCipher(keys.server)];
    const signature = sign('sha256', Buffer.concat(this.#said), identity.key);
    messages.push(this.#say(MESSAGE.certificateVerify, Buffer.from([4, 3, 0, signature.length, ...signature])));
    const finished = this.#say(MESSAGE.finished, misheard ? Buffer.alloc(12) : verifyData(this.#master, 'client', sha256(...this.#said)));
    this.#flight(messages, finished);
  }

  #say(type: number, body: Buffer): Buffer {
    const message = writeMessage({ type, sequence: this.#message++, body });
    this.#said.push(message);
    return message;
  }

  #flight(messages: readonly Buffer[], finished?: Buffer, pause = this.#habits.pause ?? 50): void {
    this.stop();
    const records = messages.flatMap((message) => this.#cut(message)).map((one) => writeRecord(CONTENT.handshake, 0, this.#sequences[0]++, one));
    if (finished && this.#own) {
      records.push(writeRecord(CONTENT.changeCipherSpec, 0, this.#sequences[0]++, Uint8Array.of(1)), this.#own.seal(CONTENT.handshake, 1, this.#sequences[1]++, finished));
    }
    if (this.#habits.split) for (const record of records) this.#send(record);
    else this.#send(Buffer.concat(records));
    this.#timer = this.#clock.after(pause, () => this.#flight(messages, finished, Math.min(2 * pause, 1_000)));
  }

  #cut(message: Buffer): Buffer[] {
    const most = this.#habits.pieces ?? 1_000;
    const body = message.subarray(12);
    return Array.from({ length: Math.max(1, Math.ceil(body.length / most)) }, (_, i) => {
      const part = body.subarray(i * most, (i + 1) * most);
      const header = Buffer.from(message.subarray(0, 12));
      header.writeUIntBE(i * most, 6, 3);
      header.writeUIntBE(part.length, 9, 3);
      return Buffer.concat([header, part]);
    });
  }
}

/** What Chromium says, shortened: two suites, no compression, groups, formats, signatures, use_srtp, extended master secret. */
export function clientHello(random: Uint8Array, old = false): Buffer {
  const extensions = ['000a00060004001d0017', '000b00020100', '000d000600040403' + '0401', '000e0009' + '0006' + '000700010002' + '00', ...(old ? [] : ['00170000'])].join('');
  const length = (extensions.length / 2).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from('fefd', 'hex'), random, Buffer.from(`0000${'0006c02bc02f00ff'}0100${length}${extensions}`, 'hex')]);
}
