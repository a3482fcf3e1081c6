import { encode } from 'iconv-lite';
import { EventEmitter } from 'node:events';
import { ManualClock, silentLog } from '#core';
import { describe, expect, it } from 'vitest';
import { settled } from '../testing/mail-house.ts';
import { MailReader, type ReaderThread } from './mail-reader.ts';
import { type ReadMail, readMail } from './read-mail.ts';

const read = (mail: string | Buffer): ReadMail => {
  const reading = readMail(typeof mail === 'string' ? Buffer.from(mail.replaceAll('\n', '\r\n')) : mail);
  if (reading.kind !== 'read') throw new Error(reading.why);
  return reading.mail;
};
const parts = (kind: string, ...all: readonly string[]) => `Content-Type: multipart/${kind}; boundary=${kind}\n\n${all.map((part) => `--${kind}\n${part}\n`).join('')}--${kind}--\n`;

describe('a mail', () => {
  it('says who, to whom, what, and which machine', () => {
    const { facts } = read('From: =?gbk?B?1cXI/Q==?= <Zhang@Example.com>\nReply-To: li@example.com\nTo: Support <support@example.org>\nCc: b@example.com\nDelivered-To: support+x@example.org\nSubject: =?utf-8?Q?=E5=B7=A5=E5=8D=95?=\nMessage-ID: <a@b>\nReferences: <r1@x>\n <r2@x>\nDate: Mon, 5 Jan 2026 10:00:00 +0800 (CST)\nAuto-Submitted: auto-generated (by cron)\nPrecedence: Bulk\nList-Id: <l>\nReturn-Path: <>\n\nx');
    expect(facts).toEqual({
      messageId: 'a@b', from: { address: 'zhang@example.com', name: '张三' }, replyTo: { address: 'li@example.com', name: '' }, to: [{ address: 'support@example.org', name: 'Support' }], cc: [{ address: 'b@example.com', name: '' }],
      deliveredTo: ['support+x@example.org'], subject: '工单', inReplyTo: [], references: ['r1@x', 'r2@x'], date: Date.UTC(2026, 0, 5, 2),
      signs: { autoSubmitted: 'auto-generated', precedence: 'bulk', suppress: '', autoReply: false, list: true, emptyReturnPath: true, loops: [] },
    });
  });

  it('is read from its text, or from its HTML where there is none', () => {
    const both = parts('alternative', 'Content-Type: text/plain; charset=utf-8\n\n文字', 'Content-Type: text/html; charset=utf-8\n\n<p>HTML</p>');
    expect(read(both)).toMatchObject({ text: '文字', html: '<p>HTML</p>', files: [] });
    expect(read('Content-Type: text/html; charset=utf-8\n\n<div>只有 HTML</div><div>二</div>')).toMatchObject({ text: '只有 HTML\n二' });
    const meta = Buffer.concat([Buffer.from('Content-Type: text/html\r\n\r\n<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>'), encode('您好世界', 'gbk'), Buffer.from('</p>')]);
    expect(read(meta).text).toBe('您好世界');
  });

  it('has files: with names, without, pictures inside, mails in mails', () => {
    const mail = read(parts('mixed', parts('related', 'Content-Type: text/html\n\n<img src="cid:p1">', 'Content-Type: image/png\nContent-ID: <p1>\nContent-Transfer-Encoding: base64\n\niVBORw0K'), 'Content-Type: text/plain; name=log.txt\n\nlog', 'Content-Type: message/rfc822\n\nSubject: =?utf-8?B?6L2s5Y+R?=\n\ninside', 'Content-Type: text/plain\nContent-Disposition: attachment\n\nnameless'));
    expect(mail.files.map(({ name, cid, content }) => `${name} ${cid ?? '-'} ${content.length}`)).toEqual(['image-1.png p1 6', 'log.txt - 3', '转发.eml - 39', 'part-4.txt - 8']);
    expect([mail.text, mail.html]).toEqual(['', '<img src="cid:p1" />']);
  });

  it('delivered again by another way is the same; with another word it is not', () => {
    const mail = 'From: a@b.c\nMessage-ID: <1@b>\nSubject: x\n\nbody\n';
    expect(read(`Received: by x\nReturn-Path: <a@b.c>\n${mail}\n\n`).id).toBe(read(mail).id);
    expect(read(mail.replace('body', 'bodz')).id).not.toBe(read(mail).id);
    expect(read(mail.replace('<1@b>', '<2@b>')).id).not.toBe(read(mail).id);
  });

  it('longer than a ticket takes is cut; the original is whole', () => {
    expect([...read(`Subject: x\n\n${'长'.repeat(30_000)}`).text].length).toBe(19_004);
    expect(read(`Subject: x\nContent-Type: text/plain\n\n${'y'.repeat(2_100_000)}`).files.map(({ name, content }) => `${name} ${content.length}`)).toEqual(['part-1.txt 2100000']);
  });
});

