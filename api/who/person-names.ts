import type { AccessPort } from '../port.ts';

/** Names of those who did something, by the ids that are kept; programs and people who are gone have none. */
export async function namesOf(people: Pick<AccessPort['people'], 'find'> | undefined, ids: Iterable<string | undefined>): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== undefined);
  const found = await Promise.all(wanted.map(async (id) => [id, (await people?.find(id))?.name] as const));
  return new Map(found.flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
}
