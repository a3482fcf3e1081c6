import type { Callback, CallbackQuery, CallbackRecords } from '#callbacks';
import type { CallId } from '#core';
import { type AgentLog, type AgentStep, type CallQuery, type CallSummary, type NewVoicemail, type Store, type StoredVoicemail, type TimelineEvent, type VoicemailQuery, type VoicemailStore, summarise } from '#store';

/** The timeline in memory, with the summaries that the real store shows. */
export class MemoryStore implements Store {
  readonly events: TimelineEvent[] = [];
  readonly backlog = 0;
  readonly #settings = new Map<string, string>();

  append(event: TimelineEvent): void {
    const known = this.events.some(({ callId, seq }) => callId === event.callId && seq === event.seq);
    if (!known) this.events.push(JSON.parse(JSON.stringify(event)) as TimelineEvent);
  }

  async flush(): Promise<void> {}

  async calls({ limit, caller, ids: wanted }: CallQuery): Promise<{ calls: readonly CallSummary[] }> {
    const ids = [...new Set(this.events.map(({ callId }) => callId))].filter((id) => wanted?.includes(id) ?? true);
    const calls = await Promise.all(ids.map((id) => this.call(id)));
    return { calls: calls.flatMap((call) => (call && (caller ?? call.summary.from) === call.summary.from ? [call.summary] : [])).slice(0, limit) };
  }

  async call(id: CallId): Promise<{ summary: CallSummary; events: readonly TimelineEvent[] } | undefined> {
    const events = this.events.filter(({ callId }) => callId === id).sort((a, b) => a.seq - b.seq);
    const summary = events.reduce<CallSummary | undefined>(summarise, undefined);
    return summary && { summary, events };
  }

  async steps(calls: readonly CallId[], types: readonly string[]): Promise<readonly TimelineEvent[]> {
    return this.events.filter(({ callId, type }) => calls.includes(callId) && types.includes(type)).sort((a, b) => a.seq - b.seq);
  }

  async unfinished(): Promise<readonly CallId[]> {
    const { calls } = await this.calls({ limit: Infinity });
    return calls.filter(({ endedAt }) => endedAt === undefined).map(({ id }) => id);
  }

  async setting(key: string): Promise<string | undefined> {
    return this.#settings.get(key);
  }

  async firstSetting(key: string, value: string): Promise<string> {
    if ((await this.setting(key)) === undefined) await this.setSetting(key, value);
    return (await this.setting(key)) ?? value;
  }

  async setSetting(key: string, value: string): Promise<void> {
    this.#settings.set(key, value);
  }

  async healthy(): Promise<boolean> {
    return true;
  }

  async close(): Promise<void> {}
}

/** Callbacks, in memory. */
export class MemoryCallbacks implements CallbackRecords {
  readonly kept = new Map<string, Callback>();

  async save(callback: Callback): Promise<boolean> {
    if ((this.kept.get(callback.id)?.revision ?? 0) !== callback.revision - 1) return false;
    this.kept.set(callback.id, JSON.parse(JSON.stringify(callback)) as Callback);
    return true;
  }

  async load(since: number): Promise<readonly Callback[]> {
    return [...this.kept.values()].filter(({ state, askedAt }) => state === 'open' || state === 'attempting' || askedAt >= since);
  }

  async get(id: string): Promise<Callback | undefined> {
    return this.kept.get(id);
  }

  async find({ limit, queues, states }: CallbackQuery): Promise<readonly Callback[]> {
    return [...this.kept.values()].filter(({ queue, state }) => (queues?.includes(queue) ?? true) && (states?.includes(state) ?? true)).reverse().slice(0, limit);
  }
}

/** Messages to queues, in memory. */
export class MemoryVoicemails implements VoicemailStore {
  readonly #kept = new Map<string, StoredVoicemail>();

  async add(voicemail: NewVoicemail): Promise<void> {
    this.#kept.set(voicemail.id, voicemail);
  }

  async find({ limit, queues, done }: VoicemailQuery): Promise<readonly StoredVoicemail[]> {
    const fits = (one: StoredVoicemail) => (queues?.includes(one.queue) ?? true) && (done === undefined || (one.done !== undefined) === done);
    return [...this.#kept.values()].filter(fits).reverse().slice(0, limit);
  }

  async get(id: string): Promise<StoredVoicemail | undefined> {
    return this.#kept.get(id);
  }

  async heard(id: string, by: string, at: number): Promise<void> {
    const one = this.#kept.get(id);
    if (one && !one.heard) this.#kept.set(id, { ...one, heard: { by, at } });
  }

  async mark(id: string, done: StoredVoicemail['done']): Promise<boolean> {
    const one = this.#kept.get(id);
    if (!one || (one.done !== undefined) === (done !== undefined)) return false;
    const { done: _, ...open } = one;
    this.#kept.set(id, done ? { ...open, done } : open);
    return true;
  }
}

/** What agents did, in memory. */
export class MemoryAgentLog implements AgentLog {
  readonly told: AgentStep[] = [];

  append(step: AgentStep): void {
    this.told.push(JSON.parse(JSON.stringify(step)) as AgentStep);
  }

  async flush(): Promise<void> {}

  async since(from: number): Promise<readonly AgentStep[]> {
    const before = new Map(this.told.filter(({ at }) => at < from).map((step) => [step.agent, step]));
    return [...before.values(), ...this.told.filter(({ at }) => at >= from)];
  }
}
