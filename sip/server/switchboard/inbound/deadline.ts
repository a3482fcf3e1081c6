import type { Board } from '../board.ts';
import { cancelMadeUp } from './cancel-in.ts';
import { answerSelf, type Incoming } from './incoming.ts';

/**
 * Limits the application's time for a request it was handed (drachtio-server leaves the sender waiting for ever).
 * An INVITE is safe once it rings; everything else needs a final answer before the sender's own 32 s are over.
 */
export function answerInTime(board: Board, incoming: Incoming): void {
  const { waits } = board;
  const { method } = incoming.request;
  const invite = method === 'INVITE';
  const delay = invite ? waits.inviteAnswer : method === 'BYE' ? waits.byeAnswer : waits.otherAnswer;
  if (invite) incoming.unwatch = incoming.flow.onBreak(() => cancelMadeUp(board, incoming));
  incoming.deadline = board.timers.after(delay, () => {
    const { transaction } = incoming;
    if (transaction.isFinal || (invite && transaction.status > 100)) return;
    if (method === 'BYE') return answerSelf(board, incoming, 200);
    board.log.warn('an application left a request unanswered', { method });
    // RFC 4320 §4.1: never 408 to anything but INVITE.
    answerSelf(board, incoming, invite ? 480 : 503);
  });
}
