import type { Config } from '#config';
import type { Random } from '#core';
import type { Store } from '#store';

export interface AgentAccount {
  readonly id: string;
  readonly name: string;
  readonly extension: string;
  readonly password: string;
  /** Made by us, so it may be shown to whoever starts the server. */
  readonly generated: boolean;
}

/** Letters and digits that cannot be mistaken for one another on a desk phone's screen. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** The SIP accounts: passwords from the configuration, else made once at random and kept in the database. */
export async function agentAccounts(config: Config, store: Store, random: Random): Promise<AgentAccount[]> {
  const accounts: AgentAccount[] = [];
  for (const { id, name, extension, password: named } of config.agents) {
    if (named !== undefined) {
      accounts.push({ id, name, extension, password: named, generated: false });
      continue;
    }
    const key = `agent-password/${id}`;
    const kept = await store.setting(key);
    const password = kept ?? (await store.firstSetting(key, makePassword(random)));
    accounts.push({ id, name, extension, password, generated: true });
  }
  return accounts;
}

/** About 59 bits. */
export function makePassword(random: Random): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[random.int(ALPHABET.length)]).join('');
}
