import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouse, type SignedInPerson, signIn, TOKEN } from './testing/open-house.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
let anna: SignedInPerson, sue: SignedInPerson, rita: SignedInPerson, adam: SignedInPerson;
beforeAll(async () => {
  house = await openHouse();
  [anna, sue, rita, adam] = await Promise.all([house.signIn('anna'), house.signIn('sue'), house.signIn('rita'), house.signIn('adam')]);
});
afterAll(() => house.close());

const body = async (response: Response | Promise<Response>) => (await response).json() as Promise<Record<string, never>>;
const post = (path: string, data: unknown, headers: Record<string, string> = {}) => fetch(`${house.api.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(data) });

describe('signing in', () => {
  it('sets a cookie that scripts and other sites cannot have, and tells who it is', async () => {
    const response = await post('/api/sign-in', { login: 'Anna', password: 'correct horse battery staple' });
    expect(response.headers.get('set-cookie')).toMatch(/^huawu-session=[^;]{20,}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await response.json()).toEqual({ person: { id: expect.any(String), login: 'anna', name: 'anna', role: 'agent', agent: 'anna', teams: ['north'], language: 'zh' }, csrf: expect.any(String), expiresAt: expect.any(Number) });
  });

  it('answers a wrong name like a wrong password, and 429 with a time when there were too many', async () => {
    const wrong = await Promise.all(['nobody', 'rita'].map((login) => post('/api/sign-in', { login, password: 'wrong password' })));
    expect(wrong.map(({ status }) => status)).toEqual([401, 401]);
    const [first, second] = await Promise.all(wrong.map((each) => each.text()));
    expect(first).toBe(second);
    const statuses = await Promise.all(Array.from({ length: 15 }, () => post('/api/sign-in', { login: 'rita', password: 'wrong password' })));
    const late = statuses.find(({ status }) => status === 429);
    expect(Number(late?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('from a page of another site is refused', async () => {
    expect((await post('/api/sign-in', { login: 'anna', password: 'x' }, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('ends with signing out', async () => {
    const adam2 = await signIn(house.api, 'adam');
    expect((await adam2.get('/api/me')).status).toBe(200);
    const out = await adam2.post('/api/sign-out');
    expect([out.status, out.headers.get('set-cookie')]).toEqual([200, 'huawu-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0']);
    expect((await adam2.get('/api/me')).status).toBe(401);
  });
});

describe('a request that changes something', () => {
  it('needs the CSRF header and must come from a page of ours', async () => {
    const order = { state: 'ready' };
    const answers = [await anna.post('/api/desk/state', order, { 'x-huawu-csrf': 'wrong' }), await anna.post('/api/desk/state', order, { origin: 'https://evil.example' }), await anna.post('/api/desk/state', order)];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
    expect((await Promise.all(answers.slice(0, 2).map((each) => body(each)))).map(({ code }) => code)).toEqual(['api.no-csrf', 'api.foreign-page']);
  });
});

describe('preferences', () => {
  it('are kept with the account and told at the next sign-in', async () => {
    expect(await body(sue.post('/api/me/preferences', { theme: 'dark' }))).toMatchObject({ login: 'sue', theme: 'dark' });
    expect(await body(sue.post('/api/me/preferences', { language: 'en' }))).toMatchObject({ language: 'en', theme: 'dark' });
    expect((await signIn(house.api, 'sue')).me.person).toMatchObject({ language: 'en', theme: 'dark' });
    expect((await sue.post('/api/me/preferences', { role: 'administrator' })).status).toBe(400);
  });
});

describe('an agent', () => {
  it('sees and orders at the own desk', async () => {
    house.rooms.orders.length = 0;
    expect(await body(anna.get('/api/desk'))).toMatchObject({ agent: 'anna', call: { callId: 'c-north', caller: { number: '13800138000' } } });
    expect(await body(anna.post('/api/desk/keys', { digits: '1*#' }))).toMatchObject({ agent: 'anna' });
    const refused = await anna.post('/api/desk/hang-up', {});
    expect([refused.status, await body(refused)]).toEqual([409, { code: 'calls.example', message: 'There is no call.' }]);
    expect(house.rooms.orders).toEqual([['anna', 'keys', { digits: '1*#' }], ['anna', 'hang-up', {}]]);
    expect((await anna.post('/api/desk/keys', { digits: '1 <b>' })).status).toBe(400);
    expect(await body(anna.get('/api/desk/choices'))).toEqual({ notReadyReasons: [], dispositions: [], dispositionRequired: true });
    expect(await body(anna.get('/api/desk/earlier'))).toEqual({ contacts: [] });
  });

  it('sees colleagues of own teams, own calls only, and no floor', async () => {
    expect((await body(anna.get('/api/desk/targets')))['agents']).toMatchObject([{ id: 'bo' }]);
    expect((await body(anna.get('/api/calls')))['calls']).toMatchObject([{ id: 'c-north', from: '13800138000' }]);
    expect((await body(anna.get('/api/calls?agent=cy')))['calls']).toEqual([]);
    const statuses = await Promise.all(['/api/calls/c-north', '/api/calls/c-south', '/api/calls/c-south/transcript', '/api/calls/c-south/recording', '/api/floor'].map((path) => anna.get(path)));
    expect(statuses.map(({ status }) => status)).toEqual([200, 403, 403, 403, 403]);
  });

  it('gets credentials for the phone in the page', async () => {
    expect(await body(anna.post('/api/softphone'))).toEqual({ account: '1001', realm: 'example.test', login: expect.any(String), password: expect.any(String), path: '/sip', expiresAt: expect.any(Number) });
    expect((await sue.post('/api/softphone')).status).toBe(403);
  });
});

describe('a supervisor', () => {
  it('sees own teams only, with numbers', async () => {
    const floor = await body(sue.get('/api/floor'));
    expect([floor['queues'], floor['agents'], floor['calls'], floor['alerts']].map((rows) => (rows as unknown as { id: string }[]).map(({ id }) => id))).toEqual([['sales'], ['anna', 'bo'], ['c-north'], ['c-north/r/0']]);
    expect((await body(sue.get('/api/agents')))['agents']).toMatchObject([{ id: 'anna' }, { id: 'bo' }]);
    expect((await body(sue.get('/api/queues')))['queues']).toMatchObject([{ id: 'sales' }]);
    expect((await body(sue.get('/api/live-calls')))['calls']).toMatchObject([{ id: 'c-north', from: '13800138000' }]);
    expect((await sue.get('/api/calls/c-south')).status).toBe(403);
  });

  it('sets the state of own agents and acknowledges their alerts, both written down', async () => {
    const statuses = await Promise.all([
      sue.post('/api/agents/anna/state', { state: 'not-ready', reason: 'lunch' }),
      sue.post('/api/agents/cy/state', { state: 'ready' }),
      sue.post('/api/alerts/acknowledge', { id: 'c-north/r/0' }),
      sue.post('/api/alerts/acknowledge', { id: 'c-south/r/0' }),
      sue.post('/api/alerts/acknowledge', { id: 'none' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 403, 200, 403, 404]);
    const { entries } = await body(adam.get(`/api/audit?person=${sue.me.person.id}`));
    expect((entries as unknown as { action: string; subject: string }[]).map(({ action, subject }) => `${action} ${subject}`)).toEqual(expect.arrayContaining(['agent-forced anna', 'alert-acknowledged c-north/r/0']));
  });
});

describe('an export of calls', () => {
  it('holds those of own teams, numbers as the person may see them, and is written down', async () => {
    const table = async (person: SignedInPerson) => (await (await person.get('/api/calls/export?outcome=answered')).text()).split('\r\n');
    expect(await table(sue)).toEqual(['id,startedAt,endedAt,from,to,language,queue,agent,outcome,waitSeconds,talkSeconds,alerts,recording', 'c-north,1970-01-01T00:00:00.001Z,,13800138000,4000,,sales,anna,answered,,,0,true', '']);
    expect((await table(rita)).slice(1)).toEqual([expect.stringContaining('c-north,1970-01-01T00:00:00.001Z,,138 **** 8000'), expect.stringContaining('c-south'), '']);
    const { entries } = await body(adam.get('/api/audit?action=calls-exported'));
    expect(entries).toMatchObject([{ person: rita.me.person.id, subject: 'outcome=answered' }, { person: sue.me.person.id }]);
    expect((await anna.get('/api/calls/export')).status).toBe(403);
  });
});

describe('a reviewer', () => {
  it('reads all calls with masked numbers, which is written down', async () => {
    expect((await body(rita.get('/api/calls')))['calls']).toMatchObject([{ id: 'c-north', from: '138 **** 8000' }, { id: 'c-south', from: '138 **** 8000' }]);
    expect(await body(rita.get('/api/calls/c-south'))).toMatchObject({ summary: { from: '138 **** 8000' }, events: [{ callId: 'c-south', data: { from: '138 **** 8000' } }] });
    const { entries } = await body(adam.get(`/api/audit?person=${rita.me.person.id}&action=call-read`));
    expect(entries).toMatchObject([{ subject: 'c-south', address: '127.0.0.1' }]);
  });
});

describe('an administrator', () => {
  it('adds, changes, resets and disables people; who is disabled is out at once', async () => {
    const added = await body(adam.post('/api/people', { login: 'dora', name: '朵拉 🌸', role: 'reviewer' }));
    const { person, password } = added as unknown as { person: { id: string }; password: string };
    const dora = await signIn(house.api, 'dora', password);
    expect(await body(adam.post(`/api/people/${person.id}`, { role: 'supervisor', teams: ['north'] }))).toMatchObject({ role: 'supervisor', teams: ['north'] });
    expect(await body(adam.post('/api/people', { login: 'Dora', name: 'x', role: 'agent' }))).toMatchObject({ code: 'access.login-taken' });
    const reset = await body(adam.post(`/api/people/${person.id}/reset`, {}));
    expect((await dora.get('/api/me')).status).toBe(401);
    const again = await signIn(house.api, 'dora', String(reset['password']));
    expect((await adam.post(`/api/people/${person.id}`, { disabled: true })).status).toBe(200);
    expect((await again.get('/api/me')).status).toBe(401);
    expect((await body(adam.get('/api/people')))['people']).toHaveLength(5);
    const own = await adam.post(`/api/people/${adam.me.person.id}`, { disabled: true });
    expect([own.status, await body(own)]).toMatchObject([409, { code: 'access.own-account' }]);
  });
});

describe('a visitor', () => {
  it('gets a phone for one call, three times an hour from one address', async () => {
    const first = await post('/api/call-us', {});
    expect(await first.json()).toEqual({ account: expect.any(String), realm: 'example.test', number: '4000', path: expect.stringMatching(/^\/sip\?guest=\w+/) });
    const later = await Promise.all([post('/api/call-us', {}), post('/api/call-us', {}), post('/api/call-us', {})]);
    expect(later.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(later[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the first start', () => {
  it('takes the printed token once, and signs the administrator in', async () => {
    const fresh = await openHouse({ empty: true });
    try {
      const welcome = () => fetch(`${fresh.api.url}/api/welcome`).then((response) => response.json());
      expect(await welcome()).toEqual({ company: 'Example', firstStart: true, callUs: '4000' });
      const make = (token: string) => fetch(`${fresh.api.url}/api/first-administrator`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token, login: 'root', name: 'Root', password: 'correct horse battery' }) });
      const token = (await fresh.doors.firstStart.token()) ?? '';
      expect([(await make('wrong')).status, (await make(token)).status, (await make(token)).status]).toEqual([403, 200, 409]);
      expect(await welcome()).toMatchObject({ firstStart: false });
    } finally {
      await fresh.close();
    }
  });
});

it('the API token goes on as administrator, who has no desk', async () => {
  const ask = (path: string) => fetch(`${house.api.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect((await ask('/api/people')).status).toBe(200);
  expect([(await ask('/api/me')).status, (await ask('/api/desk')).status]).toEqual([403, 403]);
});
