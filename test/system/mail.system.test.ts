/** Tickets by e-mail against a real IMAP server (Dovecot) and an SMTP server: what comes and goes, hostile mail, servers that are away, a kill. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CERTIFICATES, type Dovecot, hasDovecot, startDovecot } from '#test/simulators/mail/dovecot';
import { type SmtpSink, startSmtpSink } from '#test/simulators/mail/smtp-sink';
import { type TokenServer, startTokenServer } from '#test/simulators/mail/token-server';
import { freshData } from '#test/simulators/fresh-data';
import { type ServerProcess, startServerProcess } from '#test/simulators/server-process';
import { eventually } from './parts/eventually.ts';
import { HOSTILE, bounceOf, gbkMail, plainMail } from './parts/mail/mails.ts';

const CUSTOMER = 'zhang@example.com';
const folder = mkdtempSync(join(tmpdir(), 'huawu-mail-'));
const data = freshData();
let tokens: TokenServer;
let dovecot: Dovecot;
let sink: SmtpSink;
let server: ServerProcess;

const oauth = () => `oauth: { tokenUrl: "${tokens.tokenUrl}", clientId: huawu, refreshToken: { env: HUAWU_REFRESH_TOKEN } }`;
const ca = join(CERTIFICATES, 'ca.pem');
const configuration = () => `version: 1
queues: [{ id: sales, name: Sales }, { id: support, name: Support }]
transcription: { enabled: false }
mail:
  mailboxes:
    - { id: support, address: support@example.org, host: 127.0.0.1, port: ${dovecot.port}, tls: none, user: ${dovecot.user}, password: { env: HUAWU_MAIL_PASSWORD }, queue: support, template: fault }
    - { id: billing, address: billing@example.org, host: localhost, port: ${dovecot.tlsPort}, ca: ${ca}, user: ${dovecot.user}, ${oauth()}, folder: Billing, queue: sales, template: billing }
  smtp: { host: localhost, port: ${sink.port}, tls: starttls, ca: ${ca}, user: ${dovecot.user}, ${oauth()}, from: support@example.org, name: 客服, replyAddress: "support+{token}@example.org" }
  acknowledge: true
  pollSeconds: 2
`;
const start = () => startServerProcess({ config: join(folder, 'huawu.yaml'), data, env: { HUAWU_MAIL_PASSWORD: dovecot.password, HUAWU_REFRESH_TOKEN: tokens.firstRefreshToken } });

beforeAll(async () => {
  if (!hasDovecot()) return;
  tokens = await startTokenServer('support');
  [dovecot, sink] = await Promise.all([startDovecot(tokens), startSmtpSink(tokens.userOf)]);
  writeFileSync(join(folder, 'huawu.yaml'), configuration());
  server = await start();
});
afterAll(async () => {
  await server?.stop();
  await Promise.all([dovecot?.close(), sink?.close(), tokens?.close()]);
  rmSync(folder, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

interface Ticket { readonly id: string; readonly subject: string; readonly text: string; readonly queue: string; readonly template: string; readonly state: string; readonly requester: { readonly email?: string; readonly name?: string }; readonly files?: readonly { readonly id: string; readonly name: string; readonly inline?: string }[] }
interface Event { readonly type: string; readonly by: string; readonly data: { readonly text?: string; readonly from?: string } }
interface Mails { readonly received: readonly { readonly id: string; readonly html: string; readonly text: string; readonly notKept: readonly { readonly name: string }[] }[]; readonly sent: readonly { readonly state: string; readonly messageId: string; readonly automatic: boolean; readonly attempts: number }[] }
interface Held { readonly id: string; readonly why?: string; readonly state: string; readonly ticket?: string }

const get = async <T>(path: string) => (await server.get(path)).body as T;
const tickets = async () => (await get<{ tickets: Ticket[] }>('/api/tickets?limit=200')).tickets;
const called = async (subject: string) => (await tickets()).filter((ticket) => ticket.subject === subject);
const mailsOf = (ticket: string) => get<Mails>(`/api/tickets/${ticket}/mail`);
const history = async (ticket: string) => (await get<{ events: Event[] }>(`/api/tickets/${ticket}/history?limit=200`)).events;
const held = async (state: string) => (await get<{ mails: Held[] }>(`/api/mail?state=${state}&limit=200`)).mails;
const post = (path: string, body: unknown) => fetch(`${server.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });

test.skipIf(!hasDovecot())('a mail in GBK becomes a ticket, a reply goes out, its answer and its bounce find the ticket', async () => {
  dovecot.deliver(gbkMail(CUSTOMER));
  await eventually('the ticket', async () => (await called('宽带故障：三天没有网络')).length === 1);
  const [ticket] = await called('宽带故障：三天没有网络');
  if (!ticket) throw new Error('no ticket');
  expect(ticket).toMatchObject({ queue: 'support', template: 'fault', state: 'new', requester: { email: CUSTOMER, name: '张三' } });
  expect(ticket.text).toBe('您好，家里的宽带坏了，请看图：\n\n[未保存的附件 / Attachments not kept: virus.exe]');
  expect(ticket.files?.map(({ name }) => name)).toEqual(['pic.png', '账单.pdf']);
  const [mail] = await eventually('its mail', async () => {
    const { received } = await mailsOf(ticket.id);
    return received.length > 0 && received;
  });
  const picture = /src="(\/api\/tickets\/[^"]+)"/.exec(mail?.html ?? '')?.[1] ?? '';
  expect(mail?.html).not.toMatch(/script|onclick|src="http/);
  const shown = await fetch(`${server.url}${picture.replaceAll('&amp;', '&')}`, { headers: { authorization: `Bearer ${server.token}` } });
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  const original = await fetch(`${server.url}/api/mail/${mail?.id}/original`, { headers: { authorization: `Bearer ${server.token}` } });
  expect(Buffer.from(await original.arrayBuffer()).equals(gbkMail(CUSTOMER))).toBe(true);

  await eventually('the confirmation', () => sink.mails.length === 1);
  expect(sink.mails[0]).toMatch(/^Auto-Submitted: auto-replied\r$/m);
  expect((await post(`/api/tickets/${ticket.id}/reply`, { text: '请重启光猫，再告诉我们结果。' })).status).toBe(200);
  await eventually('the reply', () => sink.mails.length === 2);
  const reply = (sink.mails[1] ?? '').replaceAll('\r\n ', ' ');
  const token = /^Reply-To: support\+(\d{10}-\w{10})@example\.org\r$/m.exec(reply)?.[1] ?? '';
  expect(reply).toMatch(/^In-Reply-To: <gbk\.1@example\.com>\r$/m);
  expect(reply).toMatch(/^X-Huawu-Loop: /m);
  expect(reply).not.toMatch(/^Auto-Submitted/m);
  expect(token.startsWith(ticket.id)).toBe(true);

  dovecot.deliver(plainMail({ from: CUSTOMER, subject: `回复: x [#${token}]`, id: 'answer.1@example.com', text: '重启后好了，谢谢！\n\n------------------ 原始邮件 ------------------\n发件人: "客服"\n发送时间: 2026年11月23日\n\n请重启光猫' }));
  await eventually('the answer', async () => (await history(ticket.id)).some(({ data: { from } }) => from === 'customer'));
  expect((await history(ticket.id)).find(({ data: { from } }) => from === 'customer')?.data.text).toBe('重启后好了，谢谢！');
  const { sent } = await mailsOf(ticket.id);
  const ours = sent.find(({ automatic }) => !automatic)?.messageId ?? '';
  dovecot.deliver(bounceOf(ours, CUSTOMER));
  await eventually('the bounce', async () => (await mailsOf(ticket.id)).sent.some(({ messageId, state }) => messageId === ours && state === 'bounced'));
  expect((await history(ticket.id)).some(({ type, data: { text = '' } }) => type === 'noted' && text.includes('5.1.1'))).toBe(true);
  expect((await tickets()).length).toBe(1);
});

test.skipIf(!hasDovecot())('a mailbox by TLS and OAuth 2.0 is read, also after its tokens were taken back', async () => {
  const sent = sink.mails.length;
  dovecot.deliver(plainMail({ from: 'payer@example.com', subject: 'billed twice', id: 'oauth.1@example.com', text: 'See my invoice.' }), 'Billing');
  await eventually('the ticket', async () => (await called('billed twice')).length === 1);
  expect((await called('billed twice'))[0]).toMatchObject({ queue: 'sales', template: 'billing' });
  const { given } = tokens;
  tokens.revoke();
  await dovecot.stop();
  dovecot.deliver(plainMail({ from: 'payer@example.com', subject: 'billed three times', id: 'oauth.2@example.com', text: 'Again.' }), 'Billing');
  await dovecot.start();
  await eventually('the next ticket', async () => (await called('billed three times')).length === 1, 60_000);
  expect(tokens.given).toBeGreaterThan(given);
  // Whoever sends notices by itself that its token is no longer good.
  await eventually('both confirmations', () => sink.mails.length === sent + 2);
  expect(server.output()).not.toMatch(/refresh-\d|access-\d/);
});

test.skipIf(!hasDovecot())('mails of machines are not answered; hostile ones are held back, and those behind them come through', async () => {
  dovecot.deliver(plainMail({ from: 'away@example.com', subject: 'Automatic reply: x', id: 'auto.1@example.com', text: 'I am away', headers: 'Auto-Submitted: auto-replied\n' }));
  const sent = sink.mails.length;
  for (const [why, mail] of Object.entries(HOSTILE)) {
    const bytes = mail();
    const before = Date.now();
    dovecot.deliver(bytes);
    await eventually(`the mail with ${why}`, async () => (await held('quarantined')).some((one) => one.why === why));
    // Until IDLE tells of it a second may pass; on a machine four times slower all of it takes longer.
    expect(Date.now() - before).toBeLessThan(12_000);
  }
  dovecot.deliver(plainMail({ from: CUSTOMER, subject: 'after the bombs', id: 'after.1@example.com', text: 'still there?' }));
  await eventually('the mail behind them', async () => (await called('after the bombs')).length === 1);
  expect((await held('ignored')).map(({ why }) => why)).toEqual(['auto-reply']);
  const large = (await held('quarantined')).find(({ why }) => why === 'too-large');
  expect(await (await post(`/api/mail/${large?.id}/release`, {})).json()).toMatchObject({ state: 'done', ticket: expect.stringMatching(/^\d{10}$/) });
  expect((await post(`/api/mail/${large?.id}/release`, {})).status).toBe(409);
  await eventually('the confirmation', () => sink.mails.length === sent + 1);
});

test.skipIf(!hasDovecot())('killed while it fetches, delivered again, mail servers away: each mail makes one ticket, each reply one mail', async () => {
  const subjects = Array.from({ length: 30 }, (_, i) => `matter ${i}`);
  const mails = subjects.map((subject, i) => plainMail({ from: `customer${i}@example.com`, subject, id: `many.${i}@example.com`, text: `text ${i}` }));
  await dovecot.stop();
  for (const mail of mails) dovecot.deliver(mail);
  await dovecot.start();
  await eventually('some of them', async () => (await tickets()).filter(({ subject }) => subject.startsWith('matter')).length >= 5);
  server.process.kill('SIGKILL');
  await once(server.process, 'exit');
  // The same once more, with another way here.
  for (const mail of mails.slice(0, 10)) dovecot.deliver(`Received: from elsewhere by here; Mon, 23 Nov 2026 11:00:00 +0800\r\n${mail}`);
  await sink.close();
  server = await start();
  await eventually('all of them', async () => new Set((await tickets()).map(({ subject }) => subject).filter((subject) => subject.startsWith('matter'))).size === 30, 60_000);
  const [one] = await called('matter 3');
  expect((await post(`/api/tickets/${one?.id}/reply`, { text: 'We look at it.' })).status).toBe(200);
  await eventually('a try', async () => (await mailsOf(one?.id ?? '')).sent.some(({ automatic, attempts, state }) => !automatic && attempts > 0 && state === 'waiting'));
  expect((await server.get('/healthz')).body).toMatchObject({ parts: { mail: { status: 'degraded', mailboxes: { support: 'connected' } } } });
  sink = await startSmtpSink(tokens.userOf, sink.port);
  await eventually('the reply', () => sink.mails.filter((mail) => mail.includes('To: customer3@example.com') && !mail.includes('Auto-Submitted')).length === 1, 120_000);
  await eventually('its state', async () => (await mailsOf(one?.id ?? '')).sent.every(({ state }) => state === 'sent'), 120_000);
  const all = (await tickets()).map(({ subject }) => subject).filter((subject) => subject.startsWith('matter'));
  expect(all.toSorted()).toEqual(subjects.toSorted());
  expect((await held('planned')).length).toBe(0);
});
