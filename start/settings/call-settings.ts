import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Config } from '#config';
import { Fault, type Language, type Result, failed, ok } from '#core';
import type { Flow } from '#ivr';
import { loadPolicy, type Policy, remarkText } from '#qa';
import type { AgentSettings, CallSettings, QueueSettings } from '../../calls/index.ts';
import { recordingKeyMistake } from './redaction/recording-key.ts';
import { agitationOf } from '../agitation/agitation-settings.ts';
import { redactionSettings } from './redaction/redaction-settings.ts';
import { callingHoursWarnings } from './calling-hours-of.ts';
import { type LoadedFlow, flowSurroundings, readFlowFiles } from './flow-files.ts';
import type { FlowSource, FlowVersion, FlowVersions } from './flow-versions.ts';
import { policySurroundings } from './rules/policy-surroundings.ts';

/** What only the media room knows: whether a sound exists. */
export type PromptExists = (name: string, language: Language) => boolean;

export interface CallFiles {
  readonly promptExists: PromptExists;
  /** Where versions of flows are kept; without it none are. */
  readonly versions?: FlowVersions;
  /** Told each file that is read, also when it turns out to be bad. */
  readonly reads?: (file: string) => void;
}

/** Loads flows and rules and puts the configuration into the words of the call flow. Faults of all files at once. */
export function callSettings(config: Config, files: CallFiles): Result<{ settings: CallSettings; warnings: string[] }> {
  const problems: string[] = [];
  const warnings: string[] = [];
  const flows = loadFlows(config, files, problems, warnings);
  const wrongKey = recordingKeyMistake(config);
  if (wrongKey !== undefined) problems.push(wrongKey);
  const { policy, sources: rules } = loadRules(config, files, problems, warnings);
  const agitation = agitationOf(config);
  if (!agitation.ok) problems.push(agitation.fault.message);
  if (problems.length > 0) return failed(new Fault('start.bad-files', problems.join('\n')));
  const numbers = new Map<string, Flow>();
  for (const { number, flow } of config.numbers) {
    const found = flows.get(flow);
    if (found) numbers.set(number, found.flow);
  }
  // Only now, when nothing is wrong: what is refused is no version.
  const flowVersions = new Map<Flow, FlowVersion>();
  // No flow has such a name.
  if (rules) files.versions?.take('@rules', rules);
  for (const [id, { flow, sources }] of flows) if (files.versions) flowVersions.set(flow, files.versions.take(id, sources));
  const settings: CallSettings = {
    numbers,
    flowVersions,
    queues: new Map(config.queues.map((queue) => [queue.id, queueSettings(queue)])),
    agents: new Map(config.agents.map(({ id, name, extension, teams, queues }) => [id, { id, name, extension, teams, queues } satisfies AgentSettings])),
    languages: (['zh', 'en'] as const).filter((language) => config.skills.includes(language)),
    defaultLanguage: 'zh',
    ...(policy ? { policy } : {}),
    ...(agitation.ok && agitation.value ? { agitation: agitation.value } : {}),
    ...(config.recording.enabled ? { recordings: config.recording.folder } : {}),
    recordingsBase: config.data.folder,
    ...redactionSettings(config),
    voicemailFolder: join(config.data.folder, 'voicemail'),
    callbackOrder: config.callbacks.order,
    callbackRingMs: config.callbacks.ringSeconds * 1000,
    notReadyReasons: config.notReadyReasons,
    dispositions: config.dispositions,
    dispositionRequired: config.dispositionRequired,
    timeZone: config.company.timeZone,
    readyOnRegister: config.sip.readyOnRegister,
    featureCodes: config.sip.featureCodes,
    ...(config.sip.advertise ? { advertise: config.sip.advertise } : {}),
  };
  return ok({ settings, warnings: [...warnings, ...callingHoursWarnings(config)] });
}

function queueSettings(queue: Config['queues'][number]): QueueSettings {
  const { id, name, number, music, announceSeconds, announceWait, announceWaitStepMinutes: announceWaitStep, dissuadeMinutes, serviceLevel, lastAgentSeconds, transcript } = queue;
  const times = { announceMs: announceSeconds * 1000, lastAgentMs: lastAgentSeconds * 1000 };
  return { id, name, music, serviceLevel, transcript, ...times, announceWait, announceWaitStep, ...(number ? { number } : {}), ...(dissuadeMinutes === undefined ? {} : { dissuadeMs: dissuadeMinutes * 60_000 }) };
}

function loadFlows(config: Config, { promptExists, reads }: CallFiles, problems: string[], warnings: string[]): Map<string, LoadedFlow> {
  const flows = new Map<string, LoadedFlow>();
  const known = flowSurroundings(config, promptExists);
  for (const { id, file } of config.flows) {
    const found = readFlowFiles(file, known);
    for (const path of found.files) reads?.(path);
    if (found.loaded) flows.set(id, found.loaded);
    problems.push(...found.problems);
    warnings.push(...found.warnings);
  }
  return flows;
}

function loadRules(config: Config, { reads }: CallFiles, problems: string[], warnings: string[]): { policy?: Policy; sources?: readonly FlowSource[] } {
  const { file } = config.rules;
  if (file === undefined) return {};
  reads?.(file);
  const text = readText(file, problems);
  if (text === undefined) return {};
  const loaded = loadPolicy(text, file, policySurroundings(config));
  if (!loaded.ok) {
    problems.push(loaded.fault.message);
    return {};
  }
  warnings.push(...loaded.value.warnings.map((warning) => remarkText(warning)));
  return { policy: loaded.value, sources: [{ file, text }] };
}

function readText(file: string, problems: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
