import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearMiss } from '#config';
import type { Role } from '#contract';
import { Fault, type Result, failed, ok } from '#core';
import { optionMistake } from './language-option.ts';
import type { Words } from './words.ts';

export type PasswordFrom = 'ask' | 'stdin' | 'made';

export interface UserAdd {
  readonly kind: 'user add';
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly agent?: string;
  readonly teams: readonly string[];
  readonly language?: 'zh' | 'en';
  readonly password: PasswordFrom;
  readonly config?: string;
}

export type UserCommand =
  | UserAdd
  | { readonly kind: 'user reset'; readonly login: string; readonly password: PasswordFrom; readonly config?: string }
  | { readonly kind: 'user disable' | 'user enable'; readonly login: string; readonly config?: string }
  | { readonly kind: 'user list'; readonly json: boolean; readonly config?: string };

export type Command =
  | { readonly kind: 'help' }
  /** These read what follows themselves. */
  | { readonly kind: 'agitation' | 'analyse' | 'start' | 'demo' | 'staff' | 'routing' | 'flow' | 'rules' | 'tickets' | 'models' | 'recogniser' | 'evaluate'; readonly args: readonly string[] }
  | { readonly kind: 'doctor'; readonly json: boolean; readonly config?: string }
  | { readonly kind: 'config check'; readonly file?: string }
  | UserCommand;

const COMMANDS = ['start', 'demo', 'agitation', 'analyse', 'doctor', 'user', 'config', 'staff', 'routing', 'flow', 'rules', 'tickets', 'models', 'recogniser', 'evaluate', 'help'] as const;
const USER_ORDERS = ['add', 'reset', 'list', 'disable', 'enable'] as const;
const ROLES: readonly Role[] = ['agent', 'supervisor', 'reviewer', 'administrator'];
const LANGUAGES = ['zh', 'en'] as const;
const CONFIG = { config: { type: 'string', short: 'c' } } as const;
const PASSWORD = { generate: { type: 'boolean', default: false }, 'password-stdin': { type: 'boolean', default: false } } as const;

/** What the words after `./huawu` ask for. Faults: cli.unknown-command, cli.bad-argument. */
export function readCommand(argv: readonly string[], words: Words): Result<Command> {
  const [name = 'help', ...rest] = argv;
  if (name === '--help' || name === '-h' || (rest.some((each) => each === '--help' || each === '-h') && name !== 'start')) return ok({ kind: 'help' });
  const command = COMMANDS.find((each) => each === name);
  switch (command) {
    case undefined:
      return failed(unknown(name, COMMANDS, words));
    case 'help':
      return ok({ kind: 'help' });
    case 'start':
      return ok({ kind: 'start', args: startArguments(rest) });
    case 'agitation':
    case 'analyse':
    case 'demo':
    case 'staff':
    case 'routing':
    case 'flow':
    case 'rules':
    case 'tickets':
    case 'models':
    case 'recogniser':
    case 'evaluate':
      return ok({ kind: command, args: rest });
    case 'doctor':
      return read(rest, { ...CONFIG, json: { type: 'boolean', default: false } }, 0, words, ({ values }) => ok({ kind: 'doctor', json: values.json === true, ...configOf(values) }));
    case 'config':
      if (rest[0] !== 'check') return failed(unknown(['config', ...rest.slice(0, 1)].join(' '), ['config check'], words));
      return read(rest.slice(1), CONFIG, 1, words, ({ values, positionals }) => {
        const file = positionals[0] ?? configOf(values).config;
        return ok({ kind: 'config check', ...(file === undefined ? {} : { file }) });
      });
    case 'user':
      return userCommand(rest, words);
  }
}

/** `start FILE` is short for `start --config FILE`. */
function startArguments(rest: readonly string[]): readonly string[] {
  const [first = '', ...others] = rest;
  return first === '' || first.startsWith('-') ? rest : ['--config', first, ...others];
}

