import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openHouse } from './testing/open-house.ts';

type House = Awaited<ReturnType<typeof openHouse>>;
const PASSWORD = 'correct horse battery staple';
/** As a proxy that ends TLS for pbx.example says it. */
const behind = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'pbx.example' });

let trusting: House, plain: House;
beforeAll(async () => {
  [trusting, plain] = await Promise.all([openHouse({ trustedProxies: ['127.0.0.0/8'] }), openHouse()]);
});
afterAll(() => Promise.all([trusting.close(), plain.close()]));

const post = ({ api }: House, path: string, data: unknown, headers: Record<string, string>) =>
  fetch(`${api.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(data) });
const callUs = async (house: House, address: string) => (await post(house, '/api/call-us', {}, { ...behind(address), origin: house === plain ? house.api.url : 'https://pbx.example' })).status;

describe('behind a trusted proxy', () => {
  it('every stranger has an own share of the calls from the web', async () => {
    const asked: number[] = [];
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2']) asked.push(await callUs(trusting, address));
    expect(asked).toEqual([200, 200, 200, 429, 200]);
  });

  it('wrong passwords of one address keep nobody else out', async () => {
    const signIn = async (address: string, password: string) => (await post(trusting, '/api/sign-in', { login: 'rita', password }, behind(address))).status;
    for (let i = 0; i < 5; i++) await signIn('192.0.2.66', 'wrong password');
    expect([await signIn('192.0.2.66', PASSWORD), await signIn('192.0.2.3', PASSWORD)]).toEqual([429, 200]);
  });

  it('pages that came over TLS there get a Secure cookie, are of this server, and open sockets', async () => {
    const signedIn = await post(trusting, '/api/sign-in', { login: 'adam', password: PASSWORD }, { ...behind('192.0.2.4'), origin: 'https://pbx.example' });
    const cookie = signedIn.headers.get('set-cookie') ?? '';
    expect([signedIn.status, cookie]).toEqual([200, expect.stringMatching(/^__Host-huawu-session=\w+; Path=\/; HttpOnly; SameSite=Strict; Secure$/)]);
    const opened = (origin: string) => new Promise((resolve) => {
      const socket = new WebSocket(`${trusting.api.url.replace('http', 'ws')}/api/live`, { headers: { ...behind('192.0.2.4'), cookie: cookie.split(';')[0] ?? '', origin } });
      socket.once('open', () => resolve('open')).once('unexpected-response', (_, { statusCode }) => resolve(statusCode));
      socket.once('open', () => socket.close()).on('error', () => {});
    });
    expect([await opened('https://pbx.example'), await opened('https://evil.example')]).toEqual(['open', 403]);
  });

  it('the audit log names strangers, not the proxy', async () => {
    await post(trusting, '/api/sign-in', { login: 'adam', password: PASSWORD }, behind('192.0.2.5'));
    const [newest] = await trusting.doors.audit.find({ limit: 1, action: 'signed-in' });
    expect(newest?.address).toBe('192.0.2.5');
  });
});

describe('from anybody else', () => {
  it('what the headers say is not believed', async () => {
    const asked: number[] = [];
    for (const last of [1, 2, 3, 4]) asked.push(await callUs(plain, `192.0.2.${last}`));
    expect(asked).toEqual([200, 200, 200, 429]);
    const signedIn = await post(plain, '/api/sign-in', { login: 'adam', password: PASSWORD }, behind('192.0.2.9'));
    expect(signedIn.headers.get('set-cookie')).not.toContain('Secure');
    expect((await post(plain, '/api/sign-in', { login: 'adam', password: PASSWORD }, { ...behind('192.0.2.9'), origin: 'https://pbx.example' })).status).toBe(403);
    expect((await plain.doors.audit.find({ limit: 1, action: 'signed-in' }))[0]?.address).toMatch(/127\.0\.0\.1$/);
  });
});
