import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CallsOrder, RulesInForce, RulesPort, RulesVersion } from '#api';
import type { Config, Settings } from '#config';
import { type Fault, ok } from '#core';
import { BackTesting, loadPolicy, type PolicyRemark, remarkText, ruleMessage } from '#qa';
import type { Store } from '#store';
import type { CallSettings } from '../../calls/index.ts';
import { keptText, type KeptVersion, keptVersions } from '../settings/flow-versions.ts';
import { policySurroundings } from '../settings/rules/policy-surroundings.ts';
import { VerdictCounter } from './count-verdicts.ts';

const FILE = 'rules.yaml';
/** No flow has such a name. */
const RULES = '@rules';
/** Versions that are told of; older ones are on the disk. */
const MOST_VERSIONS = 50;

/** The rules in force, and trials of others on stored calls. */
export function rulesPort(store: Pick<Store, 'calls' | 'call'>, present: () => CallSettings, settings: Settings): RulesPort {
  const folder = () => join(settings.now.data.folder, 'flows');
  const versions = new KeptPolicies();
  return {
    now() {
      const { policy } = present();
      const told = { ...fileNow(settings.now), versions: versions.list(folder()) };
      if (!policy) return { rules: [], ...told };
      const title = (rule: (typeof policy.rules)[number]) => ({ zh: ruleMessage(policy, rule, 'zh'), en: ruleMessage(policy, rule, 'en') });
      return { version: policy.version, rules: policy.rules.map((rule) => ({ id: rule.id, severity: rule.severity, title: title(rule) })), ...told };
    },
    text(number) {
      const kept = keptVersions(folder(), RULES).find((one) => one.number === number);
      return kept && keptText(folder(), RULES, kept);
    },
    async verdicts({ limit, ...order }, accept) {
      const page = await store.calls({ ...askedOf(order), limit });
      const counter = new VerdictCounter();
      // What goes on is counted when it is over, as the list of reviews has it.
      const ended = page.calls.filter((call) => call.endedAt !== undefined && accept(call));
      for (const { id } of ended) counter.take((await store.call(id))?.events ?? []);
      const oldest = page.calls.at(-1)?.startedAt;
      return { ...counter.result(), ...(page.next === undefined ? {} : { next: page.next, ...(oldest === undefined ? {} : { from: oldest }) }) };
    },
    check(text) {
      const loaded = loadPolicy(text, FILE, policySurroundings(settings.now));
      if (loaded.ok) return { ok: true, version: loaded.value.version, remarks: loaded.value.warnings.map(shown) };
      return { ok: false, remarks: remarksOf(loaded.fault).map(shown) };
    },
    async backTest({ rules, against: old, queue, agent, from, until, limit, cursor }, accept) {
      const policy = loadPolicy(rules, FILE);
      if (!policy.ok) return policy;
      const against = old === undefined ? undefined : loadPolicy(old, FILE);
      if (against && !against.ok) return against;
      const page = await store.calls({ ...askedOf({ queue, agent, from, until, cursor }), limit });
      const testing = new BackTesting(policy.value, against?.value);
      for (const summary of page.calls.filter(accept)) {
        const call = await store.call(summary.id);
        if (call) testing.take(call.summary, call.events);
      }
      return ok({ ...testing.result(), ...(page.next === undefined ? {} : { next: page.next }) });
    },
  };
}

const askedOf = (order: Omit<CallsOrder, 'limit'>) => Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined));

/** The rules file as it lies on disk: what is wrong with it keeps the one before in force. */
function fileNow(config: Config): Pick<RulesInForce, 'file'> {
  const { file } = config.rules;
  if (file === undefined) return {};
  const name = basename(file);
  try {
    const text = readFileSync(file, 'utf8');
    const loaded = loadPolicy(text, FILE, policySurroundings(config));
    return { file: loaded.ok ? { name, text, version: loaded.value.version, remarks: loaded.value.warnings.map(shown) } : { name, text, remarks: remarksOf(loaded.fault).map(shown) } };
  } catch {
    return { file: { name, text: '', remarks: [{ line: 1, column: 1, key: '', en: 'this file cannot be read', zh: '无法读取此文件' }] } };
  }
}

/** Texts that were in force; each is read once. */
class KeptPolicies {
  readonly #versions = new Map<string, string | undefined>();

  list(folder: string): readonly RulesVersion[] {
    return keptVersions(folder, RULES).slice(-MOST_VERSIONS).toReversed().map((kept) => {
      const version = this.#versionOf(folder, kept);
      return { number: kept.number, at: Date.parse(kept.at) || 0, ...(version === undefined ? {} : { version }) };
    });
  }

  /** As alerts name it: the file's own number and a fingerprint. */
  #versionOf(folder: string, kept: KeptVersion): string | undefined {
    const key = `${kept.number}-${kept.hash}`;
    if (!this.#versions.has(key)) {
      const loaded = loadPolicy(keptText(folder, RULES, kept) ?? '', FILE);
      this.#versions.set(key, loaded.ok ? loaded.value.version : undefined);
    }
    return this.#versions.get(key);
  }
}

const remarksOf = ({ cause }: Fault) => (Array.isArray(cause) ? (cause as readonly PolicyRemark[]) : []);

function shown(remark: PolicyRemark) {
  const { line, column, key, text } = remark;
  const zh = remarkText({ ...remark, key: '' }, 'zh').slice(`${remark.file}:${line}:${column}: `.length);
  return { line, column, key, en: text, zh };
}
