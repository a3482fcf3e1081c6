import { SimAudio } from './audio.ts';
import { SimCall } from './sim-call.ts';
import { authorize } from './digest.ts';
import { newTag, SimDialog } from './dialog.ts';
import { keyOf, type ServerAddress, SimEndpoint, token } from './endpoint.ts';
import { header, type SimMessage, tagOf, writeMessage } from './message.ts';

export interface Ring {
  readonly invite: SimMessage;
  ringing(): void;
  /** Picks up. Resolves with the call once our 200 is out. */
  answer(): Promise<SimCall>;
  reject(code: number, reason: string): void;
  /** Settles when the server cancels. */
  readonly cancelled: Promise<void>;
}

/** Why a call of ours was not answered. */
export class NotAnswered extends Error {
  readonly code: number;
  constructor(code: number, first: string) {
    super(first);
    this.code = code;
  }
}

/** A simulated SIP phone over UDP with µ-law audio: caller or agent. Only for tests, the demo and benchmarks. */
export class SimPhone {
  readonly endpoint: SimEndpoint;
  readonly user: string;
  /** Called for each incoming call; default: busy. */
  onRing: (ring: Ring) => void = (ring) => ring.reject(486, 'Busy Here');
  /** Opens the audio of each call. */
  openAudio: () => Promise<SimAudio> = () => SimAudio.open();
  readonly #calls = new Map<string, SimCall>();
  readonly #rings = new Map<string, { cancel: () => void }>();
  #registerSeq = 0;
  readonly #registerCallId = token(8);

  private constructor(endpoint: SimEndpoint, user: string) {
    this.endpoint = endpoint;
    this.user = user;
    endpoint.onRequest = (request) => this.#request(request);
  }

  static async open(server: ServerAddress, user: string): Promise<SimPhone> {
    return new SimPhone(await SimEndpoint.open(server), user);
  }

