import type { Config } from '#config';
import { type Result, failed, ok } from '#core';
import { openPrompts } from './flow-prompts.ts';
import { callSettings } from './settings/call-settings.ts';
import { keywordGroupsOf } from './web/open-mining.ts';
import { scorecardsOf } from './web/open-review.ts';

/** Checks flows, rules and prompts named by a configuration without opening any port. */
export async function checkFiles(config: Config): Promise<Result<void>> {
  const prompts = await openPrompts(config);
  if (!prompts.ok) return prompts;
  const loaded = callSettings(config, { promptExists: prompts.value.exists });
  await prompts.value.close();
  if (!loaded.ok) return failed(loaded.fault);
  const scorecards = scorecardsOf(config, loaded.value.settings.policy);
  if (!scorecards.ok) return failed(scorecards.fault);
  const groups = keywordGroupsOf(config);
  return groups.ok ? ok(undefined) : failed(groups.fault);
}
