import type { RulesPort } from '#api';
import type { Settings } from '#config';
import { type Fault, ok } from '#core';
import { BackTesting, loadPolicy, type PolicyRemark, remarkText, ruleMessage } from '#qa';
import type { Store } from '#store';
import type { CallSettings } from '../../calls/index.ts';
import { policySurroundings } from '../settings/rules/policy-surroundings.ts';

const FILE = 'rules.yaml';

/** The rules in force, and trials of others on stored calls. */
export function rulesPort(store: Pick<Store, 'calls' | 'call'>, present: () => CallSettings, settings: Settings): RulesPort {
  return {
    now() {
      const { policy } = present();
      if (!policy) return { rules: [] };
      const title = (rule: (typeof policy.rules)[number]) => ({ zh: ruleMessage(policy, rule, 'zh'), en: ruleMessage(policy, rule, 'en') });
      return { version: policy.version, rules: policy.rules.map((rule) => ({ id: rule.id, severity: rule.severity, title: title(rule) })) };
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
      const asked = Object.fromEntries(Object.entries({ queue, agent, from, until, cursor }).filter(([, value]) => value !== undefined));
      const page = await store.calls({ ...asked, limit });
      const testing = new BackTesting(policy.value, against?.value);
      for (const summary of page.calls.filter(accept)) {
        const call = await store.call(summary.id);
        if (call) testing.take(call.summary, call.events);
      }
      return ok({ ...testing.result(), ...(page.next === undefined ? {} : { next: page.next }) });
    },
  };
}

const remarksOf = ({ cause }: Fault) => (Array.isArray(cause) ? (cause as readonly PolicyRemark[]) : []);

function shown(remark: PolicyRemark) {
  const { line, column, key, text } = remark;
  const zh = remarkText({ ...remark, key: '' }, 'zh').slice(`${remark.file}:${line}:${column}: `.length);
  return { line, column, key, en: text, zh };
}
