import { Emitter } from '#core';
import type { Settings } from './port.ts';
import type { Config } from './schema.ts';

/** Settings in memory, begun with those of the file; `replace` is for whoever edits them. */
export class EditableSettings implements Settings {
  readonly changed = new Emitter<Config>();
  #now: Config;

  constructor(config: Config) {
    this.#now = config;
  }

  get now(): Config {
    return this.#now;
  }

  replace(config: Config): void {
    this.#now = config;
    this.changed.emit(config);
  }
}
