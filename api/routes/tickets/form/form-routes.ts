import { z } from 'zod';
import { type Clock, Fault } from '#core';
import type { TicketPort } from '../port.ts';
import { AddressLimit } from '../../../http/address-limit.ts';
import { HttpFault, type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import { language, name } from '../../../schemas/fields.ts';
import { done } from '../ticket-access.ts';
import { ChoicesBody } from '../ticket-schemas.ts';
import { isSolved, newChallenge } from './proof-of-work.ts';

/** PORT. The form for visitors, as configured. */
export interface FormPort {
  /** Undefined while it is switched off. */
  readonly form: () => { readonly templates: readonly string[]; readonly queue?: string; readonly perAddressPerHour: number } | undefined;
  readonly company: () => string;
  /** Signs challenges; the same on every server. */
  readonly key: string;
  newNonce(): string;
}

const text = (most: number) => z.string().max(most).refine((given) => !given.includes('\u0000') && given.isWellFormed(), 'must be text without U+0000 and halves of characters');
/** A form with all fields filled in to their ends. */
const LARGEST_BODY = 131_072;

const FormBody = z.object({ company: z.string(), templates: ChoicesBody.shape.templates, challenge: z.string(), bits: z.number().int() });
const AskBody = z.strictObject({
  template: name,
  subject: text(200),
  text: text(20_000).default(''),
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/), z.union([text(5_000), z.number(), z.boolean()])).default({}),
  name: text(100).default(''),
  number: text(40).default(''),
  email: text(200).default(''),
  language: language.default('zh'),
  website: z.string().max(500).default('').describe('People do not see this field; who fills it in is a program.'),
  challenge: z.string().max(300),
  answer: z.string().max(40),
});
const AskedBody = z.object({ number: z.string().describe('Of the ticket, to be told to the visitor.') });

/** Where visitors write without an account: little may come from one address, each costs its browser some work, and programs fall for a field that nobody sees. */
export function formRoutes(tickets: TicketPort, port: FormPort, clock: Clock): Route[] {
  const limits = new Map<number, AddressLimit>();
  const limitOf = (perHour: number): AddressLimit => {
    const known = limits.get(perHour) ?? new AddressLimit({ burst: perHour, perSecond: perHour / 3_600 }, clock);
    limits.set(perHour, known);
    return known;
  };
  return [showRoute(tickets, port, clock), askRoute(tickets, port, { clock, limitOf })];
}

function switchedOn(port: FormPort): NonNullable<ReturnType<FormPort['form']>> {
  const form = port.form();
  if (!form) throw new HttpFault(404, new Fault('tickets.no-form', 'The form for visitors is switched off. tickets.webForm in the configuration switches it on.'));
  return form;
}

function showRoute(tickets: TicketPort, port: FormPort, clock: Clock): Route {
  return route({
    method: 'GET',
    path: '/api/ticket-form',
    summary: 'The form for visitors: its templates, and the work to be done before it is sent',
    need: 'anybody',
    query: NoQuery,
    answers: { 200: { description: 'What the page needs', schema: FormBody }, 404: { description: 'It is switched off', schema: ErrorBody } },
    handle: async () => {
      const { templates } = switchedOn(port);
      const shown = tickets.choices().templates.filter(({ id }) => templates.length === 0 || templates.includes(id));
      return { company: port.company(), templates: shown.map(({ queue: _, ...template }) => template), ...newChallenge(port.key, port.newNonce(), clock.wall()) };
    },
  });
}

interface Guards {
  readonly clock: Clock;
  readonly limitOf: (perHour: number) => AddressLimit;
}

function askRoute(tickets: TicketPort, port: FormPort, { clock, limitOf }: Guards): Route {
  return route({
    method: 'POST',
    path: '/api/ticket-form',
    summary: 'A visitor writes; the same challenge again is the same ticket',
    need: 'anybody',
    largestBody: LARGEST_BODY,
    query: NoQuery,
    body: AskBody,
    answers: {
      200: { description: 'It was taken', schema: AskedBody },
      404: { description: 'The form is switched off', schema: ErrorBody },
      422: { description: 'Something is missing or wrong; `problems` tells all of it', schema: ErrorBody },
      429: { description: 'Too many from this address', schema: ErrorBody },
    },
    handle: async ({ body, client }) => {
      const { templates, queue, perAddressPerHour } = switchedOn(port);
      const { website, challenge, answer, name: said, number, email, ...wish } = body;
      if (templates.length > 0 && !templates.includes(wish.template)) throw new HttpFault(422, new Fault('tickets.unknown-template', `The form has no template "${wish.template}"; it has: ${templates.join(', ')}.`));
      if (!isSolved(port.key, challenge, answer, clock.wall())) throw new HttpFault(422, new Fault('tickets.form-stale', 'The form was open for too long, or its work was not done. Open it again.'));
      // A program is told what a person is, and nothing is kept.
      if (website !== '') return { number: '0000000000' };
      const problems = tickets.check?.({ ...wish, requester: {} }) ?? [];
      // Who only forgot a field is not counted.
      const wait = problems.length > 0 ? 0 : limitOf(perAddressPerHour).take(client.address);
      if (wait > 0) throw new HttpFault(429, new Fault('api.too-many-requests', `Too many requests. Try again in ${wait} s.`, { retryable: true }), wait);
      const given = Object.entries({ name: said.trim(), number: number.trim(), email: email.trim() }).filter(([, value]) => value !== '');
      const made = done(await tickets.create({ ...wish, requester: Object.fromEntries(given), tags: ['web'], ...(queue === undefined ? {} : { queue }) }, { by: 'form', key: `form/${challenge}` }));
      return { number: made.ticket.id };
    },
  });
}
