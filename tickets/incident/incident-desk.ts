import { type Fault, type Random, type Result, failed, ok } from '#core';
import { replyProblems } from '../decide/limits.ts';
import type { GivenBy, TicketDesk } from '../desk/ticket-desk.ts';
import type { IncidentDone, Ticket, TicketChange, TicketState } from '../model.ts';
import { TicketRefusal } from '../refusal.ts';
import { personalised, placeholderProblems } from './placeholders.ts';

/** One text for all, or one for each language. */
export type IncidentText = string | { readonly zh: string; readonly en: string };

export interface IncidentResult {
  readonly incident: Ticket;
  /** Tickets it was done to, now or with the same key before. */
  readonly done: number;
  readonly refused: readonly { readonly ticket: string; readonly code: string; readonly message: string }[];
}

/** More children than these are answered by calling again: `state` narrows to those not yet done. */
const MOST_CHILDREN = 10_000;
const PAGE = 1_000;
/** Others want to write, too. */
const AT_ONCE = 500;
const OPEN: readonly TicketState[] = ['new', 'open', 'pending', 'on-hold'];

type Sent = readonly [ticket: Ticket, result: Result<Ticket>];

/**
 * Many tickets under one cause, their parent: answered at once, solved at once, each with its own history.
 * An order that was interrupted is given again with the same key: nobody is answered twice.
 */
export class IncidentDesk {
  readonly #desk: TicketDesk;
  readonly #random: Random;

  constructor(desk: TicketDesk, random: Random) {
    this.#desk = desk;
    this.#random = random;
  }

  /** Puts tickets under the cause. Faults: tickets.unknown, those of `TicketDesk.change` for each in `refused`. */
  attach(id: string, tickets: readonly string[], given: GivenBy): Promise<Result<IncidentResult>> {
    return this.#family(id, tickets, given, 'attached');
  }

  detach(id: string, tickets: readonly string[], given: GivenBy): Promise<Result<IncidentResult>> {
    return this.#family(id, tickets, given, 'detached');
  }

  /** Answers every open child publicly, each in its language and with its own words in the placeholders. Faults: tickets.unknown, tickets.invalid. */
  async answer(id: string, text: IncidentText, given: GivenBy): Promise<Result<IncidentResult>> {
    const wrong = textFault(text);
    if (wrong) return failed(wrong);
    return this.#all(id, 'answered', given, { text, states: OPEN, changes: (child, incident) => [reply(text, child, incident)] });
  }

