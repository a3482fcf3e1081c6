import { Emitter, Scope } from '#core';

import type { DialogLeg } from '../leg/dialog-leg.ts';
import type { LegTable } from '../leg/leg-table.ts';
import type { LegWorld } from '../leg/leg-world.ts';
import type { EndCause, Leg, OutgoingCall } from '../port.ts';
import { Branch, type Invitation } from './branch.ts';
import { type RaceEffect, type RaceInput, startRace, stepRace } from './dial-race.ts';

type Outcome = { ok: true; leg: Leg } | { ok: false; cause: EndCause };

/** A call to all contacts of an account: the race decides, this carries out. */
export class Outgoing implements OutgoingCall {
  readonly ringing = new Emitter<void>();
  readonly outcome: Promise<Outcome>;
  #settle: (outcome: Outcome) => void = () => {};
  /** Timer and tie to the caller's scope, until settled. */
  readonly #scope = new Scope();
  readonly #branches: Branch[] = [];
  readonly #legs = new Map<number, DialogLeg>();
  readonly #onOver: () => void;
  #race;
  #open: number;

  constructor(invitations: readonly Invitation[], world: LegWorld, legs: LegTable, timeoutMs: number, onOver: () => void) {
    this.outcome = new Promise((resolve) => (this.#settle = resolve));
    this.#onOver = onOver;
    this.#race = startRace(invitations.length);
    this.#open = invitations.length;
    this.#scope.after(world.clock, timeoutMs, () => this.#step({ is: 'timeout' }));
    for (const [branch, invitation] of invitations.entries()) {
      const listener = {
        ringing: () => this.#step({ is: 'ringing' }),
        answered: (leg: DialogLeg) => this.#onAnswer(branch, leg),
        failed: (cause: EndCause) => this.#step({ is: 'failed', branch, cause }),
        over: () => this.#onBranchOver(),
      };
      this.#branches.push(new Branch(invitation, world, legs, listener));
    }
  }

  cancel(text: string, elsewhere = false): void {
    this.#step({ is: 'given-up', cause: { code: 487, by: 'local', text }, elsewhere });
  }

  giveUp(cause: EndCause): void {
    this.#step({ is: 'given-up', cause, elsewhere: false });
  }

  /** The end of `scope` cancels the call, unless its outcome is known. */
  hangOn(scope: Scope): this {
    const forget = scope.onEnd(() => this.cancel(scope.reason));
    this.#scope.onEnd(forget);
    return this;
  }

  #onAnswer(branch: number, leg: DialogLeg): void {
    this.#legs.set(branch, leg);
    this.#step({ is: 'answered', branch });
  }

  #onBranchOver(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#onOver();
  }

  #step(input: RaceInput): void {
    const { race, effects } = stepRace(this.#race, input);
    this.#race = race;
    for (const effect of effects) this.#carryOut(effect);
  }

  #carryOut(effect: RaceEffect): void {
    switch (effect.do) {
      case 'announce-ringing':
        return this.ringing.emit();
      case 'cancel':
        return this.#branches[effect.branch]?.cancel(effect.code, effect.text);
      case 'take':
        return this.#take(this.#legs.get(effect.branch));
      case 'hang-up':
        return this.#legs.get(effect.branch)?.hangUp({ code: 487, by: 'server', text: 'answered too late' });
      case 'settle':
        return this.#finish({ ok: false, cause: effect.cause });
    }
  }

  #take(leg: DialogLeg | undefined): void {
    if (leg) this.#finish({ ok: true, leg });
  }

  #finish(outcome: Outcome): void {
    this.#scope.end('settled');
    this.#settle(outcome);
  }
}
