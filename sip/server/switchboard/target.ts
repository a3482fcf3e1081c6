import type { Dialog } from '../dialog/dialog.ts';
import { contactUri } from '../dialog/route-set.ts';
import type { SipMessage } from '../message/message.ts';
import type { Flow } from '../transport/port.ts';

/** RFC 3261 §12.2: re-INVITE, UPDATE and SUBSCRIBE with their 2xx move the remote target; the route set stays. */
export function refreshTarget(dialog: Dialog, message: SipMessage, from: Flow): void {
  const uri = contactUri(message);
  if (uri !== undefined) dialog.target = uri;
  if (from.alive) dialog.flow = from;
}
