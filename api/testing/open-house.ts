import { memoryPeople, may, openAccess, reach } from '#access';
import { type Clock, silentLog, systemClock, systemRandom } from '#core';
import type { Me, Role } from '#contract';
import { type Api, type ApiOptions, startApi } from '../index.ts';
import { fakeRooms } from './fake-rooms.ts';

export const TOKEN = 'a-token-of-tests';
const PASSWORD = 'correct horse battery staple';
const TEAMS: Readonly<Record<string, readonly string[]>> = { anna: ['north'], bo: ['north'], cy: ['south'] };

/** Logins and their roles: an agent, a supervisor of one team, a reviewer, an administrator. */
const PEOPLE: readonly { login: string; role: Role; agent?: string; teams?: readonly string[] }[] = [
  { login: 'anna', role: 'agent', agent: 'anna' },
  { login: 'sue', role: 'supervisor', teams: ['north'] },
  { login: 'rita', role: 'reviewer' },
  { login: 'adam', role: 'administrator' },
];

export interface SignedInPerson {
  readonly me: Me;
  /** Cookie header. */
  readonly cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** The API on real sockets with people in memory and rooms that are plain values. */
export async function openHouse(options: Partial<ApiOptions> & { clock?: Clock; empty?: boolean } = {}) {
  const { clock = systemClock } = options;
  const rooms = fakeRooms();
  const doors = openAccess({
    records: memoryPeople(),
    agents: (agent) => (TEAMS[agent] ? { extension: '1001', teams: TEAMS[agent] } : undefined),
    guestsPerAddressPerHour: 3,
    cost: { memoryKiB: 8, passes: 1, lanes: 1 },
    clock, random: systemRandom, log: silentLog,
  });
  for (const { login, ...rest } of options.empty ? [] : PEOPLE) {
    const added = await doors.people.add({ login, name: login, password: PASSWORD, ...rest }, { id: 'terminal', address: '' });
    if (!added.ok) throw added.fault;
  }
  const started = await startApi({
    host: '127.0.0.1', port: 0, token: TOKEN, clock, log: silentLog,
    access: { ...doors, may, reach },
    web: { company: 'Example', realm: 'example.test', callUs: '4000' },
    ...rooms,
    ...options,
  });
  if (!started.ok) throw started.fault;
  const api = started.value;
  return { api, doors, rooms, signIn: (login: string) => signIn(api, login), close: () => api.close().then(() => doors.close()) };
}

export async function signIn(api: Api, login: string, password = PASSWORD): Promise<SignedInPerson> {
  const response = await fetch(`${api.url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) });
  if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
  const me = (await response.json()) as Me;
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = { cookie, origin: api.url, 'x-huawu-csrf': me.csrf };
  return {
    me,
    cookie,
    get: (path) => fetch(`${api.url}${path}`, { headers: { cookie } }),
    post: (path, body, more) => fetch(`${api.url}${path}`, { method: 'POST', headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  };
}
