import type { Certificate } from '#api';
import type { Config } from '#config';
import { type Clock, type Random, type Result, ok } from '#core';
import type { QualityPlan } from '#qa';
import type { CallSettings } from '../../calls/index.ts';
import { type CallFiles, callSettings } from './call-settings.ts';
import { httpsCertificate } from '../web/certificate.ts';
import type { KeywordGroup } from '#mining';
import { keywordGroupsOf } from '../web/open-mining.ts';
import { scorecardsOf } from '../web/open-review.ts';

export interface Files {
  readonly settings: CallSettings;
  readonly warnings: readonly string[];
  readonly scorecards: QualityPlan;
  /** What mining looks for in calls. */
  readonly keywordGroups: readonly KeywordGroup[];
  /** Undefined when https is switched off. */
  readonly certificate: (Certificate & { readonly selfMade: boolean }) | undefined;
}

/** Everything the configuration names that is read from files. Faults: start.bad-files, start.bad-certificate. */
export function readFiles(config: Config, files: CallFiles, tools: { clock: Clock; random: Random }): Result<Files> {
  const loaded = callSettings(config, files);
  if (!loaded.ok) return loaded;
  const scorecards = scorecardsOf(config, loaded.value.settings.policy);
  if (!scorecards.ok) return scorecards;
  const groups = keywordGroupsOf(config);
  if (!groups.ok) return groups;
  const certificate = config.http.https.enabled ? httpsCertificate(config, tools) : ok(undefined);
  if (!certificate.ok) return certificate;
  return ok({ ...loaded.value, scorecards: scorecards.value, keywordGroups: groups.value, certificate: certificate.value });
}
