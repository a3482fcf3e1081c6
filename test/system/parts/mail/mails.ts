import { encode } from 'iconv-lite';

/** A one-pixel PNG. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const crlf = (text: string) => text.replaceAll(/\r?\n/g, '\r\n');
const gbk = (text: string) => Buffer.from(encode(text, 'gbk')).toString('latin1');

/** As old Chinese programs send it: raw bytes in the header, a label that is wrong, a picture inside, a PDF with a name in GBK. */
export function gbkMail(from: string): Buffer {
  return Buffer.from(crlf(`From: ${gbk('"张三"')} <${from}>
To: support@example.org
Subject: ${gbk('宽带故障：三天没有网络')}
Message-ID: <gbk.1@${from.split('@')[1]}>
Date: Mon, 23 Nov 2026 10:00:00 +0800
Content-Type: multipart/mixed; boundary=o

--o
Content-Type: multipart/related; boundary=r

--r
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

<p onclick="x()">${gbk('您好，家里的宽带坏了，请看图：')}</p><script>alert(1)</script><img src="cid:pic@1"><img src="https://track.example.com/x.gif">
<p>${gbk('发自我的iPhone')}</p>
--r
Content-Type: image/png; name="pic.png"
Content-ID: <pic@1>
Content-Transfer-Encoding: base64

${PNG}
--r--
--o
Content-Type: application/pdf; name="=?GBK?B?1cu1pS5wZGY=?="
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--o
Content-Type: application/octet-stream; name="virus.exe"
Content-Transfer-Encoding: base64

TVqQAAMAAAA=
--o--
`), 'latin1');
}

export function plainMail({ from, subject, text, id, headers = '' }: { readonly from: string; readonly subject: string; readonly text: string; readonly id: string; readonly headers?: string }): string {
  return crlf(`From: ${from}\nTo: support@example.org\nSubject: ${subject}\nMessage-ID: <${id}>\nDate: Mon, 23 Nov 2026 10:00:00 +0800\n${headers}Content-Type: text/plain; charset=utf-8\n\n${text}\n`);
}

/** RFC 3464, as Postfix sends it. */
export function bounceOf(messageId: string, recipient: string): string {
  return crlf(`Return-Path: <>
From: MAILER-DAEMON@mx.example.com
To: support@example.org
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce.1@mx.example.com>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

I'm sorry to have to inform you that your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; ${recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

From: support@example.org
Message-ID: <${messageId}>
Subject: x

old
--b--
`);
}

/** Each is to be held back, with this reason. */
export const HOSTILE: Readonly<Record<string, () => Buffer>> = {
  nesting: () => Buffer.from(`From: a@evil.example\r\nMessage-ID: <nest@evil>\r\n${Array.from({ length: 20_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')}`),
  parts: () => Buffer.from(`From: a@evil.example\r\nMessage-ID: <parts@evil>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(500_000)}`),
  headers: () => Buffer.from(`From: a@evil.example\r\nMessage-ID: <heads@evil>\r\n${'X-Bomb: bomb\r\n'.repeat(500_000)}\r\nx`),
  'too-large': () => Buffer.concat([Buffer.from('From: a@evil.example\r\nSubject: 50 MB\r\nMessage-ID: <large@evil>\r\n\r\n'), Buffer.alloc(50 * 1_048_576, 'QUJD\r\n')]),
};