class FakeThread extends EventEmitter {
  cpuMs = 0;
  ended = false;
  answer: (() => unknown) | undefined = () => ({ kind: 'answer', reading: { kind: 'hostile', why: 'nesting' } });
  constructor() {
    super();
    queueMicrotask(() => this.emit('message', { kind: 'ready' }));
  }
  postMessage(): void {
    const { answer } = this;
    if (answer) queueMicrotask(() => this.emit('message', answer()));
  }
  async cpuUsage() {
    return { user: this.cpuMs * 1_000, system: 0 };
  }
  async terminate(): Promise<number> {
    this.ended = true;
    return 0;
  }
}

describe('the thread that reads', () => {
  function readerOf() {
    const clock = new ManualClock();
    const threads: FakeThread[] = [];
    const reader = new MailReader({ clock, log: silentLog, spawn: () => { const thread = new FakeThread(); threads.push(thread); return thread as unknown as ReaderThread; } });
    return { clock, threads, reader };
  }
  const mail = () => new Uint8Array(3);

  it('is used again and again, one mail at a time', async () => {
    const { reader, threads } = readerOf();
    expect(await Promise.all([reader.read(mail()), reader.read(mail())])).toEqual([{ kind: 'quarantine', why: 'nesting' }, { kind: 'quarantine', why: 'nesting' }]);
    expect(threads.length).toBe(1);
    await reader.close();
  });

  it('that works too long is ended, and the next mail has a new one', async () => {
    const { reader, threads, clock } = readerOf();
    await reader.read(mail());
    const [first] = threads;
    if (!first) throw new Error('no thread');
    first.answer = undefined;
    const late = reader.read(mail());
    await settled();
    first.cpuMs = 1_100;
    clock.advance(1_200);
    await settled();
    expect([await late, first.ended]).toEqual([{ kind: 'quarantine', why: 'time' }, true]);
    await reader.read(mail());
    expect(threads.length).toBe(2);
    await reader.close();
  });

  it('that gets no processor on a busy machine is given time', async () => {
    const { reader, threads, clock } = readerOf();
    await reader.read(mail());
    const [first] = threads;
    if (!first) throw new Error('no thread');
    first.answer = undefined;
    const slow = reader.read(mail());
    await settled();
    clock.advance(5_000);
    await settled();
    first.emit('message', { kind: 'answer', reading: { kind: 'hostile', why: 'parts' } });
    expect(await slow).toEqual({ kind: 'quarantine', why: 'parts' });
    await reader.close();
  });

  it('that runs out of memory or dies takes its mail into quarantine, no other', async () => {
    const { reader, threads } = readerOf();
    await reader.read(mail());
    for (const [error, why] of [[Object.assign(new Error('x'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }), 'memory'], [new Error('x'), 'unreadable']] as const) {
      const thread = threads.at(-1);
      if (!thread) throw new Error('no thread');
      thread.answer = undefined;
      const lost = reader.read(mail());
      await settled();
      thread.emit('error', error);
      expect(await lost).toEqual({ kind: 'quarantine', why });
      expect(await reader.read(mail())).toEqual({ kind: 'quarantine', why: 'nesting' });
    }
    await reader.close();
  });
});
