/** `./huawu`: reads what is wanted and does it. Status 0 done, 1 failed, 2 not understood. */
import { resolve } from 'node:path';
import { type Command, readCommand } from './arguments.ts';
import { processTerminal } from './process-terminal.ts';
import { usage } from './usage.ts';

const terminal = processTerminal();

async function main(): Promise<number | undefined> {
  const command = readCommand(process.argv.slice(2), terminal.words);
  if (!command.ok) {
    terminal.complain(command.fault.message);
    return 2;
  }
  return run(command.value);
}

/** Each command loads only what it needs. Undefined: the program handed over to sets the status. */
async function run(command: Command): Promise<number | undefined> {
  switch (command.kind) {
    case 'help':
      terminal.say(usage(terminal.words));
      return 0;
    case 'start':
      await handOver('server.ts', fromHere(command.args));
      return undefined;
    case 'demo':
      await handOver('demo/main.ts', command.args);
      return undefined;
    case 'doctor':
      return (await import('./doctor/doctor.ts')).doctor(terminal, command);
    case 'staff':
      return (await import('./staff/staff-command.ts')).staff(terminal, command.args);
    case 'routing':
      return (await import('./routing/routing-command.ts')).routing(terminal, command.args);
    case 'flow':
      return (await import('./flow/flow-command.ts')).flow(terminal, command.args);
    case 'evaluate':
      return (await import('./evaluate/evaluate-command.ts')).evaluate(terminal, command.args);
    case 'models':
      return (await import('./models/models-command.ts')).models(terminal, command.args);
    case 'recogniser':
      return (await import('./recogniser/recogniser-command.ts')).recogniser(terminal, command.args);
    case 'rules':
      return (await import('./rules/rules-command.ts')).rules(terminal, command.args);
    case 'tickets':
      return (await import('./tickets/tickets-command.ts')).tickets(terminal, command.args);
    case 'agitation':
      return (await import('./agitation/agitation-command.ts')).agitation(terminal, command.args);
    case 'analyse':
      return (await import('./analyse/analyse-command.ts')).analyse(terminal, command.args);
    case 'config check':
      return (await import('./check-configuration.ts')).checkConfiguration(terminal, command.file);
    default:
      return (await import('./users/user-command.ts')).userCommand(terminal, command);
  }
}

/** The other program runs in this process, as if started with these arguments. */
async function handOver(program: string, args: readonly string[]): Promise<void> {
  const path = resolve(import.meta.dirname, '..', program);
  process.argv = [process.execPath, path, ...args];
  await import(path);
}

/** The server works in the project's folder; the file of --config is meant from where the caller is. */
function fromHere(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const [, option, file] = /^(--config=|-c=)(.+)$/.exec(arg) ?? [];
    if (option !== undefined && file !== undefined) return `${option}${resolve(terminal.from, file)}`;
    return ['--config', '-c'].includes(args[index - 1] ?? '') ? resolve(terminal.from, arg) : arg;
  });
}

const status = await main();
if (status !== undefined) process.exit(status);
