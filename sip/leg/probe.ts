import type { InboundResponse } from '../control/control.ts';
import type { Dialog, LegWorld } from './leg-world.ts';

/** Asks by OPTIONS whether the other side still knows the dialog (RFC 3261 §11, §12.2.1.2); if not, the leg vanishes. */
export function probe(dialog: Dialog, world: LegWorld): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (alive: boolean) => {
      stopWaiting();
      timer.cancel();
      resolve(alive);
    };
    const gone = (code: number, sendBye: boolean) => {
      dialog.vanish({ code, text: code === 481 ? 'no longer knows the call' : 'stopped answering' }, sendBye);
      settle(false);
    };
    const sent = world.control.send(
      { method: 'OPTIONS', dialogId: dialog.id, headers: { Accept: 'application/sdp' } },
      {
        response(response) {
          if (response.status < 200) return;
          if (response.status === 481) gone(481, false);
          else if (isSilence(response)) gone(response.status, true);
          else settle(true);
        },
        failed: (fault) => (fault.code === 'sip.no-dialog' ? gone(481, false) : settle(false)),
      },
    );
    const stopWaiting = dialog.scope.onEnd(() => {
      sent.forget();
      settle(false);
    });
    const timer = world.clock.after(world.limits.probeMs, () => {
      sent.forget();
      gone(408, true);
    });
  });
}

/** 408 of anybody, or what servers make up for an address or connection that is gone: ours 503, drachtio-server 410. */
function isSilence({ status, source }: InboundResponse): boolean {
  return status === 408 || (source.address === '' && (status === 503 || status === 410));
}