  /** Registers with digest; resolves with the final status code. `expires` 0 signs off. */
  async register(password: string, expires = 300): Promise<number> {
    const first = await this.#registerOnce(expires);
    if (first.code !== 401) return first.code;
    const uri = `sip:${this.endpoint.server.host}`;
    const credentials = authorize(header(first, 'www-authenticate'), 'REGISTER', uri, this.user, password);
    return (await this.#registerOnce(expires, credentials)).code;
  }

  /** Calls a number; resolves when it is answered, rejects with `NotAnswered`. `signal` cancels the attempt, `display` is the caller's name. */
  async call(number: string, options: { signal?: AbortSignal; onProvisional?: (code: number) => void; display?: string } = {}): Promise<SimCall> {
    const audio = await this.openAudio();
    const { endpoint } = this;
    const { host, port } = endpoint.server;
    const via = endpoint.via();
    const common: [string, string][] = [
      ['From', `${options.display === undefined ? '' : `"${options.display}" `}<sip:${this.user}@${endpoint.host}:${endpoint.port}>;tag=${newTag()}`],
      ['To', `<sip:${number}@${host}:${port}>`],
      ['Call-ID', token(10)],
    ];
    const uri = `sip:${number}@${host}:${port}`;
    const contact: [string, string] = ['Contact', `<sip:${this.user}@${endpoint.host}:${endpoint.port}>`];
    const text = writeMessage(`INVITE ${uri} SIP/2.0`, [
      ['Via', via], ['Max-Forwards', '70'], ...common, ['CSeq', '1 INVITE'], contact,
    ], audio.sdp());
    const cancel = () => {
      const headers: [string, string][] = [['Via', via], ['Max-Forwards', '70'], ...common, ['CSeq', '1 CANCEL']];
      endpoint.request(writeMessage(`CANCEL ${uri} SIP/2.0`, headers), () => {});
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    return new Promise((resolve, reject) => {
      let call: SimCall | undefined;
      endpoint.request(text, (response) => {
        if (response.code < 200) return options.onProvisional?.(response.code);
        if (response.code >= 300) {
          endpoint.sendText(writeMessage(`ACK ${uri} SIP/2.0`, [
            ['Via', via], ['Max-Forwards', '70'], ['From', header(response, 'from')], ['To', header(response, 'to')],
            ['Call-ID', header(response, 'call-id')], ['CSeq', '1 ACK'],
          ]));
          audio.close();
          return reject(new NotAnswered(response.code, response.first));
        }
        if (!call) {
          const dialog = SimDialog.ofResponse(endpoint, response);
          audio.connect(response.body);
          call = this.#enter(new SimCall(dialog, audio, response.body, () => endpoint.forget(keyOf(response))));
          resolve(call);
        }
        endpoint.sendText(call.dialog.ack(1));
      });
    });
  }

  /** Loses power: no more packets, no goodbye. */
  vanish(): void {
    for (const call of this.#calls.values()) call.audio.close();
    this.#calls.clear();
    this.endpoint.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#calls.values()].map((call) => call.hangUp()));
    this.endpoint.close();
  }

  #registerOnce(expires: number, credentials?: string): Promise<SimMessage> {
    const { endpoint } = this;
    const { host, port } = endpoint.server;
    const text = writeMessage(`REGISTER sip:${host} SIP/2.0`, [
      ['Via', endpoint.via()],
      ['Max-Forwards', '70'],
      ['From', `<sip:${this.user}@${host}:${port}>;tag=${newTag()}`],
      ['To', `<sip:${this.user}@${host}:${port}>`],
      ['Call-ID', this.#registerCallId],
      ['CSeq', `${++this.#registerSeq} REGISTER`],
      ['Contact', `<sip:${this.user}@${endpoint.host}:${endpoint.port}>`],
      ['Expires', `${expires}`],
      ...(credentials ? [['Authorization', credentials] as [string, string]] : []),
    ]);
    return new Promise((resolve) => endpoint.request(text, resolve));
  }

  #enter(call: SimCall): SimCall {
    this.#calls.set(call.dialog.callId, call);
    void call.ended.then(() => this.#calls.delete(call.dialog.callId));
    return call;
  }

  #request(request: SimMessage): void {
    const callId = header(request, 'call-id');
    const tag = tagOf(header(request, 'to'));
    const call = this.#calls.get(callId);
    if (call && tag !== '') return call.request(this.endpoint, request);
    if (request.method === 'INVITE') return this.#rings.has(callId) ? undefined : this.#ring(request, callId);
    if (request.method === 'CANCEL') {
      this.endpoint.respond(request, 200, 'OK', newTag());
      return this.#rings.get(callId)?.cancel();
    }
    if (request.method === 'ACK') return;
    const known = request.method === 'OPTIONS' && tag === '';
    this.endpoint.respond(request, known ? 200 : 481, known ? 'OK' : 'Call/Transaction Does Not Exist', newTag());
  }

  #ring(invite: SimMessage, callId: string): void {
    const tag = newTag();
    const { endpoint } = this;
    endpoint.respond(invite, 100, 'Trying', tag);
    let cancelled: () => void = () => {};
    const done = new Promise<void>((resolve) => (cancelled = resolve));
    this.#rings.set(callId, {
      cancel: () => {
        this.#rings.delete(callId);
        endpoint.respond(invite, 487, 'Request Terminated', tag);
        cancelled();
      },
    });
    const contact: [string, string] = ['Contact', `<sip:${this.user}@${endpoint.host}:${endpoint.port}>`];
    this.onRing({
      invite,
      cancelled: done,
      ringing: () => endpoint.respond(invite, 180, 'Ringing', tag, [contact]),
      reject: (code, reason) => {
        this.#rings.delete(callId);
        endpoint.respond(invite, code, reason, tag);
      },
      answer: async () => {
        const audio = await this.openAudio();
        this.#rings.delete(callId);
        audio.connect(invite.body);
        const call = this.#enter(new SimCall(SimDialog.ofRequest(endpoint, invite, tag), audio, invite.body, () => {}));
        endpoint.respond(invite, 200, 'OK', tag, [contact], audio.sdp());
        return call;
      },
    });
  }
}
