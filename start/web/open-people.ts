import { type Access, addSamplePeople, openAccess, type PeopleRecords, type SamplePerson } from '#access';
import type { Config } from '#config';
import type { Tools } from '../open-server.ts';

/** Who may come in, and what to tell the operator at the very first start. */
export interface PeopleSide {
  readonly access: Access;
  /** The sample company's people, made just now: their passwords are told once. */
  readonly sample: readonly SamplePerson[];
  /** For the page that makes the first administrator; undefined when there is somebody. */
  readonly firstToken: string | undefined;
}

/** Opens #access; at the first start the sample company gets its people, any other a token for the first administrator. */
export async function openPeople(config: Config, records: PeopleRecords, tools: Tools): Promise<PeopleSide> {
  const { clock, random, log, isSample = false, language = 'en' } = tools;
  const agents = new Map(config.agents.map((agent) => [agent.id, agent]));
  const { number, perAddressPerHour } = config.web.callUs;
  const access = openAccess({
    records,
    agents: (id) => agents.get(id),
    softphoneLifeMs: config.sip.softphoneSeconds * 1000,
    ...(number === undefined ? {} : { guestsPerAddressPerHour: perAddressPerHour }),
    clock, random, log,
  });
  const first = await access.firstStart.needed();
  const sample = first && isSample ? await addSamplePeople(access.people, config.agents, language, { id: 'first-start', address: '' }) : [];
  return { access, sample, firstToken: await access.firstStart.token() };
}
