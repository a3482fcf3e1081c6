import { Fault, ManualClock, Scope, silentLog } from '#core';
import { describe, expect, it } from 'vitest';
import type { Fetched } from '../desk/intake.ts';
import { MemoryMail } from '../memory-mail.ts';
import type { OpenMailbox } from '../port.ts';
import { settled } from '../testing/mail-house.ts';
import { AccessTokens } from './access-token.ts';
import { MailboxWatch } from './mailbox-watch.ts';

interface Kept { readonly uid: number; readonly bytes: number; seen: boolean; readonly lies?: number }

/** A mailbox in memory. */
function serverWith(mails: Kept[]) {
  const clock = new ManualClock();
  const server = { mails, uidValidity: '1', away: false, opened: 0, news: () => {} };
  const open = async (): Promise<OpenMailbox> => {
    if (server.away) throw new Error('ECONNREFUSED');
    server.opened += 1;
    const body = ({ uid, bytes, lies }: Kept) => new Uint8Array(lies ?? bytes).fill(uid);
    const find = (uid: number) => server.mails.find((mail) => mail.uid === uid);
    return {
      uidValidity: server.uidValidity,
      uidNext: Math.max(0, ...server.mails.map(({ uid }) => uid)) + 1,
      list: async (which) => server.mails.filter(({ uid, seen }) => ('after' in which ? uid > which.after : !seen || which.since !== undefined)).map(({ uid, bytes }) => ({ uid, bytes, arrivedAt: 1_000 * uid })),
      source: async (uid, most) => { const mail = find(uid); return mail && body(mail).subarray(0, most + 1); },
      header: async (uid, most) => { const mail = find(uid); return mail && body(mail).subarray(0, Math.min(10, most)); },
      handled: async (uid) => { const mail = find(uid); if (mail) mail.seen = true; },
      news: (ms) => new Promise<void>((resolve) => { const timer = clock.after(ms, resolve); server.news = () => { timer.cancel(); resolve(); }; }),
      close: async () => server.news(),
    };
  };
  const taken: string[] = [];
  const trouble: { fault: Fault | undefined } = { fault: undefined };
  const records = new MemoryMail();
  const watch = (holder = 'a') => new MailboxWatch({
    mailbox: 'support', source: { open }, records, holder, clock, log: silentLog, mostBytes: () => 100, pollMs: () => 10_000,
    take: async (fetched: Fetched) => {
      if (trouble.fault) throw trouble.fault;
      taken.push('source' in fetched ? `${fetched.source[0]}` : `${fetched.header[0]} of ${fetched.bytes}`);
    },
  }, new Scope());
  return { clock, server, taken, trouble, records, watch };
}
const mail = (uid: number, more: Partial<Kept> = {}): Kept => ({ uid, bytes: 50, seen: false, ...more });

describe('a mailbox', () => {
  it('gives at first what nobody has seen, then all that comes, each once; the cursor outlives a restart', async () => {
    const { server, taken, watch, clock, records } = serverWith([mail(1, { seen: true }), mail(2), mail(3, { seen: true }), mail(4), mail(5, { seen: true })]);
    const first = watch();
    await settled();
    expect(taken).toEqual(['2', '4']);
    server.mails.push(mail(6, { seen: true }));
    server.news();
    await settled();
    expect(taken).toEqual(['2', '4', '6']);
    server.mails.push(mail(7));
    clock.advance(10_000);
    await settled();
    expect([taken.at(-1), first.state.kind, first.taken]).toEqual(['7', 'connected', 4]);
    await first.close();
    server.mails.push(mail(8));
    const second = watch();
    await settled();
    expect([taken, records.cursors.get('support')?.cursor]).toEqual([['2', '4', '6', '7', '8'], { uidValidity: '1', lastUid: 8, newestAt: expect.any(Number) }]);
    await second.close();
  });

  it('that was numbered anew gives all that may be new; whoever takes them knows the old ones', async () => {
    const { server, taken, watch } = serverWith([mail(5), mail(6)]);
    await settled();
    const first = watch();
    await settled();
    await first.close();
    server.uidValidity = '2';
    server.mails = [mail(1, { seen: true }), mail(2, { seen: true }), mail(3)];
    const second = watch();
    await settled();
    expect(taken).toEqual(['5', '6', '1', '2', '3']);
    await second.close();
  });

  it('larger mails are not fetched, also when the server says they are small', async () => {
    const { taken, watch } = serverWith([mail(1, { bytes: 5_000 }), mail(2, { lies: 5_000 }), mail(3)]);
    const one = watch();
    await settled();
    expect(taken).toEqual(['1 of 5000', '2 of 50', '3']);
    await one.close();
  });

  it('keeps what could not be made safe, and gives it again; pauses grow', async () => {
    const { server, taken, watch, clock, trouble } = serverWith([mail(1)]);
    trouble.fault = new Fault('store.away', 'The database does not answer.', { retryable: true });
    const one = watch();
    await settled();
    expect([one.state.kind, server.mails[0]?.seen, server.opened]).toEqual(['away', false, 1]);
    clock.advance(1_000);
    await settled();
    clock.advance(1_999);
    await settled();
    expect(server.opened).toBe(2);
    trouble.fault = undefined;
    clock.advance(1);
    await settled();
    expect([one.state.kind, taken, server.mails[0]?.seen]).toEqual(['connected', ['1'], true]);
    await one.close();
  });

  it('is read by one server; another takes it when that one lets go', async () => {
    const { taken, watch, clock } = serverWith([mail(1)]);
    const one = watch('a');
    await settled();
    const two = watch('b');
    await settled();
    expect([one.state.kind, two.state.kind]).toEqual(['connected', 'elsewhere']);
    await one.close();
    clock.advance(15_000);
    await settled();
    expect([two.state.kind, taken]).toEqual(['connected', ['1']]);
    await two.close();
  });

  it('on a server that is away is tried again', async () => {
    const { server, taken, watch, clock } = serverWith([mail(1)]);
    server.away = true;
    const one = watch();
    await settled();
    expect(one.state).toMatchObject({ kind: 'away', why: 'ECONNREFUSED' });
    server.away = false;
    clock.advance(1_000);
    await settled();
    expect(taken).toEqual(['1']);
    await one.close();
  });
});

it('access tokens are made of refresh tokens, used until shortly before their end, and asked for once', async () => {
  const clock = new ManualClock();
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    asked.push(String(init?.body));
    return Response.json(asked.length === 3 ? { error: 'invalid_grant' } : { access_token: `t${asked.length}`, expires_in: 3_600, refresh_token: `r${asked.length}` });
  };
  const tokens = new AccessTokens({ tokenUrl: 'https://login.example/token', clientId: 'c', clientSecret: 's', refreshToken: 'r0', scope: 'mail', clock, fetch });
  expect(await Promise.all([tokens.now(), tokens.now()])).toEqual(['t1', 't1']);
  clock.advance(3_400_000);
  expect(await tokens.now()).toBe('t1');
  clock.advance(100_000);
  expect(await tokens.now()).toBe('t2');
  expect(asked).toEqual(['grant_type=refresh_token&client_id=c&refresh_token=r0&client_secret=s&scope=mail', 'grant_type=refresh_token&client_id=c&refresh_token=r1&client_secret=s&scope=mail']);
  tokens.forget();
  await expect(tokens.now()).rejects.toMatchObject({ code: 'mail.oauth-refused', message: expect.stringContaining('invalid_grant') });
});
