import type { Scope } from '#core';

import type { InboundResponse } from '../control/control.ts';
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
import { credentialsFor, numberAt, type TrunkAccount, trunkAddress } from './trunk.ts';

/** Calls accounts at their registered contacts. */
export class Dialler {
  readonly #world: LegWorld;
  readonly #legs: LegTable;
  readonly #registrar: Registrar;
  readonly #trunk: () => TrunkAccount | undefined;
  readonly #calls = new Set<Outgoing>();

  constructor(world: LegWorld, legs: LegTable, registrar: Registrar, trunk: () => TrunkAccount | undefined = () => undefined) {
    this.#world = world;
    this.#legs = legs;
    this.#registrar = registrar;
    this.#trunk = trunk;
  }

  /** Calls until nothing more can come of them: a cancelled one until its last response. */
  get size(): number {
    return this.#calls.size;
  }

  dial(request: DialRequest, scope: Scope): OutgoingCall {
    if (request.number !== undefined) return this.#start(this.#byTrunk(request, request.number), request, 'no trunk takes this number').hangOn(scope);
    const kind = request.kind ?? this.#registrar.newestOf(request.account)?.kind;
    const bindings = this.#registrar.bindingsOf(request.account).filter((binding) => binding.kind === kind);
    const invitations = bindings.map((binding) => this.#invitation(request, binding));
    return this.#start(invitations, request, 'not registered').hangOn(scope);
  }

  #start(invitations: readonly Invitation[], request: DialRequest, otherwise: string): Outgoing {
    const call: Outgoing = new Outgoing(invitations, this.#world, this.#legs, request.timeoutMs, () => this.#calls.delete(call));
    if (invitations.length > 0) this.#calls.add(call);
    else call.giveUp({ code: 480, by: 'server', text: otherwise });
    return call;
  }

  #byTrunk(request: DialRequest, number: string): Invitation[] {
    const trunk = this.#trunk();
    const uri = trunk && numberAt(trunk, number);
    if (!trunk || uri === undefined) return [];
    const from = trunk.number === undefined ? request.from : { ...request.from, user: trunk.number };
    const own = { From: fromHeader(from), To: `<${uri}>`, Allow: ALLOW };
    const authorize = (response: InboundResponse) => credentialsFor(trunk, uri, response, this.#world.random);
    return [{ target: { uri }, address: trunkAddress(trunk), sdp: request.sdp, headers: { ...extraHeaders(request.headers), ...own }, authorize }];
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
