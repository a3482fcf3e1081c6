import type { Person } from '#contract';
import { post } from '../api/client.ts';
import { kept, unkept } from '../settings/settings.ts';
import { session } from './session.ts';

let keeping = false;

/** Language and theme chosen on the page go to the account of whoever is signed in; what fails waits for the next choice or sign-in. */
export function keepChoices(): () => void {
  const leave = [session.follow(() => void keep()), unkept.follow(() => void keep())];
  void keep();
  return () => leave.forEach((each) => each());
}

async function keep(): Promise<void> {
  const choice = unkept.get();
  if (keeping || session.get().kind !== 'in' || Object.keys(choice).length === 0) return;
  keeping = true;
  const done = await post<Person>('/api/me/preferences', choice).then(() => true, () => false);
  keeping = false;
  if (done) kept(choice);
}
