import { type Call, orEnd } from '../call.ts';
import { agentOfAccount, type CallSettings } from '../house.ts';
import { promptRef } from '#ivr';

/** Whether these keys set the state of the agent who dials them. */
export const isFeatureCode = ({ featureCodes }: CallSettings, dialled: string): boolean =>
  dialled === featureCodes.ready || dialled === featureCodes.notReady;

/** An agent dialled `*60` or the like from the own phone: sets the state, says so, hangs up. False = not such a code. */
export async function dialFeatureCode(call: Call, account: string, dialled: string): Promise<boolean> {
  const { featureCodes } = call.house.settings;
  const agent = agentOfAccount(call.house.settings, account)?.id;
  if (agent === undefined) return false;
  if (!isFeatureCode(call.house.settings, dialled)) return false;
  const ready = dialled === featureCodes.ready;
  const { desk } = call.house;
  if (ready) desk.send({ type: 'agent.ready', agent });
  else desk.send({ type: 'agent.not-ready', agent, reason: 'by-phone' });
  const prompt = promptRef(ready ? 'agent-ready' : 'agent-not-ready', call.language);
  const spoken = call.caller?.media.play([prompt]);
  if (spoken) await orEnd(call.scope, spoken);
  call.end({ by: 'server', code: 200, text: 'feature code done' });
  return true;
}
