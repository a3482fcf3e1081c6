import type { FieldValue, Ticket, TicketField, TicketProblem, TicketTemplate, TicketWish } from '#tickets';

/** Columns of a table of tickets; those of fields are called `field.<id>`. */
export const COLUMNS = ['id', 'key', 'template', 'state', 'priority', 'queue', 'assignee', 'subject', 'text', 'name', 'number', 'customer', 'language', 'tags', 'parent', 'createdAt', 'updatedAt', 'resolvedAt'] as const;
type Column = (typeof COLUMNS)[number];
const FIELD = 'field.';

/** What people call a column, besides its own name. */
const NAMES: Readonly<Partial<Record<Column, readonly string[]>>> = {
  id: ['编号', '工单号', 'ticket'], key: ['外部编号', 'external id'], template: ['模板', '类型'], priority: ['优先级'], queue: ['技能组', '队列'], assignee: ['负责人'],
  subject: ['主题', '标题', 'title'], text: ['描述', '正文', '内容', 'description'], name: ['姓名', '客户', '客户姓名', 'customer name'], number: ['电话', '手机', '手机号', 'phone', 'telephone'], customer: ['客户编号', 'customer id'], language: ['语言'], tags: ['标签'], parent: ['上级工单'],
};
const TAGS = '; ';

export const fieldsOf = (templates: readonly TicketTemplate[]): readonly TicketField[] => [...new Map(templates.flatMap(({ fields }) => fields).map((field) => [field.id, field])).values()];
export const columnsOf = (templates: readonly TicketTemplate[]): readonly string[] => [...COLUMNS, ...fieldsOf(templates).map(({ id }) => `${FIELD}${id}`)];

/** A ticket as a row; only what a spreadsheet can show. */
export function rowOf({ requester, tags, fields, ...ticket }: Ticket): Readonly<Record<string, string | number | boolean | undefined>> {
  const { id, key, template, state, priority, queue, assignee, subject, text, language, parent, createdAt, updatedAt, resolvedAt } = ticket;
  return {
    id, key: key?.split('/').at(-1), template, state, priority, queue, assignee, subject, text, language, parent, createdAt, updatedAt, resolvedAt,
    name: requester.name, number: requester.number, customer: requester.customer, tags: tags.join(TAGS),
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${FIELD}${field}`, value])),
  };
}

/** The column that a heading means, in whichever words; undefined = none. */
export function columnOf(heading: string, templates: readonly TicketTemplate[]): string | undefined {
  const said = heading.trim().toLowerCase();
  const own = COLUMNS.find((column) => column.toLowerCase() === said || NAMES[column]?.includes(said));
  if (own) return own;
  const field = fieldsOf(templates).find(({ id, zh, en }) => [`${FIELD}${id}`, id, zh, en].some((name) => name.toLowerCase() === said));
  return field && `${FIELD}${field.id}`;
}

/** What a guarded cell was before it was guarded (`'=1` → `=1`). */
const plain = (cell: string): string => (/^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell).trim();

interface Defaults {
  readonly template?: string | undefined;
  readonly queue?: string | undefined;
}

interface RowWish {
  readonly id: string | undefined;
  readonly key: string | undefined;
  readonly wish: TicketWish;
  readonly problems: readonly TicketProblem[];
}

const PRIORITY_NAMES: Readonly<Record<string, NonNullable<TicketWish['priority']>>> = { low: 'low', 低: 'low', normal: 'normal', 普通: 'normal', high: 'high', 高: 'high', urgent: 'urgent', 紧急: 'urgent' };
const BAD_PRIORITY: TicketProblem = { field: 'priority', zh: '优先级应为：low（低）、normal（普通）、high（高）、urgent（紧急）', en: 'Priority must be low, normal, high or urgent' };

/** Its id, or what people call it in either language, whatever the case. */
const named = <T extends { readonly id: string; readonly zh: string; readonly en: string }>(list: readonly T[], said: string): T | undefined =>
  list.find(({ id }) => id === said) ?? list.find(({ id, zh, en }) => [id, zh, en].some((name) => name.toLowerCase() === said.toLowerCase()));

/** A choice is read by its name, too: `严重`, `严重：主要功能不可用` and `major` are one. */
function valueOf(field: TicketField | undefined, said: string): FieldValue {
  const options = field?.type === 'choice' ? (field.options ?? []) : [];
  return (named(options, said) ?? options.find(({ zh, en }) => [zh.split('：')[0], en.split(':')[0]].some((name) => name?.toLowerCase() === said.toLowerCase())))?.id ?? said;
}

/** A wish from a row, by the columns its headings mean; empty cells say nothing. */
export function wishOf(row: Readonly<Record<string, string>>, templates: readonly TicketTemplate[], defaults: Defaults): RowWish {
  const cell = (column: Column): string | undefined => {
    const value = plain(row[column] ?? '');
    return value === '' ? undefined : value;
  };
  const fields: Record<string, FieldValue> = {};
  const kind = cell('template') ?? defaults.template ?? '';
  const template = named(templates, kind);
  for (const [column, value] of Object.entries(row)) {
    const field = column.slice(FIELD.length);
    if (column.startsWith(FIELD) && plain(value) !== '') fields[field] = valueOf(template?.fields.find(({ id }) => id === field), plain(value));
  }
  const priority = cell('priority');
  const known = priority === undefined ? undefined : PRIORITY_NAMES[priority.toLowerCase()];
  const requester = { ...given('name', cell('name')), ...given('number', cell('number')), ...given('customer', cell('customer')) };
  const language = cell('language') === 'en' ? 'en' : 'zh';
  return {
    id: cell('id'),
    key: cell('key'),
    wish: {
      template: template?.id ?? kind, subject: cell('subject') ?? '', text: cell('text') ?? '', fields, requester, language,
      ...given('queue', cell('queue') ?? defaults.queue), ...given('assignee', cell('assignee')), ...given('parent', cell('parent')),
      ...given('priority', known),
      tags: (cell('tags') ?? '').split(/[;；]/).map((tag) => tag.trim()).filter((tag) => tag !== ''),
    },
    problems: priority !== undefined && known === undefined ? [BAD_PRIORITY] : [],
  };
}

const given = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } => (value === undefined ? {} : { [key]: value } as { readonly [key in K]: V });
