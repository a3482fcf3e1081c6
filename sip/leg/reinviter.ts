import { Fault, type Result, failed, ok } from '#core';

import type { InboundResponse } from '../control/control.ts';
import { ALLOW } from '../message/capabilities.ts';
import { reasonHeader } from '../message/reason.ts';
import type { Dialog, LegWorld } from './leg-world.ts';

type Attempt = { readonly kind: 'done'; readonly result: Result<string> } | { readonly kind: 'glare' };

/** With waits of up to 4 s between them this is more patience than a phone has. */
const MOST_ATTEMPTS = 5;

/**
 * Our re-INVITEs, one after the other (RFC 3261 §14.1). Not by srf's modify(), which never runs again after a refusal,
 * and guarded by a timer, since drachtio-server loses the 200 of a re-INVITE that rang first.
 */
export class Reinviter {
  readonly #dialog: Dialog;
  readonly #world: LegWorld;
  readonly #remoteOfferPending: () => boolean;
  #queue: Promise<unknown> = Promise.resolve();
  #inFlight = false;

  constructor(dialog: Dialog, world: LegWorld, remoteOfferPending: () => boolean) {
    this.#dialog = dialog;
    this.#world = world;
    this.#remoteOfferPending = remoteOfferPending;
  }

  get isOffering(): boolean {
    return this.#inFlight;
  }

  send(sdp: string): Promise<Result<string>> {
    const result = this.#queue.then(() => this.#insist(sdp));
    this.#queue = result;
    return result;
  }

  async #insist(sdp: string): Promise<Result<string>> {
    for (let i = 0; i < MOST_ATTEMPTS; i++) {
      if (this.#dialog.isEnded) return failed(legEnded());
      const attempt: Attempt = this.#remoteOfferPending() ? { kind: 'glare' } : await this.#once(sdp);
      if (attempt.kind === 'done') return attempt.result;
      await this.#wait(glareWait(this.#dialog.isOurs, this.#world.random));
    }
    return failed(new Fault('sip.glare', 'both sides kept changing the call at once; try again later', { retryable: true }));
  }

  #once(sdp: string): Promise<Attempt> {
    this.#inFlight = true;
    return new Promise((resolve) => {
      const settle = (attempt: Attempt) => {
        timer.cancel();
        this.#inFlight = false;
        resolve(attempt);
      };
      const request = { method: 'INVITE', dialogId: this.#dialog.id, body: sdp, headers: { Allow: ALLOW } };
      const sent = this.#world.control.send(request, {
        response: (response) => {
          if (response.status < 200) return;
          keepOpen();
          settle(this.#judge(response));
        },
        failed: (fault) => {
          keepOpen();
          if (fault.code === 'sip.no-dialog') this.#dialog.vanish({ code: 481, text: 'dialog unknown to the server' }, false);
          settle({ kind: 'done', result: failed(fault) });
        },
      });
      const keepOpen = this.#dialog.scope.onEnd(() => {
        sent.forget();
        settle({ kind: 'done', result: failed(legEnded()) });
      });
      const timer = this.#world.clock.after(this.#world.limits.reinviteMs, () => {
        sent.cancel(reasonHeader(408, 'no answer to the change of the call'));
        settle({ kind: 'done', result: failed(silent()) });
      });
    });
  }

  #judge(response: InboundResponse): Attempt {
    const { status, body } = response;
    if (status === 491) return { kind: 'glare' };
    if (status >= 300) return { kind: 'done', result: failed(this.#refused(status)) };
    response.ack();
    if (body === '') return { kind: 'done', result: failed(new Fault('sip.no-answer', 'the other side accepted the change without a session description')) };
    this.#dialog.remoteSdp = body;
    return { kind: 'done', result: ok(body) };
  }

  /** 481 and 408 end the dialog itself (RFC 3261 §12.2.1.2). */
  #refused(status: number): Fault {
    if (status === 481 || status === 408) this.#dialog.vanish({ code: status, text: 'no longer knows the call' }, status === 408);
    return new Fault('sip.reinvite-refused', `the other side refused to change the call (${status}); it goes on as it was`);
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { scope } = this.#dialog;
      const forget = scope.onEnd(resolve);
      scope.after(this.#world.clock, ms, () => {
        forget();
        resolve();
      });
    });
  }
}

/** RFC 3261 §14.1: 2.1–4 s for the owner of the Call-ID, 0–2 s for the other, in steps of 10 ms. */
export function glareWait(isOurs: boolean, random: { int(below: number): number }): number {
  return isOurs ? 2100 + 10 * random.int(191) : 10 * random.int(201);
}

const legEnded = () => new Fault('sip.leg-ended', 'the call has ended; nothing can be changed any more');
const silent = () => new Fault('sip.reinvite-timeout', 'the other side did not answer the change of the call; end it or try again', { retryable: true });
