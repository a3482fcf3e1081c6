import type { Template } from '../../expression/template.ts';
import type { NodeOf } from '../../language/flow-schema.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { FlowSurroundings, FlowTicketTemplate } from '../draft.ts';
import type { Problem } from '../problem.ts';

type Field = FlowTicketTemplate['fields'][number];

/** The template of a ticket, its fields, and what it requires; without a template named nothing is required. */
export function checkTicket(node: NodeOf<'ticket'>, { tickets }: FlowSurroundings): Problem[] {
  if (!tickets) return [];
  const template = node.template === undefined ? tickets[0] : tickets.find(({ id }) => id === node.template);
  if (!template) return [{ path: ['template'], text: `there is no template “${node.template ?? ''}”;${didYouMean(node.template ?? '', tickets.map(({ id }) => id), 'templates')}` }];
  return [...Object.entries(node.fields).flatMap(([id, written]) => wrongField(id, written, template)), ...(node.template === undefined ? [] : missingFields(node, template))];
}

function wrongField(id: string, { parts: [only, ...more] }: Template, template: FlowTicketTemplate): Problem[] {
  const field = template.fields.find((one) => one.id === id);
  if (!field) return [{ path: ['fields', id], at: 'key', text: `the template “${template.id}” has no such field;${didYouMean(id, template.fields.map((one) => one.id), 'fields')}` }];
  // What expressions will give is known only in the call.
  const allowed = typeof only === 'string' && more.length === 0 ? whatFits(field, only.trim()) : undefined;
  return allowed === undefined ? [] : [{ path: ['fields', id], text: `must be ${allowed}` }];
}

/** What is allowed, where this is not. */
function whatFits({ type, options = [] }: Field, text: string): string | undefined {
  switch (type) {
    case 'choice':
      return options.some(({ id }) => id === text) ? undefined : `one of ${options.map(({ id }) => id).join(', ')}`;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? undefined : 'a number';
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? undefined : 'a day such as 2026-10-01';
    case 'yes-no':
      return text === 'true' || text === 'false' ? undefined : 'true or false';
    case 'text':
      return undefined;
  }
}

function missingFields({ fields: given }: NodeOf<'ticket'>, { id, fields }: FlowTicketTemplate): Problem[] {
  const missing = fields.filter((field) => field.required && field.byCall === undefined && !Object.hasOwn(given, field.id)).map((field) => field.id);
  return missing.length === 0 ? [] : [{ path: ['template'], text: `the template “${id}” requires ${missing.join(', ')}; give ${missing.length === 1 ? 'it' : 'them'} under fields` }];
}
