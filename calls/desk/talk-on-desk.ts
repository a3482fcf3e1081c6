import type { Talking } from './workplaces.ts';
import { Paper } from './paper.ts';

/** Why an agent is not ready who has not chosen what the last call was about. */
export const DISPOSITION_MISSING = 'disposition-missing';

/** A conversation begins: it lies on the agent's desk with a fresh sheet; the one before is put away. */
export function layOnDesk(talking: Talking, agent: string): void {
  const { workplaces } = talking.call.house;
  workplaces.of(agent).paper?.save();
  workplaces.put(agent, { talking, ringing: undefined, paper: new Paper(talking.call, agent) });
}

/** It is over: wrap-up begins, and may not end by itself while a disposition is missing. */
export function takeFromDesk(talking: Talking, agent: string): void {
  const { workplaces, settings, desk } = talking.call.house;
  const { paper, talking: present, usesPage = false } = workplaces.of(agent);
  if (paper?.call === talking.call) paper.talked = true;
  const missing = usesPage && settings.dispositionRequired === true && paper?.disposition === undefined;
  desk.send({ type: 'wrap-up.owed', agent, reason: missing ? DISPOSITION_MISSING : undefined });
  if (present === talking) workplaces.put(agent, { talking: undefined });
}
