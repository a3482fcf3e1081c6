import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { readRulesArguments } from './rules-arguments.ts';

/** `./huawu rules …`. Each order loads only what it needs. */
export const rules = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, obey);

async function obey(terminal: Terminal, args: readonly string[]): Promise<number> {
  const command = readRulesArguments(args, terminal.words);
  if (!command.ok) {
    terminal.complain(command.fault.message);
    return 2;
  }
  switch (command.value.kind) {
    case 'check':
      return (await import('./check-rules.ts')).checkRules(terminal, command.value);
    case 'test':
      return (await import('./test-rules.ts')).testRules(terminal, command.value);
    case 'back-test':
      return (await import('./back-test-rules.ts')).backTestRules(terminal, command.value);
  }
}
