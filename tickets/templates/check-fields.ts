import type { FieldValue, TicketProblem } from '../model.ts';
import type { TicketField, TicketTemplate } from './template.ts';

export interface CheckedFields {
  /** What is right, in the type of its field. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Required fields without a value. */
  readonly missing: readonly string[];
  readonly problems: readonly TicketProblem[];
}

/** Values given for the fields of a template: read, and everything wrong told at once. */
export function checkFields(template: TicketTemplate, given: Readonly<Record<string, FieldValue>>): CheckedFields {
  const unknown = Object.keys(given).filter((id) => !template.fields.some((field) => field.id === id));
  const read = template.fields.map((field) => ({ field, value: Object.hasOwn(given, field.id) ? readValue(field, given[field.id]) : undefined }));
  const fields = read.flatMap(({ field, value }) => (value && 'value' in value ? [[field.id, value.value] as const] : []));
  const missing = read.filter(({ field, value }) => field.required && (value === undefined || !('value' in value))).map(({ field }) => field.id);
  return {
    fields: Object.fromEntries(fields),
    missing,
    problems: [
      ...unknown.map((id) => unknownField(id, template)),
      ...read.flatMap(({ field, value }) => (value && 'problem' in value ? [{ field: field.id, ...value.problem }] : [])),
      ...read.filter(({ field, value }) => value === undefined && field.required).map(({ field }) => missingField(field)),
    ],
  };
}

export const missingField = ({ id, zh, en }: TicketField): TicketProblem => ({ field: id, zh: `请填写“${zh}”`, en: `"${en}" is required` });

function unknownField(id: string, { zh, en, fields }: TicketTemplate): TicketProblem {
  const known = fields.map((field) => field.id).join(', ');
  return { field: id, zh: `模板“${zh}”没有字段 ${id}；可用字段：${known}`, en: `The template "${en}" has no field ${id}; it has: ${known}` };
}

type Read = { readonly value: FieldValue } | { readonly problem: { readonly zh: string; readonly en: string } } | undefined;

/** Texts are taken for what they say: `12.5` is a number, `true` a yes. Empty ones are no value. */
function readValue(field: TicketField, given: FieldValue | undefined): Read {
  const plain = typeof given === 'string' ? given.trim() : given;
  if (plain === undefined || plain === '') return undefined;
  switch (field.type) {
    case 'text':
      return readText(field, String(plain));
    case 'number':
      return readNumber(field, plain);
    case 'choice':
      return readChoice(field, String(plain));
    case 'date':
      return isDay(String(plain)) ? { value: String(plain) } : wrong(field, '应为日期，如 2026-10-01', 'must be a day such as 2026-10-01');
    case 'yes-no':
      return readYesNo(field, plain);
  }
}

const wrong = ({ zh, en }: TicketField, chinese: string, english: string): Read => ({ problem: { zh: `“${zh}”${chinese}`, en: `"${en}" ${english}` } });

function readText(field: TicketField, text: string): Read {
  const { most = 200 } = field;
  if ([...text].length > most) return wrong(field, `最多 ${most} 个字符`, `must have at most ${most} characters`);
  return text.includes('\u0000') || !text.isWellFormed() ? wrong(field, '含有无法保存的字符', 'holds characters that cannot be kept') : { value: text };
}

function readNumber(field: TicketField, given: FieldValue): Read {
  const value = typeof given === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(given) ? Number(given) : given;
  const { least = -1e15, greatest = 1e15 } = field;
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrong(field, '应为数字', 'must be a number');
  return value < least || value > greatest ? wrong(field, `应在 ${least} 到 ${greatest} 之间`, `must be from ${least} to ${greatest}`) : { value };
}

function readChoice(field: TicketField, given: string): Read {
  const options = field.options ?? [];
  if (options.some(({ id }) => id === given)) return { value: given };
  const list = (language: 'zh' | 'en') => options.map((option) => `${option.id}（${option[language]}）`).join('、');
  return wrong(field, `应为以下之一：${list('zh')}`, `must be one of ${options.map(({ id }) => id).join(', ')}`);
}

function readYesNo(field: TicketField, given: FieldValue): Read {
  if (given === true || given === 'true') return { value: true };
  if (given === false || given === 'false') return { value: false };
  return wrong(field, '应为 true 或 false', 'must be true or false');
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
