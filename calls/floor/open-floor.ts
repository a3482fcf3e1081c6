import type { FloorPort, ServedEntry } from '#api';
import type { Floor, FloorAgent, FloorCall, FloorChanges, FloorQueue } from '#contract';
import { type CallId, Emitter, type Millis, type Scope } from '#core';
import type { Call } from '../call.ts';
import type { CallElsewhere, RecordedElsewhere } from '../cluster/share-calls.ts';
import type { DayBook } from '../figures/day-book.ts';
import type { TimelineEvent } from '#store';
import type { House, Recorded } from '../house.ts';
import type { ClosedCalls } from '../figures/closed-calls.ts';
import { ChangedRows } from './changed-rows.ts';
import { FloorAlerts, SHOWN_AFTER_MS } from './floor-alerts.ts';
import { agentRow, callRow, queueRow } from './floor-rows.ts';

/** Changes are gathered for so long: nobody sees more than four a second. */
const GATHER_MS: Millis = 150;
/** Calls of the last hour whose alerts are looked for at start. */
const MOST_RESTORED = 1_000;
/** Steps that change nothing a wallboard shows. */
const UNSEEN: readonly string[] = ['transcript.final', 'ivr.note', 'queue.position', 'qa.heard', 'qa.verdicts', 'wrap-up.saved'];

/** The wallboard: rows of agents, queues and calls; only those that something happened to are made again. */
export function openFloor(house: House, book: DayBook, scope: Scope): FloorWatch {
  return new FloorWatch(house, book, scope);
}

export class FloorWatch implements FloorPort {
  readonly changed = new Emitter<FloorChanges>();
  readonly #house: House;
  readonly #book: DayBook;
  readonly #scope: Scope;
  readonly #alerts = new FloorAlerts();
  readonly #calls = new Map<CallId, Call>();
  /** At other servers. */
  readonly #there = new Map<CallId, CallElsewhere>();
  readonly #told = { queues: new ChangedRows<FloorQueue>(), agents: new ChangedRows<FloorAgent>(), calls: new ChangedRows<FloorCall>() };
  /** Ids that something happened to since the last news. */
  #touched = nothing();
  #waiting = false;

