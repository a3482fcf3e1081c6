import { describe, expect, it } from 'vitest';
import type { AutomaticSigns, MailFacts } from '../model.ts';
import { guardLoops } from './loop-guard.ts';
import { ReplyTokens } from './reply-token.ts';
import { failureOf, nextTry, pauseAfter, reconnectAfter } from './retry.ts';
import { threadSigns } from './thread.ts';
import { verdictOn } from './verdict.ts';

const SIGNS: AutomaticSigns = { autoSubmitted: '', precedence: '', suppress: '', autoReply: false, list: false, emptyReturnPath: false, loops: [] };
const facts = (more: Partial<MailFacts> = {}, signs: Partial<AutomaticSigns> = {}): MailFacts => ({ messageId: 'm1@customer', inReplyTo: [], references: [], from: { address: 'zhang@example.com', name: '张三' }, to: [{ address: 'support@example.org', name: '' }], cc: [], deliveredTo: [], subject: '宽带坏了', ...more, signs: { ...SIGNS, ...signs } });
const SETTINGS = { own: ['support@example.org'], loopId: 'me', perSenderPerHour: 10 };
const tokens = new ReplyTokens('a key of this installation');
const [T1, T2] = ['1234567890', '2234567890'];

describe('who wrote', () => {
  const sign = (more: Partial<MailFacts>, signs: Partial<AutomaticSigns> = {}) => {
    const { kind, mayAnswer, sign: why } = guardLoops(facts(more, signs), SETTINGS);
    return `${kind} ${mayAnswer ? 'answered' : 'silent'} by ${why}`;
  };
  it('a person', () => expect(sign({})).toBe('person answered by none'));
  it('a person whose program asks for no automatic answers', () => expect(sign({}, { suppress: 'dr, oof, autoreply' })).toBe('person silent by x-auto-response-suppress'));
  it('Auto-Submitted: no is a person', () => expect(sign({}, { autoSubmitted: 'no' })).toBe('person answered by none'));
  for (const [what, given, signs, told] of [
    ['a vacation', {}, { autoSubmitted: 'auto-replied' }, 'auto-reply silent by auto-submitted'],
    ['a monitor', {}, { autoSubmitted: 'auto-generated' }, 'machine silent by auto-submitted'],
    ['Exchange', { subject: 'Automatic reply: Ticket' }, {}, 'auto-reply silent by subject'],
    ['QQ', { subject: '自动回复: 工单' }, {}, 'auto-reply silent by subject'],
    ['an old responder', {}, { autoReply: true }, 'auto-reply silent by x-autoreply'],
    ['Precedence: auto_reply', {}, { precedence: 'auto_reply' }, 'auto-reply silent by precedence'],
    ['Precedence: bulk', {}, { precedence: 'bulk' }, 'machine silent by precedence'],
    ['a list', {}, { list: true }, 'machine silent by list'],
    ['the null sender', {}, { emptyReturnPath: true }, 'machine silent by return-path'],
    ['nobody', { from: { address: 'no-reply@example.com', name: '' } }, {}, 'machine silent by address'],
    ['ourselves', { from: { address: 'support@example.org', name: '' } }, {}, 'own silent by from'],
    ['our own mail, passed on', {}, { loops: ['other', 'me'] }, 'own silent by x-huawu-loop'],
    ['a report', { bounce: { kind: 'failed', about: [] } }, { loops: ['me'] }, 'bounce silent by report'],
  ] as const) it(what, () => expect(sign(given, signs)).toBe(told));
});

describe('the ticket of a mail', () => {
  it('has a token that only we can make', () => {
    const token = tokens.tokenOf(T1);
    expect(token).toMatch(/^1234567890-[a-z0-9]{10}$/);
    expect(tokens.ticketsIn(`Re: x [#${token}]`)).toEqual([T1]);
    expect(tokens.ticketsIn(`Re: x [#${token.toUpperCase()}]`)).toEqual([T1]);
    expect(tokens.ticketsIn(`support+${token}@example.org`)).toEqual([T1]);
    expect(tokens.ticketsIn(`[#${T2}-${token.slice(11)}] [#${T1}] [#${T1}-aaaaaaaaaa]`)).toEqual([]);
    expect(new ReplyTokens('another').ticketsIn(token)).toEqual([]);
  });
  it('is named by address, Message-ID, subject, in this order', () => {
    const ours = tokens.messageId(T2, '7', 'example.org');
    expect(tokens.ticketOfMessageId(ours)).toBe(T2);
    expect(tokens.ticketOfMessageId(`x${ours}`)).toBeUndefined();
    const signs = threadSigns(facts({ to: [{ address: `support+${tokens.tokenOf(T1)}@example.org`, name: '' }], inReplyTo: [ours], references: ['first@customer', ours], subject: `Re: [#${tokens.tokenOf('3234567890')}]` }), tokens);
    expect(signs).toEqual({ signed: [T1, T2, '3234567890'], messageIds: [ours, 'first@customer'] });
  });
  it('is that of the mail a report is about', () => {
    const ours = tokens.messageId(T1, '3', 'example.org');
    expect(threadSigns(facts({ bounce: { kind: 'failed', about: [ours] } }), tokens).signed).toEqual([T1]);
  });
});

