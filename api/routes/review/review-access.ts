import type { AuditAction, Permission, Subject } from '#access';
import { Fault, type Result } from '#core';
import type { ReviewCallRow } from '#contract';
import type { Doer, OpenedCall, ReviewDesk } from '#qa';
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
}

/** Inputs that are wrong; every other fault of a review is a conflict with how things stand. */
const WRONG_INPUT: ReadonlySet<string> = new Set(['qa.bad-answer', 'qa.reason-missing', 'qa.no-such-word']);

/** Who may do what with reviews; every route asks here. */
export class ReviewAccess {
  readonly #parts: ReviewRoutesParts;

  constructor(parts: ReviewRoutesParts) {
    this.#parts = parts;
  }

  get desk(): ReviewDesk {
    return this.#parts.review.desk;
  }

  /** The call, when the caller has this permission for it; 404 or 403. */
  async open(caller: Caller, id: string, permission: Permission): Promise<OpenedCall> {
    const opened = await this.desk.open(id);
    if (!opened) throw unknownCall();
    if (!this.may(caller, permission, opened.agent)) throw forbidden();
    return opened;
  }

  /** Nobody writes the review of an own call. */
  may(caller: Caller, permission: Permission, agent: string | undefined): boolean {
    const own = agent !== undefined && caller.person?.agent === agent;
    if (own && (permission === 'review.write' || permission === 'word.correct')) return false;
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

export const unknownCall = () => new HttpFault(404, new Fault('api.unknown-call', 'There is no call with this id. GET /api/calls lists them.'));
