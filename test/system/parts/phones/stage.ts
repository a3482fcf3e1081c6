import type { ServerProcess } from '#test/simulators/server-process';
import { Baresip, type BaresipOptions } from './baresip.ts';
import { passwordOf } from '../company.ts';

type Manners = Pick<BaresipOptions, 'transport' | 'codecs' | 'answer'>;

/** The baresips around one server; everybody speaks a tone of their own. */
export class Stage {
  readonly #server: ServerProcess;
  readonly #phones: Baresip[] = [];

  constructor(server: ServerProcess) {
    this.#server = server;
  }

  /** An agent's phone, registered. */
  async agent(extension: string, toneHz: number, manners: Manners = {}): Promise<Baresip> {
    const password = passwordOf(this.#server, extension);
    return this.#keep(Baresip.registered({ uri: this.#uri(extension), password, toneHz, ...manners }));
  }

  /** A caller's phone that has dialled and was answered. */
  async caller(name: string, number: string, toneHz: number, manners: Manners = {}): Promise<Baresip> {
    const phone = await this.#keep(Baresip.start({ uri: this.#uri(name), toneHz, ...manners }));
    phone.command('dial', `${this.#uri(number)};transport=${manners.transport ?? 'udp'}`);
    await phone.until('CALL_ESTABLISHED');
    return phone;
  }

  /** A caller who talks with this agent: dialled, rung, picked up. */
  async talk(name: string, number: string, toneHz: number, agent: Baresip, manners: Manners = {}): Promise<Baresip> {
    const phone = await this.caller(name, number, toneHz, manners);
    await this.pickUp(agent);
    return phone;
  }

  async pickUp(agent: Baresip): Promise<void> {
    await agent.until('CALL_INCOMING');
    agent.command('accept');
    await agent.until('CALL_ESTABLISHED');
  }

  /** Sends everybody home. */
  async clear(): Promise<void> {
    await Promise.all(this.#phones.splice(0).map((phone) => phone.stop()));
  }

  #uri(user: string): string {
    return `sip:${user}@127.0.0.1:${this.#server.sip.port}`;
  }

  async #keep(starting: Promise<Baresip>): Promise<Baresip> {
    const phone = await starting;
    this.#phones.push(phone);
    return phone;
  }
}
