import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { readFlowArguments } from './flow-arguments.ts';

/** `./huawu flow …`. Each order loads only what it needs. */
export const flow = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, obey);

async function obey(terminal: Terminal, args: readonly string[]): Promise<number> {
  const command = readFlowArguments(args, terminal.words);
  if (!command.ok) {
    terminal.complain(command.fault.message);
    return 2;
  }
  switch (command.value.kind) {
    case 'check':
      return (await import('./check-flows.ts')).checkFlows(terminal, command.value);
    case 'test':
      return (await import('./test-flows.ts')).testFlows(terminal, command.value);
    case 'draw':
      return (await import('./draw-flow.ts')).drawFlowCommand(terminal, command.value);
    case 'run':
      return (await import('./walk-flow.ts')).walkFlow(terminal, command.value);
  }
}
