import { digestResponse } from '../digest/digest-response.ts';
import { RawPeer, SDP, headerOf } from './raw-peer.ts';

export interface Challenge {
  readonly nonce: string;
  readonly algorithms: readonly string[];
  readonly stale: boolean;
}

export function challengeOf(response: string): Challenge {
  const lines = response.split('\r\n').filter((line) => /^(WWW|Proxy)-Authenticate:/i.test(line));
  return {
    nonce: /nonce="([^"]+)"/.exec(lines[0] ?? '')?.[1] ?? '',
    algorithms: lines.map((line) => /algorithm=([A-Z0-9-]+)/.exec(line)?.[1] ?? ''),
    stale: lines.some((line) => /stale=true/i.test(line)),
  };
}

export interface Answering {
  readonly user: string;
  readonly password: string;
  readonly nonce: string;
  readonly method: string;
  readonly uri: string;
  readonly algorithm?: 'MD5' | 'SHA-256';
  readonly nc?: string;
}

/** An Authorization value for a challenge. */
export function authorization({ user, password, nonce, method, uri, algorithm = 'MD5', nc = '00000001' }: Answering): string {
  const qop = { nc: Number.parseInt(nc, 16), ncText: nc, cnonce: 'c0ffee' };
  const response = digestResponse({ username: user, realm: 'huawu', nonce, uri, algorithm, qop }, method, password);
  return (
    `Digest username="${user}", realm="huawu", nonce="${nonce}", uri="${uri}", response="${response}", ` +
    `algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="c0ffee"`
  );
}

/** REGISTER with whatever Authorization the test wants; resolves with the response. */
export function sendRegister(peer: RawPeer, user: string, cseq: number, headers: Record<string, string> = {}): Promise<string> {
  peer.send('REGISTER sip:huawu SIP/2.0', {
    Via: peer.via(),
    'Max-Forwards': '70',
    From: `<sip:${user}@huawu>;tag=r${peer.port}`,
    To: `<sip:${user}@huawu>`,
    'Call-ID': `reg-${peer.port}`,
    CSeq: `${cseq} REGISTER`,
    Contact: peer.contact,
    Expires: '300',
    ...headers,
  });
  return peer.next(/^SIP\/2\.0 /);
}

/** Registers with the right password, and a login that is not the user's name if one is given. */
export async function signIn(peer: RawPeer, user: string, password: string, headers: Record<string, string> = {}, login = user): Promise<string> {
  const { nonce } = challengeOf(await sendRegister(peer, user, 1, headers));
  const Authorization = authorization({ user: login, password, nonce, method: 'REGISTER', uri: 'sip:huawu' });
  return sendRegister(peer, user, 2, { Authorization, ...headers });
}

let calls = 0;

/** A call from this peer, from INVITE to BYE, request by request. */
export class RawCall {
  readonly peer: RawPeer;
  readonly callId: string;
  readonly #from: string;
  readonly #uri: string;
  readonly #inviteVia: string;
  #to: string;
  #target: string;
  #cseq = 1;

  /** `twin` = a call whose Call-ID and From this one shares, as when a proxy forked it. */
  constructor(peer: RawPeer, number: string, from = 'caller', twin?: RawCall, callId?: string) {
    calls += 1;
    this.peer = peer;
    this.callId = callId ?? twin?.callId ?? `call-${peer.port}-${calls}`;
    this.#from = twin ? twin.#from : `"Caller" <sip:${from}@127.0.0.1:${peer.port}>;tag=t${calls}`;
    this.#uri = `sip:${number}@127.0.0.1`;
    this.#target = this.#uri;
    this.#to = `<${this.#uri}>`;
    this.#inviteVia = peer.via();
  }

  /** The first INVITE. */
  invite(headers: Record<string, string> = {}, body = SDP): void {
    this.#send('INVITE', this.#inviteVia, { Contact: this.peer.contact, ...typed(body), ...headers }, body);
  }

  /** The INVITE again after a challenge. */
  inviteAgain(headers: Record<string, string>): void {
    this.#cseq += 1;
    this.#send('INVITE', this.peer.via(), { Contact: this.peer.contact, ...typed(SDP), ...headers }, SDP);
  }

  cancel(): void {
    this.#send('CANCEL', this.#inviteVia, {}, '', `${this.#cseq} CANCEL`);
  }

  /** Acknowledges a final response: of a 2xx in the dialog, else in the transaction. */
  ack(response: string, body = ''): void {
    this.#to = headerOf(response, 'To');
    const isSuccess = response.startsWith('SIP/2.0 2');
    if (isSuccess) this.#target = /<([^>]+)>/.exec(headerOf(response, 'Contact'))?.[1] ?? this.#target;
    const via = isSuccess ? this.peer.via() : headerOf(response, 'Via');
    this.#send('ACK', via, typed(body), body, `${headerOf(response, 'CSeq').split(' ')[0]} ACK`);
    if (!isSuccess) this.#to = `<${this.#uri}>`;
  }

  /** Acknowledges a reliable provisional response (RFC 3262). */
  prack(response: string): void {
    this.#to = headerOf(response, 'To');
    this.#target = /<([^>]+)>/.exec(headerOf(response, 'Contact'))?.[1] ?? this.#target;
    this.request('PRACK', { RAck: `${headerOf(response, 'RSeq')} ${headerOf(response, 'CSeq')}` });
  }

  /** A request inside the dialog. */
  request(method: string, headers: Record<string, string> = {}, body = ''): void {
    this.#cseq += 1;
    this.#send(method, this.peer.via(), { Contact: this.peer.contact, ...headers }, body);
  }

  #send(method: string, via: string, headers: Record<string, string>, body: string, cseq = `${this.#cseq} ${method}`): void {
    const uri = method === 'CANCEL' ? this.#uri : this.#target;
    const common = { Via: via, 'Max-Forwards': '70', From: this.#from, To: this.#to, 'Call-ID': this.callId, CSeq: cseq };
    this.peer.send(`${method} ${uri} SIP/2.0`, { ...common, ...headers }, body);
  }
}

function typed(body: string): Record<string, string> {
  return body === '' ? {} : { 'Content-Type': 'application/sdp' };
}
