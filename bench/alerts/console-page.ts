import { WebSocket } from 'ws';
import type { FloorAlert, FloorCall, LiveNews } from '#contract';
import type { ServerProcess } from '#test/simulators/server-process';

type Words = Extract<LiveNews, { type: 'words' }>;

/** With the moment it was heard here, ms of `performance.now`. */
export type Arrived<T> = T & { readonly arrivedAt: number };

/** What a page of the console hears over `WS /api/live`: signed in as people are, subscribed to the floor and to every call. */
export class ConsolePage {
  readonly alerts: Arrived<{ readonly alert: FloorAlert }>[] = [];
  readonly finals: Arrived<Words>[] = [];
  readonly #followed = new Set<string>();
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as LiveNews));
  }

  static async open(server: ServerProcess, role: string): Promise<ConsolePage> {
    const person = server.people.find((one) => one.role === role);
    const headers = { 'content-type': 'application/json', origin: server.url };
    const answer = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify({ login: person?.login, password: person?.password }) });
    if (answer.status !== 200) throw new Error(`signing in as ${role}: ${answer.status} ${await answer.text()}`);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers: { cookie, origin: server.url } });
    const page = new ConsolePage(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    page.#subscribe('floor');
    return page;
  }

  close(): void {
    this.#socket.close();
  }

  #subscribe(topic: string): void {
    this.#socket.send(JSON.stringify({ type: 'subscribe', topic }));
  }

  #hear(news: LiveNews): void {
    const arrivedAt = performance.now();
    if (news.type === 'refused') console.error(`the page may not follow ${news.topic}: ${news.message}`);
    if (news.type === 'floor') for (const call of news.calls ?? []) this.#follow(call);
    if (news.type === 'call-alert') this.alerts.push({ alert: news.alert, arrivedAt });
    if (news.type === 'words' && news.kind === 'final') this.finals.push({ ...news, arrivedAt });
  }

  /** A page opens a call that somebody talks in. */
  #follow({ id, stage }: FloorCall): void {
    if (stage !== 'talk' || this.#followed.has(id)) return;
    this.#followed.add(id);
    this.#subscribe(`call:${id}`);
  }
}