  /** Solves every open child and the cause itself; with a text each child is answered first. Faults: tickets.unknown, tickets.invalid. */
  async resolve(id: string, { text, reason }: { readonly text?: IncidentText; readonly reason?: string }, given: GivenBy): Promise<Result<IncidentResult>> {
    const wrong = text === undefined ? undefined : textFault(text);
    if (wrong) return failed(wrong);
    const keyed = { ...given, key: keyOf(given, this.#random) };
    const move: TicketChange = { type: 'move', to: 'resolved', reason: reason ?? `incident ${id}` };
    const done = await this.#all(id, 'resolved', keyed, { ...(text === undefined ? {} : { text }), states: OPEN, changes: (child, incident) => [...(text === undefined ? [] : [reply(text, child, incident)]), move] });
    if (!done.ok || !OPEN.includes(done.value.incident.state)) return done;
    const parent = await this.#desk.change(id, { type: 'move', to: 'resolved', ...(reason === undefined ? {} : { reason }) }, { by: given.by, key: `${keyed.key}/parent` });
    return ok(parent.ok ? { ...done.value, incident: parent.value } : { ...done.value, refused: [...done.value.refused, refusal(id, parent.fault)] });
  }

  async #family(id: string, tickets: readonly string[], given: GivenBy, did: 'attached' | 'detached'): Promise<Result<IncidentResult>> {
    const incident = await this.#desk.get(id);
    if (!incident) return failed(unknown());
    const key = keyOf(given, this.#random);
    const results = await Promise.all([...new Set(tickets)].map(async (one): Promise<readonly [string, Result<Ticket>]> => {
      if (did === 'detached' && (await this.#desk.get(one))?.parent !== id) return [one, failed(new TicketRefusal('tickets.bad-parent', 'This ticket does not belong to the incident.'))];
      return [one, await this.#desk.change(one, { type: 'update', update: { parent: did === 'attached' ? id : null } }, { by: given.by, key })];
    }));
    const refused = results.flatMap(([one, result]) => (result.ok ? [] : [refusal(one, result.fault)]));
    return this.#told(id, { did, done: results.length - refused.length, refused: refused.length }, refused, { ...given, key });
  }

  async #all(id: string, did: 'answered' | 'resolved', given: GivenBy, { text, states, changes }: { readonly text?: IncidentText; readonly states: readonly TicketState[]; readonly changes: (child: Ticket, incident: Ticket) => readonly TicketChange[] }): Promise<Result<IncidentResult>> {
    const incident = await this.#desk.get(id);
    if (!incident) return failed(unknown());
    const key = keyOf(given, this.#random);
    const children = await this.#children(id, states, key);
    const results: Sent[] = [];
    for (let from = 0; from < children.length; from += AT_ONCE) {
      results.push(...(await Promise.all(children.slice(from, from + AT_ONCE).map((child) => this.#carryOut(child, changes(child, incident), { by: given.by, key })))));
    }
    const refused = results.flatMap(([child, result]) => (result.ok ? [] : [refusal(child.id, result.fault)]));
    const shown = typeof text === 'string' ? text : text && `${text.zh}\n\n${text.en}`;
    return this.#told(id, { did, done: results.length - refused.length, refused: refused.length, ...(shown === undefined ? {} : { text: shown }) }, refused, { ...given, key });
  }

  async #carryOut(child: Ticket, changes: readonly TicketChange[], { by, key }: { readonly by: string; readonly key: string }): Promise<Sent> {
    let result: Result<Ticket> = ok(child);
    for (const change of changes) {
      result = await this.#desk.change(child.id, change, { by, key: `${key}/${change.type}` });
      if (!result.ok) break;
    }
    return [child, result];
  }

  /** Those in these states, and those that this order was given to before. */
  async #children(id: string, states: readonly TicketState[], key: string): Promise<readonly Ticket[]> {
    const found: Ticket[] = [];
    for (let page: readonly Ticket[] | undefined; page === undefined || (page.length === PAGE && found.length < MOST_CHILDREN); ) {
      const last: Ticket | undefined = found.at(-1);
      page = await this.#desk.find({ limit: PAGE, marks: [`parent:${id}`], ...(last ? { before: { at: last.createdAt, id: last.id } } : {}) });
      found.push(...page);
    }
    return found.filter(({ state, recentKeys }) => states.includes(state) || recentKeys.some((one) => one.startsWith(`${key}/`)));
  }

  async #told(id: string, did: IncidentDone, refused: IncidentResult['refused'], { by, key }: { readonly by: string; readonly key: string }): Promise<Result<IncidentResult>> {
    const told = await this.#desk.change(id, { type: 'incident', did }, { by, key: `${key}/told` });
    return told.ok ? ok({ incident: told.value, done: did.done, refused }) : told;
  }
}

const unknown = () => new TicketRefusal('tickets.unknown', 'There is no ticket with this number.');
const refusal = (ticket: string, { code, message }: Fault) => ({ ticket, code, message });
const keyOf = ({ key }: GivenBy, random: Random) => (key?.startsWith(INCIDENT) ? key : `${INCIDENT}${key ?? random.hex(8)}`);
const INCIDENT = 'incident/';
const reply = (text: IncidentText, child: Ticket, incident: Ticket): TicketChange => ({ type: 'reply', from: 'agent', text: personalised(typeof text === 'string' ? text : text[child.language], child, incident) });

function textFault(text: IncidentText): TicketRefusal | undefined {
  const texts = typeof text === 'string' ? [['text', text] as const] : [['text.zh', text.zh] as const, ['text.en', text.en] as const];
  const problems = texts.flatMap(([field, one]) => [...replyProblems(one).map((problem) => ({ ...problem, field })), ...placeholderProblems(field, one)]);
  return problems.length === 0 ? undefined : new TicketRefusal('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
}
