import type { SimAudio } from './audio.ts';
import { newTag, type SimDialog } from './dialog.ts';
import type { SimEndpoint } from './endpoint.ts';
import { header, type SimMessage } from './message.ts';

/** An answered call of a simulated phone. */
export class SimCall {
  readonly dialog: SimDialog;
  readonly audio: SimAudio;
  /** Settles when either side has hung up. */
  readonly ended: Promise<'remote' | 'local'>;
  /** Status lines of NOTIFYs after our REFER. */
  readonly progress: string[] = [];
  /** SDP of the other side, newest first-hand. */
  remoteSdp: string;
  #end: (by: 'remote' | 'local') => void = () => {};
  #over = false;
  #version = 1;
  readonly #forget: () => void;

  constructor(dialog: SimDialog, audio: SimAudio, remoteSdp: string, forget: () => void) {
    this.dialog = dialog;
    this.audio = audio;
    this.remoteSdp = remoteSdp;
    this.#forget = forget;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** BYE; resolves with its final response. */
  async hangUp(): Promise<void> {
    if (this.#over) return;
    this.#finish('local');
    await this.dialog.request('BYE');
  }

  /** re-INVITE with this direction: `sendonly` = hold, `sendrecv` = resume. */
  async direct(direction: string): Promise<SimMessage> {
    const contentType: [string, string] = ['Content-Type', 'application/sdp'];
    const response = await this.dialog.request('INVITE', [contentType], this.audio.sdp(direction, ++this.#version));
    const cseq = Number(header(response, 'cseq').split(' ')[0]);
    if (response.code < 300) this.dialog.sendAck(cseq);
    return response;
  }

  /** re-INVITE that leaves the offer to the server; the answer, with this direction, goes into the ACK (RFC 3264 §5). */
  async directLate(direction: string): Promise<SimMessage> {
    const response = await this.dialog.request('INVITE');
    this.remoteSdp = response.body;
    this.dialog.sendAck(Number(header(response, 'cseq').split(' ')[0]), this.audio.sdp(direction, ++this.#version));
    return response;
  }

  /** Blind transfer (RFC 3515). */
  refer(to: string): Promise<SimMessage> {
    return this.dialog.request('REFER', [['Refer-To', `<sip:${to}@127.0.0.1>`]]);
  }

  /** A key by SIP INFO. */
  info(digit: string): Promise<SimMessage> {
    const type: [string, string] = ['Content-Type', 'application/dtmf-relay'];
    return this.dialog.request('INFO', [type], `Signal=${digit}\r\nDuration=160\r\n`);
  }

  /** A request of the server inside this call. */
  request(endpoint: SimEndpoint, request: SimMessage): void {
    if (request.method === 'ACK') return;
    const sdp: [string, string][] = [['Contact', `<sip:sim@${endpoint.host}:${endpoint.port}>`]];
    if (request.method === 'INVITE' || request.method === 'UPDATE') {
      if (request.body) this.remoteSdp = request.body;
      return endpoint.respond(request, 200, 'OK', newTag(), sdp, this.audio.sdp('sendrecv', ++this.#version));
    }
    endpoint.respond(request, 200, 'OK', newTag());
    if (request.method === 'NOTIFY') this.progress.push(request.body.split('\r\n')[0] ?? '');
    if (request.method === 'BYE') this.#finish('remote');
  }

  #finish(by: 'remote' | 'local'): void {
    if (this.#over) return;
    this.#over = true;
    this.audio.close();
    this.#forget();
    this.#end(by);
  }
}
