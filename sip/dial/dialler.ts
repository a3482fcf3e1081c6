import type { Scope } from '#core';

import { extraHeaders } from '../control/wire-text.ts';
import type { LegTable } from '../leg/leg-table.ts';
import type { LegWorld } from '../leg/leg-world.ts';
import { ALLOW } from '../message/capabilities.ts';
import { fromHeader } from '../message/from-header.ts';
import type { DialRequest, OutgoingCall } from '../port.ts';
import type { Binding } from '../registrar/binding-table.ts';
import type { Registrar } from '../registrar/registrar.ts';
import type { Invitation } from './branch.ts';
import { dialTarget } from './dial-target.ts';
import { Outgoing } from './outgoing.ts';

/** Calls accounts at their registered contacts. */
export class Dialler {
  readonly #world: LegWorld;
  readonly #legs: LegTable;
  readonly #registrar: Registrar;
  readonly #calls = new Set<Outgoing>();

  constructor(world: LegWorld, legs: LegTable, registrar: Registrar) {
    this.#world = world;
    this.#legs = legs;
    this.#registrar = registrar;
  }

  /** Calls until nothing more can come of them: a cancelled one until its last response. */
  get size(): number {
    return this.#calls.size;
  }

  dial(request: DialRequest, scope: Scope): OutgoingCall {
    const kind = request.kind ?? this.#registrar.newestOf(request.account)?.kind;
    const bindings = this.#registrar.bindingsOf(request.account).filter((binding) => binding.kind === kind);
    const invitations = bindings.map((binding) => this.#invitation(request, binding));
    const call: Outgoing = new Outgoing(invitations, this.#world, this.#legs, request.timeoutMs, () => this.#calls.delete(call));
    if (invitations.length > 0) this.#calls.add(call);
    else call.giveUp({ code: 480, by: 'server', text: 'not registered' });
    return call.hangOn(scope);
  }

  cancelAll(text: string): void {
    for (const call of this.#calls) call.cancel(text);
  }

  #invitation({ account, ...request }: DialRequest, binding: Binding): Invitation {
    const invited = invitation(request, binding);
    // A phone may be back at its address at any time; a connection is not.
    return binding.kind === 'browser' ? { ...invited, onUnreachable: () => this.#registrar.unreachable(account, binding) } : invited;
  }
}

function invitation({ from, sdp, headers }: Omit<DialRequest, 'account'>, { contact, source }: Binding): Invitation {
  const target = dialTarget(contact, source);
  // Without a To of ours drachtio-server makes one without brackets: parameters of the URI become those of the header.
  const own = { From: fromHeader(from), To: `<${target.uri}>`, Allow: ALLOW };
  return { target, address: source.address, sdp, headers: { ...extraHeaders(headers), ...own } };
}
