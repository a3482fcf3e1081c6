import type { CallId, EpochMillis, Millis } from '#core';
import type { FloorAlert } from '#contract';
import { type Alert, type Policy, ruleTexts } from '#qa';
import type { TimelineEvent } from '#store';

/** Alerts of calls that are over are shown for so long. */
export const SHOWN_AFTER_MS: Millis = 3_600_000;

/** Chinese is written without spaces. */
const BETWEEN_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** The call an alert belongs to: in progress, or one of the last hour. */
export interface AlertedCall {
  readonly id: CallId;
  readonly agent?: string | undefined;
  record(type: string, data: Record<string, unknown>): void;
}

interface Entry {
  alert: FloorAlert;
  readonly call: AlertedCall;
  over: boolean;
}

/** The alerts of open calls and of the last hour, and by whom they were seen. */
export class FloorAlerts {
  readonly #entries = new Map<string, Entry>();
  readonly #counts = new Map<CallId, number>();
  #numbers = new Map<CallId, number>();

  /** A rule was broken, or an agent asks for a supervisor; undefined for what is only suspected or taken back, and for other events. */
  add(call: AlertedCall, event: TimelineEvent, policy: Policy | undefined): FloorAlert | undefined {
    const { at, type, data } = event;
    const found = data['alert'] as Alert | undefined;
    // What rules ask of supervisors stands in their own alert.
    const help = type === 'supervisor.requested' && data['rule'] === undefined;
    if (!help && (type !== 'qa.alert' || found?.kind !== 'violation')) return undefined;
    const number = this.#numbers.get(call.id) ?? 0;
    this.#numbers.set(call.id, number + 1);
    // Of whoever talked when it became true: a transfer may have come between.
    const agent = typeof data['agent'] === 'string' ? data['agent'] : call.agent;
    const alert = found ? alertRow({ id: call.id, agent }, found, number, at, policy) : helpRow({ id: call.id, agent }, event, number);
    this.#entries.set(alert.id, { alert, call, over: false });
    this.#counts.set(call.id, (this.#counts.get(call.id) ?? 0) + 1);
    return alert;
  }

  /** Of one call so far. */
  count(call: CallId): number {
    return this.#counts.get(call) ?? 0;
  }

  /** Marks it as seen; undefined when there is none or it was seen already. */
  acknowledge(id: string, person: string): { alert: FloorAlert; call: AlertedCall } | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (entry.alert.acknowledgedBy === undefined) entry.alert = { ...entry.alert, acknowledgedBy: person };
    return { alert: entry.alert, call: entry.call };
  }

  get(id: string): FloorAlert | undefined {
    return this.#entries.get(id)?.alert;
  }

  /** A call of before the start, as its timeline tells it. */
  restore(call: AlertedCall, events: readonly TimelineEvent[], policy: Policy | undefined): void {
    for (const event of events) {
      this.add(call, event, policy);
      if (event.type === 'qa.acknowledged') this.acknowledge(String(event.data['alert']), String(event.data['by']));
    }
    this.callOver(call.id);
  }

  callOver(call: CallId): void {
    this.#counts.delete(call);
    this.#numbers.delete(call);
    for (const entry of this.#entries.values()) if (entry.alert.callId === call) entry.over = true;
  }

  /** Oldest first; what is too old is forgotten. */
  list(now: EpochMillis): FloorAlert[] {
    for (const [id, { over, alert }] of this.#entries) if (over && now - alert.at > SHOWN_AFTER_MS) this.#entries.delete(id);
    return [...this.#entries.values()].map(({ alert }) => alert);
  }
}

/** The rule is empty: a person asks. */
function helpRow(call: Pick<AlertedCall, 'id' | 'agent'>, { at, data, audioAt = 0 }: TimelineEvent, number: number): FloorAlert {
  const text = data['text'] as FloorAlert['request'];
  const title = { zh: '坐席请求支援', en: 'The agent asks for help' };
  return { id: `${call.id}//${number}`, callId: call.id, rule: '', severity: 'critical', title, request: text ?? title, ...(call.agent === undefined ? {} : { agent: call.agent }), at, audioAt, evidence: '' };
}

function alertRow(call: Pick<AlertedCall, 'id' | 'agent'>, found: Alert, number: number, at: EpochMillis, policy: Policy | undefined): FloorAlert {
  const { title, hint } = textsOf(found, policy);
  const { words } = found.evidence;
  const [request] = (found.actions ?? []).flatMap((action) => (action.kind === 'supervisor' ? [action.text] : []));
  return {
    id: `${call.id}/${found.rule}/${number}`,
    callId: call.id,
    rule: found.rule,
    severity: found.severity,
    title,
    ...(hint === undefined ? {} : { hint }),
    ...(request ? { request } : {}),
    ...(words.length === 0 || found.channel === 'both' ? {} : { speaker: found.channel }),
    ...(call.agent === undefined ? {} : { agent: call.agent }),
    at,
    audioAt: found.at,
    evidence: words.map(({ text }) => text).join(' ').replaceAll(BETWEEN_HAN, ''),
  };
}

/** As the rule said when it was broken; alerts of before there were titles as it says now. */
function textsOf({ title, hint, message, rule: id }: Alert, policy: Policy | undefined): { readonly title: FloorAlert['title']; readonly hint?: FloorAlert['hint'] } {
  if (title) return { title, ...(hint ? { hint } : {}) };
  const rule = policy?.rules.find((each) => each.id === id);
  const now = policy && rule ? ruleTexts(policy, rule) : {};
  return { title: now.title ?? { zh: message, en: message }, ...(now.hint ? { hint: now.hint } : {}) };
}
