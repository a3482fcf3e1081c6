import type { Terminal } from '../terminal.ts';

export const models = (terminal: Terminal, _args: readonly string[]): Promise<number> => {
  terminal.complain('not yet');
  return Promise.resolve(2);
};
