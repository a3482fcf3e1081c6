import { createHash } from 'node:crypto';
import { cleanHtml } from '../content/clean-html.ts';
import { htmlText } from '../content/html-text.ts';
import { cutQuote } from '../content/quote-cut.ts';
import { bounceOf } from '../decide/bounce.ts';
import { addressesOf, messageIdsOf } from '../mime/addresses.ts';
import { decodeText } from '../mime/charset.ts';
import type { Headers } from '../mime/header-fields.ts';
import { decodeWords } from '../mime/header-words.ts';
import { type Hostile, type Leaf, type MimeTree, mimeTree } from '../mime/mime-tree.ts';
import type { AutomaticSigns, MailFacts } from '../model.ts';
import { fileName } from './file-name.ts';

export interface ReadFile {
  readonly name: string;
  readonly cid?: string;
  readonly content: Uint8Array;
}

/** A mail, read: everything a page or a ticket may show is clean. */
export interface ReadMail {
  readonly id: string;
  readonly facts: MailFacts;
  /** Without quotes and signature, at most as long as a ticket takes. */
  readonly text: string;
  readonly html: string;
  readonly files: readonly ReadFile[];
}

export type Reading = { readonly kind: 'read'; readonly mail: ReadMail } | { readonly kind: 'hostile'; readonly why: Hostile };

/** A text part that is longer is an attachment. */
const LONGEST_TEXT_BYTES = 2_000_000;
/** A ticket takes 20,000 characters, and a line of ours may follow. */
const LONGEST_TEXT = 19_000;
/** Attachments beyond are only in the original. */
const MOST_FILES = 100;

/** Bytes of a mail as a value; all work on strangers' bytes is done here, in a thread of its own. */
export function readMail(bytes: Buffer): Reading {
  const tree = mimeTree(bytes);
  if (typeof tree === 'string') return { kind: 'hostile', why: tree };
  const bounce = bounceOf(tree);
  const facts = { ...factsOf(tree.headers), ...(bounce ? { bounce } : {}) };
  const { texts, htmls, files } = sorted(tree.leaves);
  const html = htmls.map(textOf).join('<hr>');
  const clean = html === '' ? '' : cleanHtml(html);
  const plain = texts.map(textOf).join('\n\n').replaceAll('\u0000', '').toWellFormed();
  const whole = plain.trim() === '' && html !== '' ? htmlText(clean === '' ? cleanHtml(html.slice(0, 200_000)) : clean) : plain;
  const { visible } = cutQuote(whole.slice(0, LONGEST_TEXT_BYTES));
  return { kind: 'read', mail: { id: idOf(tree, bytes), facts, text: shortened(visible), html: clean, files: files.slice(0, MOST_FILES).map(fileOf) } };
}

function shortened(text: string): string {
  const signs = [...text.slice(0, LONGEST_TEXT * 2)];
  return signs.length <= LONGEST_TEXT && text.length <= LONGEST_TEXT * 2 ? text : `${signs.slice(0, LONGEST_TEXT).join('')}\n[…]`;
}

/** The same mail delivered again differs only in what servers on its way wrote above it. */
function idOf({ headers, body }: MimeTree, bytes: Buffer): string {
  const hash = createHash('sha256');
  for (const name of ['message-id', 'date', 'from', 'to', 'subject']) hash.update(`${headers.first(name) ?? ''}\n`);
  // Servers add or take line breaks at the end.
  let end = bytes.length;
  while (end > body && [0x0a, 0x0d, 0x20].includes(bytes[end - 1] ?? 0)) end -= 1;
  return hash.update(bytes.subarray(body, end)).digest('hex');
}

interface Sorted {
  readonly texts: readonly Leaf[];
  readonly htmls: readonly Leaf[];
  readonly files: readonly Leaf[];
}

/** What is read, and what is kept as a file. */
function sorted(leaves: readonly Leaf[]): Sorted {
  const shown = (leaf: Leaf, type: string) => leaf.type === type && leaf.disposition !== 'attachment' && leaf.name === undefined && leaf.content().length <= LONGEST_TEXT_BYTES;
  const texts = leaves.filter((leaf) => shown(leaf, 'text/plain'));
  const htmls = leaves.filter((leaf) => shown(leaf, 'text/html'));
  const machine = new Set(['message/delivery-status', 'message/disposition-notification', 'text/rfc822-headers', 'application/pgp-signature', 'application/pkcs7-signature', 'application/x-pkcs7-signature']);
  return { texts, htmls, files: leaves.filter((leaf) => !texts.includes(leaf) && !htmls.includes(leaf) && !machine.has(leaf.type)) };
}

const textOf = (leaf: Leaf): string => decodeText(leaf.content(), leaf.parameters.get('charset') ?? (leaf.type === 'text/html' ? charsetInHtml(leaf.content()) : ''));

/** `<meta charset>`, which is all that some programs write. */
function charsetInHtml(bytes: Uint8Array): string {
  return /<meta[^>]{0,200}charset=["']?([\w-]{2,30})/i.exec(Buffer.from(bytes.subarray(0, 2_000)).toString('latin1'))?.[1] ?? '';
}

function fileOf(leaf: Leaf, index: number): ReadFile {
  // An own piece of memory, so that it can be handed over.
  return { name: fileName(leaf, index), content: Uint8Array.from(leaf.content()), ...(leaf.cid === undefined ? {} : { cid: leaf.cid }) };
}

/** Also of a header alone. */
export function factsOf(headers: Headers): MailFacts {
  const addresses = (name: string) => headers.all(name).slice(0, 5).flatMap(addressesOf).slice(0, 100);
  const [from] = addresses('from');
  const [replyTo] = addresses('reply-to');
  const messageId = messageIdOf(headers.first('message-id') ?? '');
  const date = Date.parse((headers.first('date') ?? '').replace(/\(.*$/, ''));
  return {
    ...(messageId === undefined ? {} : { messageId }),
    inReplyTo: messageIdsOf(headers.first('in-reply-to') ?? ''),
    references: messageIdsOf(headers.first('references') ?? ''),
    ...(from ? { from } : {}),
    ...(replyTo ? { replyTo } : {}),
    to: addresses('to'),
    cc: addresses('cc'),
    deliveredTo: ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'].flatMap((name) => addresses(name)).map(({ address }) => address),
    subject: decodeWords(headers.first('subject') ?? '').slice(0, 1_000),
    ...(Number.isFinite(date) ? { date } : {}),
    signs: signsOf(headers),
  };
}

function signsOf(headers: Headers): AutomaticSigns {
  const word = (name: string) => (headers.first(name) ?? '').toLowerCase().replace(/[;(].*$/, '').trim().slice(0, 100);
  const has = (...names: readonly string[]) => names.some((name) => headers.first(name) !== undefined);
  return {
    autoSubmitted: word('auto-submitted'),
    precedence: word('precedence'),
    suppress: word('x-auto-response-suppress'),
    // A receipt (RFC 8098) is no words of a person either.
    autoReply: /report-type\s*=\s*"?disposition-notification/i.test(headers.first('content-type') ?? '') || has('x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply', 'x-autogenerated'),
    list: has('list-id', 'list-unsubscribe', 'feedback-id', 'list-post'),
    emptyReturnPath: headers.all('return-path').some((value) => value.trim() === '<>'),
    loops: headers.all('x-huawu-loop').slice(0, 10).map((value) => value.trim().slice(0, 64)),
  };
}

function messageIdOf(field: string): string | undefined {
  const [first] = messageIdsOf(field);
  const bare = field.trim();
  return first ?? (/^[^\s<>]{3,250}$/.test(bare) ? bare : undefined);
}
