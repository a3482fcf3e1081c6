import type { Api } from '#api';
import type { House } from '../../calls/index.ts';
import type { CallFlow } from '../../call-flow.ts';
import type { SipSide } from '../open-sip.ts';

/** Everything alive, by name; zero when idle. */
export async function countAll(house: House, flow: CallFlow, sipSide: SipSide, api: Api): Promise<Record<string, number>> {
  const groups = {
    sip: house.sip.counts(),
    sipServer: sipSide.counts(),
    media: await house.media.counts(),
    agitation: { conversations: house.ears?.count ?? 0 },
    transcription: house.transcription?.counts() ?? {},
    routing: house.desk.counts(),
    api: api.counts(),
  };
  const counts: Record<string, number> = { calls: flow.open.size, dispatch: house.dispatch.size, backlog: house.store.backlog };
  for (const [group, values] of Object.entries(groups)) {
    for (const [name, value] of Object.entries(values)) counts[`${group}.${name}`] = value;
  }
  return counts;
}
