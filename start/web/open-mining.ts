import { readFileSync } from 'node:fs';
import type { Config } from '#config';
import { Fault, type Result, type Scope, failed, ok } from '#core';
import { type KeywordGroup, loadGroups, MiningDesk, type MiningRecords, STANDARD_GROUPS } from '#mining';
import type { Tools } from '../open-server.ts';

/** Keyword groups of the file that the configuration names, else the shipped ones. Faults: start.bad-files. */
export function keywordGroupsOf({ mining: { file } }: Config): Result<readonly KeywordGroup[]> {
  if (file === undefined) return ok(STANDARD_GROUPS);
  try {
    const loaded = loadGroups(readFileSync(file, 'utf8'), file);
    return loaded.ok ? loaded : failed(new Fault('start.bad-files', loaded.fault.message, { cause: loaded.fault }));
  } catch (error) {
    return failed(new Fault('start.bad-files', `${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`));
  }
}

/** Looks at ended calls from now on, and at those nobody looked at yet. */
export function openMining(config: Config, groups: readonly KeywordGroup[], records: MiningRecords, { clock, log }: Pick<Tools, 'clock' | 'log'>, scope: Scope): MiningDesk {
  return new MiningDesk({ records, groups, zone: config.company.timeZone, clock, log }, scope);
}
