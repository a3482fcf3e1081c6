import { header, type SimMessage, tagOf, uriOf, writeMessage } from './message.ts';
import type { SimEndpoint } from './endpoint.ts';
import { token } from './endpoint.ts';

interface DialogFacts {
  readonly callId: string;
  readonly local: string;
  readonly remote: string;
  readonly target: string;
  readonly routes: readonly string[];
  readonly cseq: number;
}

/** The dialog state of one call of a simulated phone (RFC 3261 §12). */
export class SimDialog {
  readonly callId: string;
  readonly #endpoint: SimEndpoint;
  readonly #facts: DialogFacts;
  #cseq: number;

  constructor(endpoint: SimEndpoint, facts: DialogFacts) {
    this.#endpoint = endpoint;
    this.#facts = facts;
    this.#cseq = facts.cseq;
    this.callId = facts.callId;
  }

  /** From our INVITE and its 2xx. */
  static ofResponse(endpoint: SimEndpoint, response: SimMessage): SimDialog {
    return new SimDialog(endpoint, {
      callId: header(response, 'call-id'),
      local: header(response, 'from'),
      remote: header(response, 'to'),
      target: uriOf(header(response, 'contact')),
      routes: [...(response.headers.get('record-route') ?? [])].reverse(),
      cseq: Number(header(response, 'cseq').split(' ')[0]),
    });
  }

  /** From a received INVITE and the tag we answered it with. */
  static ofRequest(endpoint: SimEndpoint, request: SimMessage, tag: string): SimDialog {
    return new SimDialog(endpoint, {
      callId: header(request, 'call-id'),
      local: `${header(request, 'to')};tag=${tag}`,
      remote: header(request, 'from'),
      target: uriOf(header(request, 'contact')),
      routes: request.headers.get('record-route') ?? [],
      cseq: 1,
    });
  }

  get remoteTag(): string {
    return tagOf(this.#facts.remote);
  }

  /** The ACK of a 2xx (RFC 3261 §13.2.2.4), with the INVITE's number. */
  ack(cseq: number, sdp = ''): string {
    return this.#write('ACK', cseq, [], sdp);
  }

  sendAck(cseq: number, sdp = ''): void {
    this.#endpoint.sendText(this.ack(cseq, sdp));
  }

  /** Sends a request inside the dialog; resolves with its final response. */
  request(method: string, extra: [string, string][] = [], body = ''): Promise<SimMessage> {
    const text = this.#write(method, ++this.#cseq, extra, body);
    return new Promise((resolve) => {
      this.#endpoint.request(text, (response) => {
        if (response.code >= 200) resolve(response);
      });
    });
  }

  #write(method: string, cseq: number, extra: [string, string][], body: string): string {
    const { local, remote, target, routes, callId } = this.#facts;
    return writeMessage(`${method} ${target} SIP/2.0`, [
      ['Via', this.#endpoint.via()],
      ['Max-Forwards', '70'],
      ...routes.map((route): [string, string] => ['Route', route]),
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${cseq} ${method}`],
      ['Contact', `<sip:sim@${this.#endpoint.host}:${this.#endpoint.port}>`],
      ...extra,
    ], body);
  }
}

export const newTag = () => token(5);
