/** PORT. The settings of the installation as they are now: the YAML file / later, what an administration page edits. */
import type { Signal } from '#core';
import type { Config } from './schema.ts';

export interface Settings {
  /** Read it each time: it is replaced as a whole when somebody changes it. */
  readonly now: Config;
  readonly changed: Signal<Config>;
}
