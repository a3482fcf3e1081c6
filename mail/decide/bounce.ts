import { addressesOf, messageIdsOf } from '../mime/addresses.ts';
import { decodeText } from '../mime/charset.ts';
import { readHeaders } from '../mime/header-fields.ts';
import { decodeWords } from '../mime/header-words.ts';
import type { Leaf, MimeTree } from '../mime/mime-tree.ts';
import type { Bounce } from '../model.ts';

/** A report is short; what follows is the mail it is about. */
const REPORT_BYTES = 64 * 1_024;
const SENDERS = /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon|mail\.delivery|bounce)s?([+-].*)?@/;
const SUBJECTS = /undeliver|delivery (status|failure|has failed|report)|delivery.{0,20}(failed|failure)|returned mail|mail (delivery )?(failed|failure)|failure notice|mail system error|系统退信|退信|退回|投递失败|发送失败|无法投递|無法傳遞|未送达/i;

/** What a report says of a mail of ours; undefined: it is none. RFC 3464 first, then what servers write instead (qmail, QQ, 163, Exchange). */
export function bounceOf({ headers, type, leaves }: MimeTree): Bounce | undefined {
  const status = leaves.find((leaf) => leaf.type === 'message/delivery-status' || leaf.type === 'message/global-delivery-status');
  if (status) return { ...reported(status), about: aboutOf(leaves, headers.first('references') ?? '') };
  const reportType = type.parameters.get('report-type')?.toLowerCase();
  // A receipt is no trouble with delivery.
  if (reportType !== undefined && reportType !== 'delivery-status') return undefined;
  const [from] = addressesOf(headers.first('from') ?? '');
  const daemon = from !== undefined && SENDERS.test(from.address);
  const emptyPath = headers.all('return-path').some((value) => value.trim() === '<>');
  if (!(daemon || emptyPath) || !(SUBJECTS.test(decodeWords(headers.first('subject') ?? '')) || (headers.first('x-failed-recipients') ?? '') !== '')) return undefined;
  return guessed(leaves, headers.first('x-failed-recipients'));
}

/** RFC 3464 §2.2 and §2.3: groups of fields, the first about the message, then one for each recipient. */
function reported(leaf: Leaf): Omit<Bounce, 'about'> {
  const text = decodeText(leaf.content().subarray(0, REPORT_BYTES)).replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ');
  const groups = text.split(/\n\s*\n/).map((group) => new Map([...group.matchAll(/^([A-Za-z-]+)\s*:\s*(.*)$/gm)].map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()])));
  const recipients = groups.filter((group) => group.has('action') || group.has('final-recipient') || group.has('status'));
  const group = recipients.find((one) => one.get('action')?.toLowerCase() === 'failed') ?? recipients[0] ?? new Map<string, string>();
  const value = (name: string) => group.get(name)?.replace(/^[\w-]+\s*;\s*/, '').trim();
  return definedOf({ kind: kindOf(group.get('action') ?? '', value('status') ?? ''), recipient: addressOf(value('original-recipient') ?? value('final-recipient') ?? ''), status: statusIn(value('status') ?? ''), diagnostic: shortened(value('diagnostic-code')) });
}

function guessed(leaves: readonly Leaf[], recipients: string | undefined): Bounce {
  const text = leaves.filter((leaf) => leaf.type.startsWith('text/')).map((leaf) => decodeText(leaf.content().subarray(0, REPORT_BYTES), leaf.parameters.get('charset'))).join('\n');
  const status = statusIn(text);
  const line = text.split('\n').map((one) => one.replaceAll(/<[^@<>]{0,200}>/g, '').trim()).find((one) => /\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(one));
  const temporary = status?.startsWith('4') ?? (status === undefined && /\b4\d\d[ -]/.test(line ?? ''));
  return { ...definedOf({ kind: temporary ? ('delayed' as const) : ('failed' as const), recipient: addressOf(recipients ?? text), status, diagnostic: shortened(line) }), about: aboutOf(leaves, text) };
}

function kindOf(action: string, status: string): Bounce['kind'] {
  switch (action.trim().toLowerCase()) {
    case 'failed':
      return 'failed';
    case 'delayed':
      return 'delayed';
    case 'delivered':
    case 'relayed':
    case 'expanded':
      return 'delivered';
    default:
      return status.startsWith('5') ? 'failed' : status.startsWith('4') ? 'delayed' : 'other';
  }
}

/** Message-IDs in the returned mail or its header (RFC 3462 §2), and in the report itself. */
function aboutOf(leaves: readonly Leaf[], text: string): string[] {
  const returned = leaves.filter(({ type }) => ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global', 'message/global-headers'].includes(type));
  const ids = returned.flatMap((leaf) => {
    const bytes = Buffer.from(leaf.content().subarray(0, REPORT_BYTES));
    const headers = readHeaders(bytes, 0, bytes.length)?.headers;
    return ['message-id', 'references', 'in-reply-to'].flatMap((name) => messageIdsOf(headers?.first(name) ?? ''));
  });
  return [...new Set([...ids, ...messageIdsOf(text)])].slice(0, 20);
}

const statusIn = (text: string): string | undefined => /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1];
const addressOf = (text: string): string | undefined => addressesOf(text.slice(0, 2_000).replaceAll(/\s+/g, ' , '))[0]?.address;
const shortened = (text: string | undefined): string | undefined => text?.replaceAll(/\p{Cc}+/gu, ' ').trim().slice(0, 300) || undefined;

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
const definedOf = <T extends object>(object: T): Defined<T> => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
