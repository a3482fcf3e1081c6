import { Fault } from '#core';
import { describe, expect, it } from 'vitest';
import { mailHouse, mailText } from '../testing/mail-house.ts';

const eventsOf = async ({ tickets }: ReturnType<typeof mailHouse>, id: string) => (await tickets.history(id, 0, 50)).map(({ type, by, data }) => `${type} ${by} ${String(data['text'] ?? data['to'] ?? '')}`);

describe('a mail', () => {
  it('becomes a ticket of its sender, is confirmed once, and changes nothing when it comes again', async () => {
    const house = mailHouse();
    const mail = await house.take(mailText());
    expect(mail).toMatchObject({ state: 'done', ticket: expect.stringMatching(/^\d{10}$/) });
    const again = await house.take(`Received: by another way\n${mailText()}\n`);
    expect([again.id, again.ticket]).toEqual([mail.id, mail.ticket]);
    expect(await house.tickets.get(mail.ticket ?? '')).toMatchObject({ subject: '宽带坏了', text: '请修理', template: 'fault', language: 'zh', version: 1, requester: { email: 'zhang@example.com', name: '张三' }, fields: { contact: 'zhang@example.com' } });
    expect(house.confirmed).toEqual([mail.ticket]);
    expect((await house.tickets.find({ limit: 10 })).length).toBe(1);
  });

  it('with the same Message-ID and other words is another one', async () => {
    const house = mailHouse();
    const [one, two] = [await house.take(mailText()), await house.take(mailText({ text: 'other' }))];
    expect(one.ticket).not.toBe(two.ticket);
  });

  it('that answers stands in its ticket: by token, by our Message-ID, by the Message-ID of another mail', async () => {
    const house = mailHouse();
    const { ticket = '' } = await house.take(mailText());
    const ours = house.tokens.messageId(ticket, '2', 'example.org');
    await house.take(mailText({ id: 'm2@x', text: 'by token', subject: `Re: [#${house.tokens.tokenOf(ticket)}]` }));
    await house.take(mailText({ id: 'm3@x', text: 'by ours', headers: `In-Reply-To: <${ours}>\n` }));
    await house.take(mailText({ id: 'm4@x', text: 'by theirs\n\n> old', headers: 'References: <unknown@x> <m1@example.com>\n' }));
    expect(await eventsOf(house, ticket)).toEqual(['created mail 请修理', 'replied mail by token', 'replied mail by ours', 'replied mail by theirs']);
  });

  it('of somebody else with the token says who wrote', async () => {
    const house = mailHouse();
    const { ticket = '' } = await house.take(mailText());
    await house.take(mailText({ from: 'wife@example.com', id: 'm2@x', text: 'me too', headers: 'In-Reply-To: <m1@example.com>\n' }));
    expect((await eventsOf(house, ticket)).at(-1)).toBe('replied mail me too\n\n[发件人 / From: wife@example.com]');
  });

  it('that answers a closed ticket makes a new one below it, also when it was closed a moment ago', async () => {
    const house = mailHouse();
    const { ticket = '' } = await house.take(mailText());
    await house.tickets.change(ticket, { type: 'update', update: { fields: { severity: 'minor', impact: 'one', product: 'Router' } } }, { by: 'anna' });
    for (const to of ['resolved', 'closed'] as const) await house.tickets.change(ticket, { type: 'move', to }, { by: 'anna' });
    const after = await house.take(mailText({ id: 'm2@x', headers: 'In-Reply-To: <m1@example.com>\n' }));
    expect(await house.tickets.get(after.ticket ?? '')).toMatchObject({ parent: ticket, state: 'new' });
    const planned = { ...after, id: 'f'.repeat(64), state: 'planned' as const, plan: { do: 'reply' as const, ticket, text: 'late', files: [] } };
    await house.records.arrive(planned);
    const late = await house.intake.resume(planned);
    expect(await house.tickets.get(late.ticket ?? '')).toMatchObject({ parent: ticket, text: 'late' });
  });

  it('of a machine is a note or nothing, a report marks what it is about', async () => {
    const house = mailHouse();
    const { ticket = '' } = await house.take(mailText());
    const vacation = await house.take(mailText({ id: 'v@x', text: '休假中', headers: 'Auto-Submitted: auto-replied\nIn-Reply-To: <m1@example.com>\n' }));
    expect([vacation.state, vacation.ticket]).toEqual(['done', ticket]);
    expect(await house.take(mailText({ id: 'v2@x', headers: 'Auto-Submitted: auto-replied\n' }))).toMatchObject({ state: 'ignored', plan: { why: 'auto-reply' } });
    expect(await house.take(mailText({ id: 'o@x', headers: 'X-Huawu-Loop: me\n' }))).toMatchObject({ state: 'ignored', plan: { why: 'own' } });
    const ours = house.tokens.messageId(ticket, '2', 'example.org');
    await house.take(`From: MAILER-DAEMON@x\nMessage-ID: <b@x>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nsorry\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; zhang@example.com\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 full\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <${ours}>\n--b--\n`);
    expect(house.bounced).toEqual([`${ticket} 552 full`]);
    expect((await eventsOf(house, ticket)).slice(1)).toEqual(['noted mail [自动回复 / Automatic reply: zhang@example.com]\n休假中', 'noted mail 邮件未送达 / Mail was not delivered · zhang@example.com · 5.2.2 · 552 full']);
    expect(house.confirmed.length).toBe(1);
  });

  it('too many of one sender are held back; a person lets one through', async () => {
    const house = mailHouse();
    for (let i = 0; i < 5; i += 1) await house.take(mailText({ id: `${i}@x`, text: `${i}` }));
    const held = await house.take(mailText({ id: 'last@x' }));
    expect(held).toMatchObject({ state: 'quarantined', plan: { why: 'flood' } });
    const released = await house.intake.release(held, 'anna');
    expect(released).toMatchObject({ state: 'done', releasedBy: 'anna', ticket: expect.stringMatching(/^\d{10}$/) });
    expect(await house.intake.release(held, 'anna')).toBeUndefined();
    expect(house.confirmed.length).toBe(3);
  });

  it('of which only the header was fetched is held back, and makes a ticket that says so', async () => {
    const house = mailHouse();
    const header = Buffer.from('From: li@example.com\r\nSubject: photos\r\nMessage-ID: <large@x>\r\n\r\nabc');
    const held = await house.intake.take('support', { header, bytes: 52_428_800 });
    expect(held).toMatchObject({ state: 'quarantined', plan: { why: 'too-large' }, bytes: 52_428_800 });
    expect((await house.intake.take('support', { header, bytes: 52_428_800 })).id).toBe(held.id);
    const { ticket = '' } = (await house.intake.release(held, 'anna')) ?? {};
    expect(await house.tickets.get(ticket)).toMatchObject({ subject: 'photos', text: expect.stringContaining('50 MB') });
  });
});

