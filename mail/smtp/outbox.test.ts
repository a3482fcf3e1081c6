import { describe, expect, it } from 'vitest';
import { mailHouse, mailText, settled } from '../testing/mail-house.ts';
import { replySubject } from './compose.ts';

async function withReply() {
  const house = mailHouse();
  const { ticket = '' } = await house.take(mailText());
  house.replies();
  await house.tickets.change(ticket, { type: 'reply', from: 'agent', text: '请重启 <光猫>：https://example.org/a' }, { by: 'anna' });
  await settled();
  return { house, ticket, states: () => [...house.records.out.values()].map(({ state, attempts }) => `${state} ${attempts}`) };
}

describe('a public reply', () => {
  it('goes out once, with all that mail programs and we need to thread it', async () => {
    const { house, ticket, states } = await withReply();
    house.outbox();
    house.clock.advance(0);
    await settled();
    expect(states()).toEqual(['sent 1']);
    const [letter] = house.letters;
    const token = house.tokens.tokenOf(ticket);
    expect(letter).toMatchObject({ subject: `Re: 宽带坏了 [#${token}]`, replyTo: `support+${token}@example.org`, inReplyTo: '<m1@example.com>', references: ['<m1@example.com>'], to: { address: 'zhang@example.com', name: '张三' }, headers: { 'X-Huawu-Loop': 'me' } });
    expect(house.tokens.ticketOfMessageId(letter?.messageId.slice(1, -1) ?? '')).toBe(ticket);
    expect(letter?.headers['Auto-Submitted']).toBeUndefined();
    expect(letter?.text).toContain('请重启 <光猫>');
    expect(letter?.html).toContain('请重启 &lt;光猫&gt;：<a href="https://example.org/a">https://example.org/a</a>');
    house.clock.advance(600_000);
    await settled();
    expect(house.letters.length).toBe(1);
  });

  it('with files takes them along; without one of them it waits', async () => {
    const { house, ticket } = await withReply();
    const kept = await house.files.keep({ name: '账单.pdf', content: (async function* () { yield Buffer.from('%PDF'); })() });
    if (!kept.ok) throw kept.fault;
    const lost = { ...kept.value, id: 'lost', sha256: 'f'.repeat(64) };
    for (const files of [[kept.value], [lost], [{ ...lost, bytes: 50_000_000 }]]) await house.tickets.change(ticket, { type: 'reply', from: 'agent', text: '见附件', files }, { by: 'anna' });
    await settled();
    house.outbox();
    house.clock.advance(0);
    await settled();
    await settled();
    expect([...house.records.out.values()].map(({ state }) => state)).toEqual(['sent', 'sent', 'waiting', 'failed']);
    expect(house.letters[1]?.files.map(({ name, content }) => `${name} ${content.toString()}`)).toEqual(['账单.pdf %PDF']);
  });

  it('of a rule says that nobody wrote it; one to a mailbox of ours is not sent', async () => {
    const { house, ticket } = await withReply();
    await house.tickets.change(ticket, { type: 'reply', from: 'agent', text: 'by rule' }, { by: 'rule:welcome' });
    await settled();
    expect([...house.records.out.values()].map(({ automatic }) => automatic)).toEqual([false, true]);
    await house.tickets.change(ticket, { type: 'update', update: { requester: { email: 'Support@example.org' } } }, { by: 'anna' });
    await house.tickets.change(ticket, { type: 'reply', from: 'agent', text: 'loop' }, { by: 'anna' });
    await settled();
    expect(house.records.out.size).toBe(2);
  });

  it('of a machine to a machine, or for the sixth time within an hour, is not sent, and says why', async () => {
    const { house, ticket } = await withReply();
    for (let i = 0; i < 6; i += 1) {
      await house.tickets.change(ticket, { type: 'reply', from: 'agent', text: `${i}` }, { by: 'rule' });
      await settled();
    }
    expect([...house.records.out.values()].map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'failed']);
    const robot = await house.take(mailText({ id: 'robot@x', headers: 'Auto-Submitted: auto-generated\n' }));
    for (const by of ['rule', 'anna']) await house.tickets.change(robot.ticket ?? '', { type: 'reply', from: 'agent', text: 'x' }, { by });
    await settled();
    expect([...house.records.out.values()].filter((mail) => mail.ticket === robot.ticket).map(({ state, said }) => `${state} ${said ?? ''}`)).toEqual(['failed not sent: the last mail was not for automatic answers (auto-submitted)', 'waiting ']);
  });

  it('whose mail was not written down before a kill is found in the history', async () => {
    const { house, ticket } = await withReply();
    const reply = { ticket, seq: 2, at: house.clock.wall(), by: 'anna', data: { text: 'again', from: 'agent' } };
    house.records.replies.push(reply, { ...reply, seq: 9, data: { text: 'lost', from: 'agent' } });
    house.clock.advance(20_000);
    await settled();
    expect([...house.records.out.values()].map(({ id, text }) => `${id.split(':')[1]} ${text.slice(0, 4)}`)).toEqual(['2 请重启 ', '9 lost']);
  });
});

describe('a mail server', () => {
  it('that is away, or says later, is asked again after pauses that grow', async () => {
    const { house, states } = await withReply();
    house.answers.push({ code: 'ECONNECTION' }, { responseCode: 451, response: '451 later' });
    const outbox = house.outbox();
    for (const [ms, told] of [[0, 'waiting 1'], [2_000, 'waiting 1'], [2_000, 'waiting 2'], [2_000, 'waiting 2'], [4_000, 'sent 3']] as const) {
      for (let passed = 0; passed <= ms; passed += 1_000) {
        house.clock.advance(passed === 0 ? 0 : 1_000);
        await settled();
      }
      expect([ms, ...states()]).toEqual([ms, told]);
    }
    expect([house.letters.length, outbox.away]).toEqual([1, undefined]);
  });

  it('that says never ends it, as does a time that is too long', async () => {
    const { house, states } = await withReply();
    house.answers.push({ responseCode: 550, response: '550 no such user' });
    house.outbox();
    house.clock.advance(0);
    await settled();
    expect([states(), house.gaveUp.length]).toEqual([['failed 1'], 1]);
    const late = await withReply();
    late.house.answers.push(...Array.from({ length: 9 }, () => ({ code: 'ETIMEDOUT' })));
    late.house.outbox();
    for (let second = 0; second < 90; second += 1) {
      late.house.clock.advance(1_000);
      await settled();
    }
    expect(late.states()).toEqual(['failed 6']);
  });

  it('that took a mail whose server died before writing it down gets it again, known by its Message-ID', async () => {
    const { house, states } = await withReply();
    await house.records.claim(house.clock.wall(), 180_000, 4);
    house.outbox();
    house.clock.advance(2_000);
    await settled();
    expect(states()).toEqual(['sending 1']);
    for (let second = 0; second < 182; second += 2) {
      house.clock.advance(2_000);
      await settled();
    }
    expect([...house.records.out.values()]).toMatchObject([{ state: 'sent', attempts: 2, unsure: true }]);
  });
});

it('subjects begin with Re: once and carry one token', () => {
  expect(['Re: RE: x', '回复：回复: x', 'Fwd: x [#1234567890-abcdefghij]', 'x'].map(replySubject)).toEqual(['Re: x', 'Re: x', 'Re: x', 'Re: x']);
});
