import type { TicketProblem } from '../model.ts';

/** Longer ones are no subject. */
const SUBJECT = 200;
/** A long e-mail; more belongs into attachments. */
const TEXT = 20_000;
/** More would not be read. */
export const MOST = { tags: 20, watchers: 50, calls: 100 } as const;
/** Keys of changes that are remembered: a client tries again soon or never. */
export const RECENT_KEYS = 16;

const isText = (text: string) => !text.includes('\u0000') && text.isWellFormed();

export function subjectProblems(subject: string): TicketProblem[] {
  if (subject.trim() === '') return [{ field: 'subject', zh: '请填写主题', en: 'A subject is required' }];
  return longText('subject', subject, SUBJECT, '主题', 'The subject');
}

export const textProblems = (text: string): TicketProblem[] => longText('text', text, TEXT, '正文', 'The text');

export function replyProblems(text: string): TicketProblem[] {
  return text.trim() === '' ? [{ field: 'text', zh: '请填写内容', en: 'A text is required' }] : textProblems(text);
}

function longText(field: string, text: string, most: number, zh: string, en: string): TicketProblem[] {
  if ([...text].length > most) return [{ field, zh: `${zh}最多 ${most} 个字符`, en: `${en} must have at most ${most} characters` }];
  return isText(text) ? [] : [{ field, zh: `${zh}含有无法保存的字符`, en: `${en} holds characters that cannot be kept` }];
}

const NAMES = { tags: ['标签', 'tags'], watchers: ['关注人', 'watchers'], calls: ['关联通话', 'calls'] } as const;

/** Too many of a kind, or one that is no name. */
export function listProblems(field: keyof typeof NAMES, list: readonly string[]): TicketProblem[] {
  const [zh, en] = NAMES[field];
  if (list.length > MOST[field]) return [{ field, zh: `${zh}最多 ${MOST[field]} 个`, en: `At most ${MOST[field]} ${en}` }];
  const bad = list.find((one) => one === '' || one.length > 100 || !isText(one));
  return bad === undefined ? [] : [{ field, zh: `${zh}应为 1 至 100 个字符`, en: `Each of the ${en} must have 1 to 100 characters` }];
}

/** A subject as far as it can be kept; for calls, where nobody can be asked. */
export const shortened = (text: string, kind: 'subject' | 'text'): string =>
  [...text.replaceAll('\u0000', '').toWellFormed()].slice(0, kind === 'subject' ? SUBJECT : TEXT).join('');
