import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { PERMISSIONS } from '#access';
import { fakeRooms } from './testing/fake-rooms.ts';
import { openHouse, type SignedInPerson, TOKEN } from './testing/open-house.ts';

type Operation = { 'x-huawu-permission'?: string; 'x-huawu-websocket'?: boolean };
interface Door {
  readonly method: string;
  readonly path: string;
  readonly need: string | undefined;
  readonly socket: boolean;
}

/** What a stranger may ask; the static console besides. */
const OPEN = ['GET /api/survey/{token}', 'GET /api/welcome', 'GET /healthz', 'POST /api/call-us', 'POST /api/first-administrator', 'POST /api/sign-in', 'POST /api/survey/{token}'];

let house: Awaited<ReturnType<typeof openHouse>>;
let doors: Door[];
beforeAll(async () => {
  const review = { desk: { open: async () => undefined, find: async () => ({ calls: [] }), own: async () => [] }, choices: () => ({ agents: [], queues: [], rules: [], dispositions: [] }) } as never;
  house = await openHouse({ review, ports: { ...fakeRooms().ports, callbacks: {} as never, satisfaction: {} as never, tickets: {} as never, voicemails: {} as never }, statistics: {} as never, sipWebSocket: () => undefined });
  const document = (await (await fetch(`${house.api.url}/api/openapi.json?token=${TOKEN}`)).json()) as { paths: Record<string, Record<string, Operation>> };
  doors = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, need: operation['x-huawu-permission'], socket: operation['x-huawu-websocket'] === true })),
  );
});
afterAll(() => house.close());

const told = ({ method, path }: Door) => `${method} ${path}`;
const filled = (path: string) => path.replaceAll('{id}', 'c-north');
const http = (door: Door, headers: Record<string, string> = {}) => fetch(`${house.api.url}${filled(door.path)}`, { method: door.method, headers });
const statusOfSocket = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number | undefined>((resolve) => {
    const socket = new WebSocket(`${house.api.url.replace('http', 'ws')}${filled(path)}`, ['sip'], { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => (socket.close(), resolve(101)));
    socket.on('error', () => {});
  });

describe('every route and socket of the document', () => {
  it('is there: REST, desk, floor, people, reviews and three sockets', () => {
    expect(doors.length).toBeGreaterThan(40);
    expect(doors.filter(({ socket }) => socket).map(({ path }) => path)).toEqual(['/api/live', '/api/calls/{id}/audio', '/sip']);
  });

  it('says whom it is for, in the words of the permissions table', () => {
    const known = new Set<string | undefined>([...PERMISSIONS, 'anybody', 'signed-in']);
    expect(doors.filter(({ need }) => !known.has(need)).map(told)).toEqual([]);
  });

  it('answers 401 to a stranger, except the few that are for everybody', async () => {
    const open: string[] = [];
    for (const door of doors) {
      const status = door.socket ? await statusOfSocket(door.path) : (await http(door)).status;
      if (status !== 401) open.push(told(door));
    }
    expect(open.sort()).toEqual(OPEN);
  });

  it('answers 401 to a wrong token, a wrong cookie and a used-up ticket', async () => {
    const wrong: string[] = [];
    for (const door of doors.filter((each) => each.need !== 'anybody')) {
      for (const headers of [{ authorization: 'Bearer wrong' }, { cookie: 'huawu-session=wrong' }] as Record<string, string>[]) {
        const status = door.socket ? await statusOfSocket(door.path, headers) : (await http(door, headers)).status;
        if (status !== 401) wrong.push(`${told(door)} ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await statusOfSocket('/sip?guest=none', { origin: house.api.url })).toBe(503);
  });

  it('answers 403 to those whose role has no such permission', async () => {
    const people: SignedInPerson[] = await Promise.all(['anna', 'sue', 'rita', 'adam'].map((login) => house.signIn(login)));
    const { may } = await import('#access');
    const wrong: string[] = [];
    let refused = 0;
    for (const door of doors.filter(({ need }) => need !== 'anybody' && need !== 'signed-in')) {
      for (const { me, cookie } of people.filter(({ me: { person } }) => !may(person, door.need as never))) {
        const headers = { cookie, origin: house.api.url, 'x-huawu-csrf': me.csrf };
        const status = door.socket ? await statusOfSocket(door.path, headers) : (await http(door, headers)).status;
        refused++;
        if (status !== 403) wrong.push(`${told(door)} ${me.person.role} ${status}`);
      }
    }
    expect(refused).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });
});
