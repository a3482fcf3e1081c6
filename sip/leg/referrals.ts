import { Emitter } from '#core';

import type { InboundRequest } from '../control/control.ts';
import { oneLine } from '../message/header-text.ts';
import { judgeReferTo } from '../message/refer-to.ts';
import type { Referral } from '../port.ts';
import type { Dialog, LegWorld } from './leg-world.ts';

type State = 'asked' | 'accepted' | 'over';

/** How long we promise to report; the application settles a transfer far earlier. */
const SUBSCRIPTION_S = 180;

/**
 * REFERs of the other side and their progress reports (RFC 3515).
 *
 *   asked ──accept: 202, NOTIFY 100──▶ accepted ──notify(≥200): NOTIFY, terminated──▶ over
 *     └──refuse, time──▶ over
 */
export class Referrals {
  readonly referred = new Emitter<Referral>();
  readonly #dialog: Dialog;
  readonly #world: LegWorld;
  #count = 0;

  constructor(dialog: Dialog, world: LegWorld) {
    this.#dialog = dialog;
    this.#world = world;
  }

  receive(request: InboundRequest): void {
    const judged = judgeReferTo(request.header('refer-to'));
    if (!judged.ok) return request.reply(judged.code, judged.reason);
    if (this.referred.size === 0) return request.reply(603);
    let state: State = 'asked';
    const event = this.#eventOf(request);
    const timer = this.#dialog.scope.after(this.#world.clock, this.#world.limits.decideMs, () => refuse(480));
    const forget = this.#dialog.scope.onEnd(() => refuse(487));
    const decide = (next: State) => {
      state = next;
      timer.cancel();
      forget();
    };
    const refuse = (code: number, reason?: string) => {
      if (state !== 'asked') return;
      decide('over');
      request.reply(code, reason);
    };
    const notify = (code: number, reason: string) => {
      if (state !== 'accepted') return;
      if (code >= 200) state = 'over';
      this.#notify(event, code, reason);
    };
    const accept = () => {
      if (state !== 'asked') return;
      decide('accepted');
      request.reply(202);
      notify(100, 'Trying');
    };
    this.referred.emit({ target: judged.target, accept, refuse, notify });
  }

  /** RFC 3515 §2.4.6: from the second REFER in a dialog on, reports say which one they are about. */
  #eventOf(request: InboundRequest): string {
    this.#count += 1;
    const cseq = /^\d+/.exec(request.header('cseq') ?? '')?.[0];
    return this.#count === 1 || cseq === undefined ? 'refer' : `refer;id=${cseq}`;
  }

  #notify(event: string, code: number, reason: string): void {
    if (this.#dialog.isEnded) return;
    const over = code >= 200;
    this.#world.control.send(
      {
        method: 'NOTIFY',
        dialogId: this.#dialog.id,
        headers: {
          Event: event,
          'Subscription-State': over ? 'terminated;reason=noresource' : `active;expires=${SUBSCRIPTION_S}`,
        },
        contentType: 'message/sipfrag;version=2.0',
        body: `SIP/2.0 ${code} ${oneLine(reason)}\r\n`,
      },
      { response() {}, failed: (fault) => this.#world.log.debug('a transfer report was not sent', { fault }) },
    );
  }
}
