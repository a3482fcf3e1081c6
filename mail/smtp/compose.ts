import type { Language } from '#core';
import { REPLY_MARKER } from '../content/reply-marker.ts';
import type { Letter } from '../port.ts';
import type { OutMail } from '../model.ts';

export interface SenderSettings {
  /** `support@example.com`, without a name. */
  readonly address: string;
  readonly name: string;
  /** `support+{token}@example.com`: answers come back to their ticket by it. */
  readonly replyAddress?: string;
  readonly footer: Readonly<Record<Language, string>>;
  readonly loopId: string;
  readonly tokenOf: (ticket: string) => string;
}

/** RFC 5322 §2.1.1 wants lines under 998; older references say least. */
const MOST_REFERENCES = 12;
const LONGEST_SUBJECT = 200;

/** A mail of ours as it is sent: text and HTML, threading for mail programs and for ourselves (RFC 5322 §3.6.4, RFC 3834 §5). */
export function compose(mail: OutMail, { replyAddress, address, footer, loopId, tokenOf }: SenderSettings, language: Language, files: Letter['files']): Letter {
  const token = tokenOf(mail.ticket);
  const below = footer[language].trim();
  const text = `${REPLY_MARKER}\n\n${mail.text}${below === '' ? '' : `\n\n-- \n${below}`}\n`;
  return {
    messageId: `<${mail.messageId}>`,
    to: mail.to,
    replyTo: replyAddress?.replace('{token}', token) ?? address,
    subject: `${mail.subject.slice(0, LONGEST_SUBJECT)} [#${token}]`,
    text,
    html: htmlOf(mail.text, below),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    references: mail.references.slice(-MOST_REFERENCES).map((id) => `<${id}>`),
    headers: {
      'X-Huawu-Loop': loopId,
      // People's programs should not answer machines; nobody's out-of-office need answer us.
      'X-Auto-Response-Suppress': mail.automatic ? 'All' : 'OOF, AutoReply',
      ...(mail.automatic ? { 'Auto-Submitted': 'auto-replied', Precedence: 'auto_reply' } : {}),
    },
    files,
  };
}

/** `Re: ` once, whatever was there; our own token is added anew. */
export function replySubject(subject: string): string {
  const bare = subject.replaceAll(/\s*\[#\d{10}-[a-z0-9]{10}\]/gi, '').replace(/^(\s*(re|aw|fwd?|回复|答复|回覆|转发)\s*[:：]\s*)+/i, '').trim();
  return `Re: ${bare}`;
}

function htmlOf(text: string, below: string): string {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => `<p>${linked(escaped(paragraph)).replaceAll('\n', '<br>\n')}</p>`);
  const foot = below === '' ? '' : `\n<p style="color:#888888">-- <br>\n${escaped(below).replaceAll('\n', '<br>\n')}</p>`;
  return `<!DOCTYPE html>\n<html><body>\n<p style="color:#b5b5b5">${REPLY_MARKER}</p>\n${paragraphs.join('\n')}${foot}\n</body></html>\n`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const linked = (html: string): string => html.replaceAll(/https?:\/\/[^\s<>"'，。；）】]{1,1000}/g, (url) => `<a href="${url}">${url}</a>`);
