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
  for (const { id, name, extension, password } of config.agents) {
    if (password !== undefined) {
      accounts.push({ id, name, extension, password, generated: false });
      continue;
    }
    const key = `agent-password/${id}`;
    const kept = await store.setting(key);
    const made = kept ?? makePassword(random);
    if (kept === undefined) await store.setSetting(key, made);
    accounts.push({ id, name, extension, password: made, generated: true });
  }
  return accounts;
}

/** About 59 bits. */
export function makePassword(random: Random): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[random.int(ALPHABET.length)]).join('');
}