describe('what becomes of a mail', () => {
  const around = { ticket: undefined, sentByUs: false, lately: 0, released: false };
  const [open, closed] = [{ id: T1, closed: false }, { id: T1, closed: true }];
  it('a new ticket, a reply, a new one behind a closed one', () => {
    expect(verdictOn(facts(), around, SETTINGS)).toEqual({ do: 'create', mayAnswer: true });
    expect(verdictOn(facts(), { ...around, ticket: open }, SETTINGS)).toEqual({ do: 'reply', ticket: T1 });
    expect(verdictOn(facts(), { ...around, ticket: closed }, SETTINGS)).toEqual({ do: 'create', parent: T1, mayAnswer: true });
  });
  it('machines make tickets and are not answered; their automatic answers make notes or nothing', () => {
    expect(verdictOn(facts({}, { autoSubmitted: 'auto-generated' }), around, SETTINGS)).toEqual({ do: 'create', mayAnswer: false });
    expect(verdictOn(facts({}, { autoSubmitted: 'auto-replied' }), { ...around, ticket: open }, SETTINGS)).toEqual({ do: 'note', ticket: T1, about: 'auto-reply' });
    expect(verdictOn(facts({}, { autoSubmitted: 'auto-replied' }), around, SETTINGS)).toEqual({ do: 'ignore', why: 'auto-reply' });
  });
  it('reports stand in their ticket, our own mails nowhere', () => {
    expect(verdictOn(facts({ bounce: { kind: 'failed', about: [] } }), { ...around, ticket: closed }, SETTINGS)).toEqual({ do: 'note', ticket: T1, about: 'bounce' });
    expect(verdictOn(facts({ bounce: { kind: 'failed', about: [] } }), around, SETTINGS)).toEqual({ do: 'ignore', why: 'bounce' });
    expect(verdictOn(facts(), { ...around, sentByUs: true, ticket: open }, SETTINGS)).toEqual({ do: 'ignore', why: 'own' });
  });
  it('who writes too often is held back, and confirmed less', () => {
    expect(verdictOn(facts(), { ...around, lately: 3 }, SETTINGS)).toEqual({ do: 'create', mayAnswer: false });
    expect(verdictOn(facts(), { ...around, lately: 10 }, SETTINGS)).toEqual({ do: 'quarantine', why: 'flood' });
  });
  it('what a person lets through is a mail like any other, never answered by itself', () => {
    expect(verdictOn(facts({}, { loops: ['me'] }), { ...around, lately: 99, released: true }, SETTINGS)).toEqual({ do: 'create', mayAnswer: false });
    expect(verdictOn(facts({}, { autoSubmitted: 'auto-replied' }), { ...around, ticket: open, released: true }, SETTINGS)).toEqual({ do: 'reply', ticket: T1 });
  });
});

describe('a mail that was not sent', () => {
  const kind = (thrown: object) => failureOf(thrown).kind;
  it('is tried again unless the answer is for ever', () => {
    expect([kind({ responseCode: 550, response: '550 no such user' }), kind({ responseCode: 451 }), kind({ code: 'ECONNECTION', message: 'refused' }), kind({ code: 'ETIMEDOUT', command: 'DATA' }), kind({ code: 'EAUTH', responseCode: 535 }), kind({ code: 'EMESSAGE' })]).toEqual(['permanent', 'temporary', 'temporary', 'temporary', 'temporary', 'permanent']);
    expect(failureOf({ code: 'ECONNECTION', command: 'DATA', message: 'closed' })).toMatchObject({ unsure: true, away: true });
    expect([failureOf({ responseCode: 421 }).away, failureOf({ responseCode: 450 }).away, failureOf({ code: 'EAUTH', responseCode: 535 }).away]).toEqual([true, undefined, true]);
    expect(failureOf({ responseCode: 451, command: 'DATA', response: '451 later' })).toEqual({ kind: 'temporary', said: '451 later', unsure: false });
  });
  it('soon at first, then by the hour, until it is given up', () => {
    expect([1, 2, 3, 11, 12, 50].map(pauseAfter)).toEqual([3_000, 4_000, 5_000, 1_800_000, 3_600_000, 3_600_000]);
    const temporary = { kind: 'temporary', said: '', unsure: false } as const;
    expect(nextTry(temporary, { attempts: 1, createdAt: 0, now: 1_000, giveUpMs: 10_000 })).toBe(4_000);
    expect(nextTry(temporary, { attempts: 2, createdAt: 0, now: 6_001, giveUpMs: 10_000 })).toBeUndefined();
    expect(nextTry({ ...temporary, kind: 'permanent' }, { attempts: 1, createdAt: 0, now: 0, giveUpMs: 10_000 })).toBeUndefined();
    expect([1, 2, 3, 7, 100].map(reconnectAfter)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });
});
