import type { InboundRequest } from '../control/control.ts';
import { DialogLeg, type DialogSeed } from './dialog-leg.ts';
import type { LegWorld } from './leg-world.ts';
import { Tally } from './tally.ts';

/** All dialogs by the id the server gave them. */
export class LegTable {
  readonly #legs = new Map<string, DialogLeg>();
  /** Calls of each address that are not answered yet, or answered and without their ACK. */
  readonly unacknowledged = new Tally();
  readonly #world: LegWorld;
  /** Dialogs whose connection broke: their callers are told when it is back, if the server still knows them. */
  #orphans: string[] = [];

  constructor(world: LegWorld) {
    this.#world = world;
    world.control.lost.on(() => this.#loseAll());
    world.control.restored.on(() => this.#endOrphans());
  }

  /** Legs until their BYE is settled. */
  get size(): number {
    return this.#legs.size;
  }

  add(seed: DialogSeed): DialogLeg {
    const settle = seed.isOurs ? () => {} : this.unacknowledged.add(seed.remoteAddress);
    const leg = new DialogLeg(seed, this.#world, (gone) => {
      settle();
      if (this.#legs.get(gone.id) === gone) this.#legs.delete(gone.id);
    });
    leg.acknowledged.once(settle);
    this.#legs.set(leg.id, leg);
    return leg;
  }

  /** An established dialog with this Call-ID and caller's tag: a second one would take its id (drachtio's ids lack the To tag). */
  knows(callId: string, fromTag: string | undefined): boolean {
    return this.#legs.has(`${callId};from-tag=${fromTag ?? ''}`);
  }

  /** False when no dialog of ours has this request's id. */
  handle(request: InboundRequest): boolean {
    const leg = this.#legs.get(request.dialogId);
    leg?.handle(request);
    return leg !== undefined;
  }

  hangUpAll(text: string): void {
    for (const leg of this.#legs.values()) leg.hangUp({ code: 503, by: 'server', text });
  }

  #loseAll(): void {
    const legs = [...this.#legs.values()];
    this.#orphans = [...this.#orphans, ...legs.map((leg) => leg.id)];
    this.#legs.clear();
    for (const leg of legs) leg.abandon({ code: 503, text: 'the connection to the SIP server broke' });
  }

  #endOrphans(): void {
    const orphans = this.#orphans;
    this.#orphans = [];
    for (const dialogId of orphans) {
      this.#world.control.send({ method: 'BYE', dialogId }, { response() {}, failed() {} });
    }
  }
}
