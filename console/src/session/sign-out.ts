import { post } from '../api/client.ts';
import { stopLive } from '../live/live-client.ts';
import { queries } from '../api/queries.ts';
import { signedOut } from './session.ts';

/** Ends the session on the server; the page forgets everything in any case. */
export async function signOut(): Promise<void> {
  await post('/api/sign-out', {}, { open: true }).catch(() => undefined);
  stopLive();
  queries.clear();
  signedOut();
}