function userCommand([name = '', ...rest]: readonly string[], words: Words): Result<UserCommand> {
  const order = USER_ORDERS.find((each) => each === name);
  switch (order) {
    case undefined:
      return failed(unknown(`user ${name}`.trim(), USER_ORDERS.map((each) => `user ${each}`), words));
    case 'list':
      return read(rest, { ...CONFIG, json: { type: 'boolean', default: false } }, 0, words, ({ values }) => ok({ kind: 'user list', json: values.json === true, ...configOf(values) }));
    case 'add':
      return userAdd(rest, words);
    case 'reset':
      return withLogin(rest, { ...CONFIG, ...PASSWORD }, words, (login, values) => ok({ kind: 'user reset', login, password: passwordFrom(values), ...configOf(values) }));
    case 'disable':
    case 'enable':
      return withLogin(rest, CONFIG, words, (login, values) => ok<UserCommand>({ kind: `user ${order}`, login, ...configOf(values) }));
  }
}

function userAdd(rest: readonly string[], words: Words): Result<UserCommand> {
  const text = { type: 'string' } as const;
  const options = { ...CONFIG, ...PASSWORD, name: text, role: text, agent: text, language: text, team: { type: 'string', multiple: true } } as const;
  return withLogin(rest, options, words, (login, values) => {
    const { name = login, agent, language: asked, team = [] } = values as { name?: string; agent?: string; language?: string; team?: readonly string[] };
    const wanted = typeof values.role === 'string' ? values.role : agent === undefined ? undefined : 'agent';
    const role = ROLES.find((each) => each === wanted);
    if (role === undefined) return failed(bad(words(`--role is one of ${ROLES.join(', ')}`, `--role 为 ${ROLES.join('、')} 之一`), words));
    const language = LANGUAGES.find((each) => each === asked);
    if (asked !== language) return failed(bad(words('--language is zh or en', '--language 为 zh 或 en'), words));
    const optional = { ...(agent === undefined ? {} : { agent }), ...(language === undefined ? {} : { language }) };
    return ok<UserCommand>({ kind: 'user add', login, name, role, teams: team, password: passwordFrom(values), ...optional, ...configOf(values) });
  });
}

type Values = Readonly<Record<string, unknown>>;
type Parsed = { readonly values: Values; readonly positionals: readonly string[] };

function withLogin(argv: readonly string[], options: ParseArgsOptionsConfig, words: Words, then: (login: string, values: Values) => Result<UserCommand>): Result<UserCommand> {
  return read(argv, options, 1, words, ({ values, positionals: [login] }) =>
    login === undefined ? failed(bad(words('the name to sign in with is missing', '缺少登录名'), words)) : then(login, values),
  );
}

function read<T>(argv: readonly string[], options: ParseArgsOptionsConfig, most: number, words: Words, then: (parsed: Parsed) => Result<T>): Result<T> {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
    const extra = parsed.positionals[most];
    return extra === undefined ? then(parsed) : failed(bad(words(`"${extra}" is one word too many`, `多余的参数“${extra}”`), words));
  } catch (error) {
    return failed(bad(optionMistake(error, words), words));
  }
}

const configOf = ({ config }: Values) => (typeof config === 'string' ? { config } : {});
const passwordFrom = (values: Values): PasswordFrom => (values['password-stdin'] === true ? 'stdin' : values.generate === true ? 'made' : 'ask');

function unknown(given: string, known: readonly string[], words: Words): Fault {
  const near = nearMiss(given, known);
  const hint = near === undefined ? words(`Known: ${known.join(', ')}`, `可用:${known.join('、')}`) : words(`Did you mean "${near}"?`, `是否想输入“${near}”?`);
  return new Fault('cli.unknown-command', words(`"${given}" is no command. ${hint} See ./huawu help`, `没有“${given}”这个命令。${hint} 参见 ./huawu help`));
}

const bad = (what: string, words: Words) => new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`));
