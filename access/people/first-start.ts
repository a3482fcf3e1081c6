import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault, type Random, failed } from '#core';
import type { FirstAdministrator, Person } from '#contract';
import type { Attempt, FirstStart, PeopleRecords, SignedIn } from '../port.ts';
import { type PeopleRegister, firstStartOver } from './people-register.ts';

/** Setting that holds the SHA-256 of the token. */
const SETTING = 'first-administrator-token';

export interface FirstStartOptions {
  readonly records: PeopleRecords;
  readonly register: PeopleRegister;
  readonly random: Random;
  readonly begin: (person: Person, address: string) => Promise<SignedIn>;
}

/** The first administrator, made with the token printed at start. */
export function firstStart({ records, register, random, begin }: FirstStartOptions): FirstStart {
  let over = false;
  const needed = async () => {
    // Once there is somebody there always is: people are disabled, never removed.
    over ||= await records.anybody();
    return !over;
  };
  return {
    needed,
    async token() {
      if (!(await needed())) return undefined;
      const token = random.hex(16);
      await records.setSetting(SETTING, digest(token).toString('hex'));
      return token;
    },
    async administrator({ token, login, name, password, language }: FirstAdministrator, address): Promise<Attempt<SignedIn>> {
      if (!(await needed())) return failed(firstStartOver());
      const kept = Buffer.from((await records.setting(SETTING)) ?? '', 'hex');
      const given = digest(token.trim());
      if (kept.length !== given.length || !timingSafeEqual(kept, given)) return failed(new Fault('access.wrong-token', 'This token is not the one printed at the last start of the server. Look at its terminal or its log.'));
      const added = await register.add({ login, name, password, role: 'administrator', ...(language === undefined ? {} : { language }) }, { id: 'first-start', address }, true);
      if (!added.ok) return added;
      await records.setSetting(SETTING, '');
      return { ok: true, value: await begin(added.value.person, address) };
    },
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest();
