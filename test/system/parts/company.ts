import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { rtpPorts } from './free-port.ts';

export interface TestAgent {
  readonly id: string;
  readonly extension: string;
  readonly queues?: readonly string[];
  readonly skills?: Readonly<Record<string, number>>;
  readonly password?: string;
}

export interface TestQueue {
  readonly id: string;
  readonly number?: string;
  readonly ringSeconds?: number;
  readonly wrapUpSeconds?: number;
  readonly announceSeconds?: number;
}

/** A company for one test file: what is not said is small and quick. */
export interface TestCompany {
  readonly agents: readonly TestAgent[];
  readonly queues: readonly TestQueue[];
  /** Text of the flow behind 4000; default: one menu, 1 = first queue, 2 = second queue. */
  readonly flow?: string;
  /** Text of the rules; default: none. */
  readonly rules?: string;
  /** Switched on, with these keys if any. */
  readonly transcription?: boolean | Readonly<Record<string, unknown>>;
  readonly vanishedSeconds?: number;
  readonly recordings?: string;
  readonly promptsFolder?: string;
  readonly hooks?: readonly { readonly id: string; readonly url: string; readonly secret?: string }[];
  /** Keys of `tickets`. */
  readonly tickets?: Readonly<Record<string, unknown>>;
  readonly logLevel?: 'debug' | 'info';
  /** Let the server make the passwords at its first start. */
  readonly generatedPasswords?: boolean;
}

/** The number that the flow answers. */
export const NUMBER = '4000';
const PASSWORD = 'a-phone-of-the-tests';

/** Everybody has both languages and serves every queue unless told otherwise. */
export const agent = (id: string, extension: string, more: Partial<TestAgent> = {}): TestAgent => ({ id, extension, ...more });

export function passwordOf(server: ServerProcess, extension: string): string {
  const account = server.accounts.find((one) => one.extension === extension);
  if (!account) throw new Error(`the test company has no agent ${extension}`);
  return account.password;
}

/** Writes configuration, flow and rules into a folder of their own. */
export function writeCompany(company: TestCompany): { readonly file: string; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-company-'));
  mkdirSync(join(folder, 'flows'));
  writeFileSync(join(folder, 'flows', 'main.yaml'), company.flow ?? menuFlow(company.queues));
  if (company.rules !== undefined) writeFileSync(join(folder, 'rules.yaml'), company.rules);
  const file = join(folder, 'huawu.yaml');
  writeFileSync(file, stringify(configOf(company)));
  return { file, folder };
}

/** Starts the real server with this company; its folder goes with `close`. */
export async function openCompany(company: TestCompany, options: { data?: string } = {}): Promise<ServerProcess> {
  const { file, folder } = writeCompany(company);
  const server = await startServerProcess({ config: file, env: { HUAWU_RTP_PORTS: rtpPorts() }, ...options });
  server.process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return server;
}

function configOf(company: TestCompany): unknown {
  const allQueues = company.queues.map(({ id }) => id);
  return {
    version: 1,
    sip: { host: '127.0.0.1', port: 0 },
    http: { port: 0 },
    media: { vanishedSeconds: company.vanishedSeconds ?? 30, ...(company.promptsFolder ? { promptsFolder: company.promptsFolder } : {}) },
    recording: { enabled: true, ...(company.recordings ? { folder: company.recordings } : {}) },
    transcription: typeof company.transcription === 'object' ? { enabled: true, ...company.transcription } : { enabled: company.transcription ?? false },
    skills: ['zh', 'en', 'sales', 'support'],
    queues: company.queues.map(({ id, number, ...times }) => ({
      id, name: id, ...(number ? { number } : {}), ringSeconds: 15, wrapUpSeconds: 0, announceSeconds: 0, ...times,
    })),
    agents: company.agents.map(({ id, extension, queues, skills, password }) => ({
      id, name: id, extension, queues: queues ?? allQueues,
      skills: skills ?? { zh: 5, en: 5, sales: 5, support: 5 },
      ...(company.generatedPasswords ? {} : { password: password ?? PASSWORD }),
    })),
    numbers: [{ number: NUMBER, flow: 'main' }],
    flows: [{ id: 'main', file: 'flows/main.yaml' }],
    logLevel: company.logLevel ?? 'info',
    ...(company.rules === undefined ? {} : { rules: { file: 'rules.yaml' } }),
    ...(company.hooks ? { hooks: company.hooks } : {}),
    ...(company.tickets ? { tickets: company.tickets } : {}),
  };
}

function menuFlow(queues: readonly TestQueue[]): string {
  const choices = Object.fromEntries(queues.map(({ id }, index) => [index + 1, id]));
  const leaves = queues.map(({ id }) => [id, { type: 'queue', queue: id, priority: 5 }]);
  return stringify({
    start: 'main-menu',
    language: 'en',
    nodes: {
      'main-menu': { type: 'menu', prompts: 'main-menu', choices, giveUp: 'goodbye' },
      ...Object.fromEntries(leaves),
      goodbye: { type: 'hangup', cause: 'no-choice', prompts: 'goodbye' },
    },
  });
}
