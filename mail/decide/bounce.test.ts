import { expect, it } from 'vitest';
import { mimeTree } from '../mime/mime-tree.ts';
import { bounceOf } from './bounce.ts';

const read = (text: string) => {
  const tree = mimeTree(Buffer.from(text.replaceAll('\n', '\r\n')));
  if (typeof tree === 'string') throw new Error(tree);
  return bounceOf(tree);
};
const report = (fields: string, more = '') => `From: postmaster@mx.example.com
Subject: Delivery Status Notification
Content-Type: multipart/report; report-type=delivery-status; boundary=b
${more}
--b
Content-Type: text/plain

words
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

${fields}
--b
Content-Type: message/rfc822

Message-ID: <ours.1@example.org>
In-Reply-To: <theirs@example.com>
Subject: x

body
--b--
`;

it('RFC 3464: failed, delayed, delivered', () => {
  expect(read(report('Original-Recipient: rfc822; li@example.com\nFinal-Recipient: rfc822; li2@example.com\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1\n  no such user'))).toEqual({ kind: 'failed', recipient: 'li@example.com', status: '5.1.1', diagnostic: '550 5.1.1 no such user', about: ['ours.1@example.org', 'theirs@example.com'] });
  expect(read(report('Final-Recipient: rfc822; li@example.com\nAction: delayed\nStatus: 4.4.1'))).toMatchObject({ kind: 'delayed', status: '4.4.1' });
  expect(read(report('Final-Recipient: rfc822; li@example.com\nAction: delivered\nStatus: 2.0.0'))).toMatchObject({ kind: 'delivered' });
  expect(read(report('Final-Recipient: rfc822; li@example.com\nStatus: 5.7.1'))).toMatchObject({ kind: 'failed' });
});

it('of several recipients the one that failed counts', () => {
  expect(read(report('Final-Recipient: rfc822; a@example.com\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; b@example.com\nAction: failed\nStatus: 5.2.2'))).toMatchObject({ kind: 'failed', recipient: 'b@example.com', status: '5.2.2' });
});

it('what servers write that know no reports: qmail, QQ, 163, Exim', () => {
  expect(read('From: MAILER-DAEMON@example.com\nSubject: failure notice\nReturn-Path: <>\n\nHi. This is the qmail-send program.\n<li@example.com>:\n550 5.1.1 no such user\n\n--- Below this line is a copy.\n\nMessage-ID: <ours.1@example.org>\n')).toMatchObject({ kind: 'failed', recipient: 'li@example.com', status: '5.1.1', about: expect.arrayContaining(['ours.1@example.org']) });
  expect(read('From: PostMaster@qq.com\nSubject: =?utf-8?B?57O757uf6YCA5L+h?=\n\n很抱歉，您的邮件未能送达 li@qq.com\n550 Mailbox not found\n')).toMatchObject({ kind: 'failed', recipient: 'li@qq.com', diagnostic: '550 Mailbox not found' });
  expect(read('From: Mailer-Daemon@mx.example.com\nSubject: Mail delivery failed: returning message to sender\nX-Failed-Recipients: li@example.com\n\n452 4.2.2 mailbox full\n')).toMatchObject({ kind: 'delayed', recipient: 'li@example.com', status: '4.2.2' });
});

it('receipts, and people who write of failures, are none', () => {
  expect(read('From: li@example.com\nSubject: failure notice from your shop\n\n550\n')).toBeUndefined();
  expect(read('From: postmaster@example.com\nSubject: Meeting\n\nSee you\n')).toBeUndefined();
  expect(read('From: li@example.com\nSubject: Read: x\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--b--\n')).toBeUndefined();
});