  constructor(house: House, book: DayBook, scope: Scope) {
    this.#house = house;
    this.#book = book;
    this.#scope = scope;
    house.recorded.on((recorded) => this.#recorded(recorded), scope);
    house.callsElsewhere?.recorded.on((recorded) => this.#recordedThere(recorded), scope);
    house.workplaces.changed.on((agent) => this.#deskChanged(agent), scope);
    house.desk.events.on((event) => {
      if (event.type === 'agent.state') this.#agentChanged(event.agent);
      if (event.type === 'contact.queued') this.#touch('queues', event.queue);
    }, scope);
  }

  floor(): Floor {
    const { settings, clock } = this.#house;
    return {
      at: clock.wall(),
      queues: this.#queueRows(settings.queues.keys()),
      agents: this.#agentRows(settings.agents.keys()),
      calls: this.#callRows([...this.#calls.keys(), ...this.#there.keys()]),
      alerts: this.#alerts.list(clock.wall()),
    };
  }

  served(of: { readonly queue: string } | { readonly agent: string }): readonly ServedEntry[] {
    const now = this.#house.clock.wall();
    if ('queue' in of) return this.#book.servedIn(of.queue, now);
    return this.#book.servedBy(of.agent, now).map((entry) => ({ ...entry, agent: of.agent }));
  }

  acknowledge(id: string, person: string, name?: string): boolean {
    const before = this.#alerts.get(id);
    const done = this.#alerts.acknowledge(id, person);
    if (!done) return false;
    if (before?.acknowledgedBy !== undefined) return true;
    done.call.record('qa.acknowledged', { alert: id, by: person, ...(name === undefined ? {} : { name }) });
    this.#touch('alerts', id);
    return true;
  }

  /** Alerts of the last hour, after a start. Rejects when the database is away. */
  async restore(closed: ClosedCalls): Promise<void> {
    const { store, clock, settings } = this.#house;
    const { calls } = await store.calls({ limit: MOST_RESTORED, from: clock.wall() - SHOWN_AFTER_MS });
    for (const { id } of calls.filter(({ alerts, endedAt }) => alerts > 0 && endedAt !== undefined)) {
      const call = await closed.open(id);
      if (call) this.#alerts.restore(call, call.events, settings.policy);
    }
  }

  #recorded({ call, event }: Recorded): void {
    const { type } = event;
    if (UNSEEN.includes(type)) return;
    if (type === 'call.ended') {
      this.#calls.delete(call.id);
      this.#alerts.callOver(call.id);
      this.#touch('gone', call.id);
    } else if (call.scope.ended && !this.#calls.has(call.id)) {
      // What is told of a call after its end changes no row of calls in progress.
      return;
    } else {
      this.#calls.set(call.id, call);
      this.#touch('calls', call.id);
    }
    this.#alsoTouched(call, event);
  }

  /** A call of another server; without an event it was there before, or went with its server. */
  #recordedThere({ call, event }: RecordedElsewhere): void {
    if (event && UNSEEN.includes(event.type)) return;
    if (!call.over) {
      this.#there.set(call.id, call);
      this.#touch('calls', call.id);
    } else if (this.#there.delete(call.id)) {
      this.#alerts.callOver(call.id);
      this.#touch('gone', call.id);
    }
    if (event?.type === 'qa.acknowledged') this.#seen(String(event.data['alert']), String(event.data['by']));
    if (event) this.#alsoTouched(call, event);
  }

  #seen(id: string, person: string): void {
    if (this.#alerts.acknowledge(id, person)) this.#touch('alerts', id);
  }

  /** Alerts, queues and agents that a step of a call has to do with. */
  #alsoTouched(call: Call | CallElsewhere, event: TimelineEvent): void {
    const { type, data } = event;
    if (type === 'qa.alert' || type === 'supervisor.requested') {
      const alert = this.#alerts.add(call, event, this.#house.settings.policy);
      // At once: agents and supervisors act on it, and it comes rarely.
      if (alert) this.changed.emit({ type: 'floor', at: this.#house.clock.wall(), alerts: [alert] });
    }
    if (call.queue !== undefined) this.#touch('queues', call.queue);
    if (typeof data['queue'] === 'string') this.#touch('queues', data['queue']);
    if (type === 'agent.left' && typeof data['agent'] === 'string') this.#touch('agents', data['agent']);
  }

  #agentChanged(agent: string): void {
    this.#touch('agents', agent);
    for (const queue of this.#house.settings.agents.get(agent)?.queues ?? []) this.#touch('queues', queue);
  }

  #deskChanged(agent: string): void {
    const call = this.#house.workplaces.of(agent).talking?.call;
    if (call && this.#calls.has(call.id)) this.#touch('calls', call.id);
  }

  #touch(kind: keyof ReturnType<typeof nothing>, id: string): void {
    this.#touched[kind].add(id);
    if (this.#waiting) return;
    this.#waiting = true;
    this.#scope.after(this.#house.clock, GATHER_MS, () => this.#tell());
  }

  #tell(): void {
    const touched = this.#touched;
    this.#touched = nothing();
    this.#waiting = false;
    const gone = [...touched.gone];
    for (const id of gone) this.#told.calls.forget(id);
    const parts = {
      queues: this.#told.queues.differing(this.#queueRows(touched.queues)),
      agents: this.#told.agents.differing(this.#agentRows(touched.agents)),
      calls: this.#told.calls.differing(this.#callRows(touched.calls)),
      gone,
      alerts: [...touched.alerts].flatMap((id) => this.#alerts.get(id) ?? []),
    };
    const news = Object.fromEntries(Object.entries(parts).filter(([, rows]) => rows.length > 0));
    if (Object.keys(news).length > 0) this.changed.emit({ type: 'floor', at: this.#house.clock.wall(), ...news });
  }

  #queueRows(ids: Iterable<string>): FloorQueue[] {
    const { settings, desk, clock } = this.#house;
    const wanted = [...ids];
    if (wanted.length === 0) return [];
    const views = new Map(desk.queues().map((view) => [view.queue, view]));
    return wanted.flatMap((id) => {
      const queue = settings.queues.get(id);
      return queue ? [queueRow(this.#house, queue, views.get(id), this.#book.queue(id, clock.wall()))] : [];
    });
  }

  #agentRows(ids: Iterable<string>): FloorAgent[] {
    const { settings, clock } = this.#house;
    return [...ids].flatMap((id) => {
      const agent = settings.agents.get(id);
      return agent ? [agentRow(this.#house, agent, this.#book.today(id, clock.wall()).calls)] : [];
    });
  }

  #callRows(ids: Iterable<CallId>): FloorCall[] {
    return [...ids].flatMap((id) => {
      const call = this.#calls.get(id);
      const there = this.#there.get(id);
      if (there) return [{ ...there.row, alerts: this.#alerts.count(id) }];
      return call ? [callRow(call, this.#alerts.count(id))] : [];
    });
  }
}

const nothing = () => ({ queues: new Set<string>(), agents: new Set<string>(), calls: new Set<CallId>(), gone: new Set<CallId>(), alerts: new Set<string>() });