describe('a kill or a fault in the middle', () => {
  it('after the plan was written down, or after the ticket was made: done again it is the same', async () => {
    const house = mailHouse();
    const { settle } = house.records;
    house.records.settle = () => Promise.reject(new Fault('store.away', 'away', { retryable: true }));
    await expect(house.take(mailText())).rejects.toMatchObject({ code: 'store.away' });
    expect([...house.records.came.values()].map(({ state }) => state)).toEqual(['planned']);
    house.records.settle = settle;
    expect((await house.take(mailText())).state).toBe('done');
    expect((await house.tickets.find({ limit: 10 })).length).toBe(1);
  });

  it('the scanner away: nothing is written down, the mail comes again', async () => {
    const house = mailHouse();
    const { keep } = house.files;
    house.files.keep = async () => ({ ok: false, fault: new Fault('tickets.scan-away', 'away', { retryable: true }) });
    const withFile = mailText({ headers: 'X-A: b\n' }).replace('text/plain; charset=utf-8', 'application/pdf; name=a.pdf');
    await expect(house.take(withFile)).rejects.toMatchObject({ code: 'tickets.scan-away' });
    expect(house.records.came.size).toBe(0);
    house.files.keep = keep;
    const { ticket = '' } = await house.take(withFile);
    expect((await house.tickets.get(ticket))?.files?.map(({ name }) => name)).toEqual(['a.pdf']);
  });

  it('a mail that nobody can do anything with does not keep others waiting', async () => {
    const house = mailHouse();
    house.records.countFrom = () => Promise.reject(new Fault('store.query', 'defect'));
    expect(await house.take(mailText())).toMatchObject({ state: 'quarantined', plan: { why: 'unreadable' } });
  });
});
