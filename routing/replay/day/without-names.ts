import { createHash } from 'node:crypto';
import type { RoutingCommand } from '../../model.ts';

/**
 * Commands as they may be kept: the key that recognises a customer (perhaps a phone number) becomes a code that is the same
 * for the same customer as long as this server runs, and cannot be turned back without the salt, which is never written.
 */
export class WithoutNames {
  readonly #salt: string;
  readonly #codes = new Map<string, string>();

  constructor(salt: string) {
    this.#salt = salt;
  }

  command(command: RoutingCommand): RoutingCommand {
    if (command.type !== 'contact.enqueue' || command.contact.resumeKey === undefined) return command;
    return { ...command, contact: { ...command.contact, resumeKey: this.#code(command.contact.resumeKey) } };
  }

  /** The same in a state of the machine: wherever such a key stands, as a value or as a name. */
  snapshot(value: unknown, name = ''): unknown {
    if (typeof value === 'string') return name === 'resumeKey' ? this.#code(value) : this.#text(value);
    if (Array.isArray(value)) return value.map((one) => this.snapshot(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [this.#text(key), this.snapshot(one, key)]));
  }

  /** The machine writes a queue and such a key as one text, with a zero character between them. */
  #text(text: string): string {
    const [before, key] = text.split('\u0000');
    if (key !== undefined) return `${before}\u0000${this.#code(key)}`;
    return this.#codes.get(text) ?? text;
  }

  /** Keys of a day that is over. */
  forget(): void {
    this.#codes.clear();
  }

  #code(key: string): string {
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = createHash('sha256').update(this.#salt).update(key).digest('hex').slice(0, 16);
    this.#codes.set(key, code);
    return code;
  }
}
