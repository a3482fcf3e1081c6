import { type Access, openAccess } from '#access';
import type { Config } from '#config';
import { Fault, type Result, failed, ok, silentLog, systemClock, systemRandom } from '#core';
import { openPeople } from '#store';
import type { UserAdd, UserCommand } from '../arguments.ts';
import { configurationOf } from '../check-configuration.ts';
import type { Terminal } from '../terminal.ts';
import { peopleTable } from './people-table.ts';
import { wantedPassword } from './wanted-password.ts';

const BY = { id: 'terminal', address: 'terminal' };

/** `user …`: works on the database of the running server, or opens it for a moment. */
export async function userCommand(terminal: Terminal, command: UserCommand): Promise<number> {
  const config = configurationOf(terminal, command.config);
  const done = config.ok ? await withAccess(terminal, config.value, (access) => perform(terminal, config.value, access, command)) : config;
  if (done.ok) return 0;
  terminal.complain(done.fault.message);
  return 1;
}

async function withAccess(terminal: Terminal, { database, data, agents }: Config, work: (access: Access) => Promise<Result<void>>): Promise<Result<void>> {
  const tools = { clock: systemClock, random: systemRandom, log: silentLog };
  const people = await openPeople({ ...(database.url ? { databaseUrl: database.url } : {}), dataDir: data.folder, ...tools, progress: terminal.complain });
  if (!people.ok) return people;
  const access = openAccess({ records: people.value.records, agents: (id) => agents.find((each) => each.id === id), ...tools });
  try {
    return await work(access);
  } finally {
    access.close();
    await people.value.close();
  }
}

async function perform(terminal: Terminal, config: Config, access: Access, command: UserCommand): Promise<Result<void>> {
  const { words, say } = terminal;
  switch (command.kind) {
    case 'user list': {
      const people = await access.people.list();
      say(command.json ? JSON.stringify(people, undefined, 2) : peopleTable(people, words));
      return ok(undefined);
    }
    case 'user add':
      return add(terminal, config, access, command);
    case 'user reset': {
      if (!(await access.people.find(command.login))) return access.people.resetPassword(command.login, undefined, BY).then(voided);
      const password = await wantedPassword(terminal, command.password);
      if (!password.ok) return password;
      const reset = await access.people.resetPassword(command.login, password.value, BY);
      if (reset.ok) tellPassword(terminal, command.login, password.value === undefined ? reset.value.password : undefined);
      return voided(reset);
    }
    case 'user disable':
    case 'user enable': {
      const disabled = command.kind === 'user disable';
      const changed = await access.people.change(command.login, { disabled }, BY);
      if (changed.ok) say(disabled ? words(`${command.login} can no longer sign in.`, `${command.login} 已停用。`) : words(`${command.login} can sign in again.`, `${command.login} 已恢复。`));
      return voided(changed);
    }
  }
}

async function add(terminal: Terminal, { agents }: Config, access: Access, command: UserAdd): Promise<Result<void>> {
  const { words } = terminal;
  const { login, name, role, agent, teams, language = terminal.language } = command;
  if (agent !== undefined && !agents.some((each) => each.id === agent)) {
    const known = agents.map((each) => each.id).join(', ');
    return failed(new Fault('cli.unknown-agent', words(`"${agent}" is no agent of the configuration; known: ${known}.`, `配置中没有坐席“${agent}”;已有:${known}。`)));
  }
  const password = await wantedPassword(terminal, command.password);
  if (!password.ok) return password;
  const given = { ...(agent === undefined ? {} : { agent }), ...(password.value === undefined ? {} : { password: password.value }) };
  const added = await access.people.add({ login, name, role, teams, language, ...given }, BY);
  if (added.ok) tellPassword(terminal, added.value.person.login, password.value === undefined ? added.value.password : undefined);
  return voided(added);
}

/** A made password is shown this once; a typed one never. */
function tellPassword({ say, words }: Terminal, login: string, made: string | undefined): void {
  if (made === undefined) say(words(`${login} can sign in with the password given.`, `${login} 可用所输入的密码登录。`));
  else say(words(`${login} can sign in with the password ${made} (shown only now).`, `${login} 的登录密码:${made}(仅显示这一次)。`));
}

const voided = (result: Result<unknown>): Result<void> => (result.ok ? ok(undefined) : result);
