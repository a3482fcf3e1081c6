import { expect, it } from 'vitest';
import { parseConfig } from '../load-config.ts';

const parsed = (text: string, exists?: (file: string) => boolean) => parseConfig(`version: 1\nqueues: [{ id: sales, name: Sales }]\nmail:\n${text}`, '/etc/huawu/c.yaml', {}, exists);
const mistakes = (text: string, exists?: (file: string) => boolean) => {
  const result = parsed(text, exists);
  return result.ok ? 'no fault' : result.fault.message.split('\n').slice(1).map((line) => line.trim());
};

it('mailboxes and a server to send by are taken; files stand beside the configuration', () => {
  const result = parsed(`  mailboxes:
    - { id: support, address: support@example.com, host: imap.example.com, user: support, password: { file: pass }, queue: sales, ca: ca.pem }
    - { id: other, address: other@example.com, host: 10.0.0.1, port: 143, tls: starttls, user: u, oauth: { tokenUrl: "https://login.example.com/token", clientId: c, refreshToken: { env: HUAWU_MAIL_TOKEN } } }
  smtp: { host: smtp.example.com, port: 587, tls: starttls, user: u, password: { env: HUAWU_MAIL_PASSWORD }, from: support@example.com, replyAddress: "support+{token}@example.com" }
  originals: mails
`);
  if (!result.ok) throw result.fault;
  expect(result.value.mail).toMatchObject({
    mailboxes: [{ port: 993, tls: 'implicit', folder: 'INBOX', afterwards: 'seen', template: 'consultation', password: { file: '/etc/huawu/pass' }, ca: '/etc/huawu/ca.pem' }, { tls: 'starttls', oauth: { refreshToken: { env: 'HUAWU_MAIL_TOKEN' } } }],
    smtp: { connections: 2, giveUpHours: 72 }, originals: '/etc/huawu/mails', acknowledge: false, mostMegabytes: 35,
  });
});

it('mistakes in them are told with their place', () => {
  expect(mistakes(`  mailboxes:
    - { id: support, address: support@example.com, host: imap.example.com, user: u, password: { env: A }, queue: sale }
    - { id: support, address: support, host: imap.example.com, user: u }
    - { id: third, address: third@example.com, host: imap.example.com, user: u, password: secret }
  smtp: { host: smtp.example.com, user: u, password: { env: A }, oauth: { tokenUrl: "https://x", clientId: c, refreshToken: { env: A } }, from: a@example.com, replyAddress: a@example.com }
`)).toEqual([
    expect.stringContaining('mail.mailboxes[0].queue: "sale" is not listed under queues; did you mean "sales"?'),
    expect.stringContaining('mail.mailboxes[1].address: '),
    expect.stringContaining('mail.mailboxes[1].id: "support" is here twice'),
    expect.stringContaining('mail.mailboxes[1]: password (or oauth) is missing'),
    expect.stringContaining('mail.mailboxes[2].password: '),
    expect.stringContaining('mail.smtp.replyAddress: '),
    expect.stringContaining('mail.smtp.oauth: give either password or oauth'),
  ].map((one) => one));
});

it('a file that is not there is told', () => {
  expect(mistakes('  mailboxes: [{ id: a, address: a@example.com, host: h, user: u, password: { file: pass } }]\n', (file) => file !== '/etc/huawu/pass')).toEqual([expect.stringContaining('mail.mailboxes[0].password.file: there is no file /etc/huawu/pass')]);
});
