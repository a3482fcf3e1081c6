import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiPorts, Health } from '#api';
import type { Config, Settings } from '#config';
import { Scope } from '#core';
import { ImapSource, MailDesk, type MailSettings, type MailSource, ReplyTokens, SmtpCarrier } from '#mail';
import type { OpenedStore } from '#store';
import type { SatisfactionDesk, TicketDesk, TicketFiles } from '#tickets';
import type { Tools } from '../open-server.ts';
import { serverName } from '../cluster/server-name.ts';
import { mailSecret } from './mail-secrets.ts';
import { openOriginals } from './originals.ts';

export interface MailParts {
  readonly settings: Settings;
  readonly store: OpenedStore;
  readonly tickets: { readonly desk: TicketDesk; readonly files: TicketFiles; readonly satisfaction: Pick<SatisfactionDesk, 'sendBy'> };
}

const [MEGABYTE, HOUR_MS] = [1_048_576, 3_600_000];

/** Mail of tickets; undefined when the configuration names neither a mailbox nor a server to send by. */
export async function openMail({ settings, store, tickets }: MailParts, { clock, log, random, watch }: Tools, closers: (() => Promise<unknown> | void)[]): Promise<MailDesk | undefined> {
  const env = watch?.env ?? process.env;
  const { mail, data } = settings.now;
  if (mail.mailboxes.length === 0 && !mail.smtp) return undefined;
  // Made once, the same on every server: answers to old mails find their tickets for ever.
  const kept = async (name: string, value: string) => (await store.setting(name)) ?? store.firstSetting(name, value);
  const tokens = new ReplyTokens(await kept('mail-key', random.hex(32)));
  const loopId = await kept('mail-loop-id', random.hex(8));
  const repliesSince = mail.smtp ? Number(await kept('mail-replies-since', String(clock.wall()))) : clock.wall();
  const sources = new Map<string, MailSource>(mail.mailboxes.map((mailbox) => [mailbox.id, sourceOf(mailbox, env, clock)]));
  const desk = new MailDesk({
    records: store.mail, tickets: tickets.desk, files: tickets.files,
    originals: openOriginals(mail.originals ?? join(data.folder, 'mail'), { random, log }),
    tokens, sources, carrier: carrierOf(settings.now, env, clock),
    settings: () => settingsOf(settings.now, tokens, loopId),
    holder: serverName(data.folder, random), repliesSince, clock, log,
  }, new Scope());
  // Before the database is closed.
  closers.push(() => desk.close());
  if (mail.smtp) tickets.satisfaction.sendBy({ send: ({ key, ticket, url }) => desk.notice({ key, ticket, text: SURVEY(url), subject: '满意度评价 / How was it?' }) });
  return desk;
}

const SURVEY = (url: string) => `您好，您的工单已处理完毕，请花一分钟评价我们的服务：\n${url}\n\nYour ticket was resolved. Please take a minute to tell us how it was:\n${url}`;

type Environment = Readonly<Record<string, string | undefined>>;
type Mailbox = Config['mail']['mailboxes'][number];

function sourceOf(mailbox: Mailbox, env: Environment, clock: Tools['clock']): MailSource {
  const { host, port, tls, ca, user, folder, afterwards, moveTo } = mailbox;
  return new ImapSource({ host, port, tls, user, folder, clock, secret: mailSecret(mailbox, env, clock), afterwards: afterwards === 'move' ? { do: 'move', to: moveTo } : { do: afterwards }, ...authority(ca) });
}

function carrierOf({ mail: { smtp }, company }: Config, env: Environment, clock: Tools['clock']): SmtpCarrier | undefined {
  if (!smtp) return undefined;
  const { host, port, tls, ca, user, from, name, connections } = smtp;
  return new SmtpCarrier({ host, port, tls, connections, secret: mailSecret(smtp, env, clock), from: { address: from, name: name || company.name }, ...authority(ca), ...(user === undefined ? {} : { user }) });
}

const authority = (file: string | undefined) => (file === undefined ? {} : { ca: readFileSync(file, 'utf8') });

function settingsOf({ mail, company }: Config, tokens: ReplyTokens, loopId: string): MailSettings {
  const { mailboxes, smtp, acknowledge, acknowledgement, mostMegabytes, pollSeconds, perSenderPerHour } = mail;
  const own = [...mailboxes.map(({ address }) => address), ...(smtp ? [smtp.from] : [])].map((address) => address.toLowerCase());
  return {
    own, loopId, perSenderPerHour,
    mostBytes: mostMegabytes * MEGABYTE, pollMs: pollSeconds * 1_000, giveUpMs: (smtp?.giveUpHours ?? 1) * HOUR_MS,
    mailboxes: mailboxes.map(({ id, template, queue, language }) => ({ id, template, acknowledge, ...(queue === undefined ? {} : { queue }), ...(language === undefined ? {} : { language }) })),
    confirmation: acknowledgement,
    sender: { address: smtp?.from ?? own[0] ?? '', name: smtp?.name || company.name, footer: smtp?.footer ?? { zh: '', en: '' }, loopId, tokenOf: (ticket) => tokens.tokenOf(ticket), ...(smtp?.replyAddress === undefined ? {} : { replyAddress: smtp.replyAddress }) },
  };
}

/** The ports of the API with those of mail. */
export function withMail(ports: ApiPorts, mail: MailDesk | undefined, settings: Settings): ApiPorts {
  if (!mail) return ports;
  const health = async (): Promise<Health> => {
    const [before, part] = await Promise.all([ports.health(), mail.health()]);
    return { status: part.status === 'degraded' ? 'degraded' : before.status, parts: { ...before.parts, mail: part } };
  };
  const queueOf = (mailbox: string) => settings.now.mail.mailboxes.find(({ id }) => id === mailbox)?.queue ?? settings.now.tickets.queue ?? settings.now.queues[0]?.id;
  return {
    ...ports, health,
    mail: {
      find: (query) => mail.records.find(query),
      get: (id) => mail.records.get(id),
      outgoing: (query) => mail.records.outOf(query),
      original: (one) => mail.original(one),
      release: (one, by) => mail.release(one, by),
      retry: (id) => mail.retry(id),
      mailboxes: () => settings.now.mail.mailboxes.map(({ id }) => id),
      queueOf,
    },
  };
}
