import { TestBrowser } from '../../../media/testing/test-browser.ts';
import { RawPeer, bodyOf, headerOf } from '../../../sip/testing/raw-peer.ts';
import { signIn } from '../../../sip/testing/raw-phone.ts';
import type { ServerProcess } from '#test/simulators/server-process';

/** A person's browser without its pages: cookie, REST, and a phone on the server's own WebSocket. */
export class Page {
  readonly #server: ServerProcess;
  readonly #cookie: string;
  readonly #csrf: string;

  private constructor(server: ServerProcess, cookie: string, csrf: string) {
    this.#server = server;
    this.#cookie = cookie;
    this.#csrf = csrf;
  }

  static async signIn(server: ServerProcess, login: string): Promise<Page> {
    const password = server.people.find((one) => one.login === login)?.password ?? '';
    const answer = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url, connection: 'close' }, body: JSON.stringify({ login, password }) });
    if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
    const { csrf } = (await answer.json()) as { csrf: string };
    return new Page(server, (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '', csrf);
  }

  /** The same browser, with its cookie, after the server was started again (perhaps on another port). */
  on(server: ServerProcess): Page {
    return new Page(server, this.#cookie, this.#csrf);
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(this.#server.url + path, { headers: { cookie: this.#cookie, connection: 'close' } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async post<T>(path: string, body: object): Promise<{ status: number; body: T }> {
    const headers = { cookie: this.#cookie, 'x-huawu-csrf': this.#csrf, 'content-type': 'application/json', origin: this.#server.url, connection: 'close' };
    const answer = await fetch(this.#server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }

  /** Loads the page's phone: short-lived credentials, WebSocket, REGISTER. `name` is the page; another one is a reload. */
  async phone(name: string): Promise<BrowserPhone> {
    const { body } = await this.post<{ account: string; login: string; password: string; path: string }>('/api/softphone', {});
    const peer = await RawPeer.openWs(this.#server.url.replace('http', 'ws') + body.path, name, { headers: { cookie: this.#cookie, origin: this.#server.url } });
    // The same instance: what the page keeps over a reload.
    const Contact = `${peer.contact};+sip.instance="<urn:uuid:anna>";reg-id=1`;
    const answer = await signIn(peer, body.account, body.password, { Contact }, body.login);
    if (!answer.startsWith('SIP/2.0 200')) throw new Error(answer);
    return new BrowserPhone(peer);
  }
}

/** SIP by hand, WebRTC by werift. */
export class BrowserPhone {
  readonly peer: RawPeer;
  readonly media = new TestBrowser();

  constructor(peer: RawPeer) {
    this.peer = peer;
  }

  /** Answers the next call; resolves with its INVITE. */
  async answer(): Promise<string> {
    const invite = await this.peer.next(/^INVITE /);
    const body = await this.media.answer(bodyOf(invite));
    this.peer.respond(invite, '200 OK', { headers: { Contact: this.peer.contact }, body });
    await this.peer.next(/^ACK /);
    await this.media.connected();
    return invite;
  }

  hangUp(invite: string): void {
    this.peer.send(`BYE ${/<([^>]+)>/.exec(headerOf(invite, 'Contact'))?.[1]} SIP/2.0`, {
      Via: this.peer.via(), 'Max-Forwards': '70', From: `${headerOf(invite, 'To')};tag=peer`, To: headerOf(invite, 'From'), 'Call-ID': headerOf(invite, 'Call-ID'), CSeq: '1 BYE',
    });
  }

  /** The tab is gone: no goodbye. */
  async vanish(): Promise<void> {
    this.peer.close();
    await this.media.close();
  }
}
