import type { AuditAction, Permission, Subject } from '#access';
import { Fault, type Result } from '#core';
import type { ReviewCallRow } from '#contract';
import type { Doer, OpenedCall, QualityDesk, ReviewCopyAsked, ReviewDesk } from '#qa';
import { HttpFault } from '../../http/route.ts';
import type { AccessPort } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import { forbidden } from '../../who/gate.ts';
import { maskNumber } from '../../who/mask-number.ts';
import type { TeamMap } from '../../who/team-map.ts';
import type { ReviewPort } from './review-port.ts';

export interface ReviewRoutesParts {
  readonly review: ReviewPort;
  readonly teams: Pick<TeamMap, 'ofCall' | 'ofAgent'>;
  readonly audit: AccessPort['audit'] | undefined;
  /** Who may take part in a calibration. */
  readonly people?: AccessPort['people'] | undefined;
  readonly may?: AccessPort['may'] | undefined;
}

/** Inputs that are wrong; every other fault of a review is a conflict with how things stand. */
const WRONG_INPUT: ReadonlySet<string> = new Set(['qa.bad-answer', 'qa.reason-missing', 'qa.no-such-word', 'qa.not-drawn']);

/** Who may do what with reviews; every route asks here. */
export class ReviewAccess {
  readonly #parts: ReviewRoutesParts;

  constructor(parts: ReviewRoutesParts) {
    this.#parts = parts;
  }

  get desk(): ReviewDesk {
    return this.#parts.review.desk;
  }

  get quality(): QualityDesk {
    return this.#parts.review.quality;
  }

  /** The call, when the caller has this permission for it; 404 or 403. */
  async open(caller: Caller, id: string, permission: Permission, asked?: ReviewCopyAsked): Promise<OpenedCall> {
    const opened = await this.desk.open(id, asked);
    if (!opened) throw unknownCall();
    if (!this.may(caller, permission, opened.agent)) throw forbidden();
    return opened;
  }

  /**
   * One of a call's reviews for a reviewer. Those of a blind calibration are their participant's, and everybody's who may review once
   * it is closed; while it is open its participants see no other review of the call (409).
   */
  async openCopy(caller: Caller, id: string, copy: string | undefined, permission: Permission): Promise<{ readonly opened: OpenedCall; readonly writable: boolean }> {
    if (copy?.startsWith('c-') === true) return this.#openCalibrated(caller, id, copy);
    const opened = await this.open(caller, id, permission, copy === undefined ? undefined : { copy });
    const reviews = this.may(caller, 'review.write', opened.agent);
    if (reviews && (await this.blindFor(caller)).has(id)) throw new HttpFault(409, new Fault('qa.blind', 'You take part in a blind calibration of this call: other reviews of it can be seen when the calibration is closed.'));
    const others = copy !== undefined && opened.author !== undefined && opened.author !== caller.actor.id;
    return { opened, writable: reviews && !others };
  }

  async #openCalibrated(caller: Caller, id: string, copy: string): Promise<{ readonly opened: OpenedCall; readonly writable: boolean }> {
    const found = await this.quality.calibrations.ofCopy(copy);
    const scorecard = found?.session.calls.find(({ call }) => call === id)?.scorecard;
    if (!found || !scorecard) throw unknownCall();
    const own = found.person.id === caller.actor.id;
    const closed = found.session.closedAt !== undefined;
    const opened = await this.open(caller, id, 'review.write', { copy, scorecard, blank: true });
    if (!own && !closed) throw forbidden();
    return { opened, writable: own && !closed };
  }

  /** Calls of which the caller may see nobody else's review now. */
  blindFor(caller: Caller): Promise<ReadonlySet<string>> {
    return this.quality.calibrations.blindFor(caller.actor.id);
  }

  /** Nobody writes the review of an own call. */
  may(caller: Caller, permission: Permission, agent: string | undefined): boolean {
    const own = agent !== undefined && caller.person?.agent === agent;
    if (own && (permission === 'review.write' || permission === 'review.arbitrate' || permission === 'word.correct')) return false;
    return caller.may(permission, this.#subject(agent));
  }

  masked<R extends Omit<ReviewCallRow, 'review'>>(caller: Caller, row: R): R {
    return caller.may('numbers.see', this.#subject(row.agent)) ? row : { ...row, from: maskNumber(row.from) };
  }

  /** Awaited before the answer: what is not in the audit log did not happen. */
  async record(caller: Caller, action: AuditAction, call: string): Promise<void> {
    await this.#parts.audit?.record(caller.actor, action, call);
  }

  #subject(agent: string | undefined): Subject {
    return agent === undefined ? {} : this.#parts.teams.ofCall({ agent });
  }
}

export const doerOf = (caller: Caller): Doer => ({ id: caller.actor.id, name: caller.person?.name ?? caller.actor.id });

export function done<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new HttpFault(WRONG_INPUT.has(result.fault.code) ? 400 : 409, result.fault);
}

/** A row without what a participant of a blind calibration may not see. */
export function unseen(row: ReviewCallRow, blind: ReadonlySet<string>): ReviewCallRow {
  if (!blind.has(row.id)) return row;
  const { review: _review, automatic: _automatic, ...rest } = row;
  return rest;
}

export const unknownCall = () => new HttpFault(404, new Fault('api.unknown-call', 'There is no call with this id. GET /api/calls lists them.'));
