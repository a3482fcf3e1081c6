import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Config, Settings } from '#config';
import { type Clock, Emitter, type Log, type Random, type Result, Scope, ok } from '#core';
import { type Media, startMedia } from '#media';
import { ExpectedWaits } from '#routing';
import { openStore, type OpenedStore, type Store } from '#store';
import { startTranscription, type Transcription } from '#transcription';
import type { Api } from '#api';
import type { SamplePerson } from '#access';
import { type CallSettings, CallsElsewhere, closeLost, closeUnfinished, deskDispatch, followPhones, type House, isMine, type LiveMessage, openWorkRooms, type WorkRooms, Workplaces } from '../calls/index.ts';
import { type CallFlow, takeCalls } from '../call-flow.ts';
import { type AgentAccount, agentAccounts } from './agent-passwords.ts';
import { apiPorts } from './api/api-ports.ts';
import { countAll } from './api/count-all.ts';
import type { Cluster } from '#cluster';
import { openServers } from './cluster/open-servers.ts';
import { ownCallbacks } from './cluster/own-callbacks.ts';
import { openCallbacks } from './open-callbacks.ts';
import { openOutbox, openOutside, speechFolder } from './open-outside.ts';
import { openRouting } from './open-routing.ts';
import { openSip, type SipSide } from './open-sip.ts';
import { hasProgram } from './missing-parts.ts';
import { planOf } from './settings/plan-of.ts';
import { withProgress } from './progress.ts';
import { renewInTime } from './web/certificate.ts';
import { openPeople, type PeopleSide } from './web/open-people.ts';
import { openAgitation } from './agitation/agitation-settings.ts';
import type { CallFiles } from './settings/call-settings.ts';
import { FlowVersions } from './settings/flow-versions.ts';
import { type Followers, followSettings } from './settings/follow-settings.ts';
import { openMail, withMail } from './mail/open-mail.ts';
import { openTickets } from './tickets/open-tickets.ts';
import { readFiles } from './settings/read-files.ts';
import { type Reload, reloadOnChange } from './settings/reload.ts';
import { openMining } from './web/open-mining.ts';
import { reviewPort } from './web/open-review.ts';
import { openWeb, type WebParts } from './web/open-web.ts';

/** Recogniser processes without being told: each holds all models. */
const MOST_RECOGNISERS = 4;

export interface Tools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  /** The configuration is the sample company. */
  readonly isSample?: boolean;
  /** Of the terminal; the sample company's people begin with it. Default English. */
  readonly language?: 'zh' | 'en';
  /** Take changed files while the server runs: the settings to replace, and where they came from. */
  readonly watch?: Pick<Reload, 'settings' | 'file' | 'env'>;
}

/** A running server: what it is made of, what to tell its operator, how to stop it. */
export interface Server {
  readonly house: House;
  readonly flow: CallFlow;
  readonly rooms: WorkRooms;
  readonly api: Api;
  readonly sipSide: SipSide;
  readonly transcription: Transcription | undefined;
  readonly accounts: readonly AgentAccount[];
  readonly token: string;
  readonly ffmpeg: boolean;
  readonly warnings: readonly string[];
  /** People made at this first start of the sample company, with their passwords. */
  readonly sample: readonly SamplePerson[];
  /** Token for the first administrator, while there is nobody. */
  readonly firstToken: string | undefined;
  /** Browsers will warn of our certificate. */
  readonly selfMade: boolean;
  /** Everything alive, by name; zero when idle (registrations, processes and listening sockets apart). */
  counts(): Promise<Readonly<Record<string, number>>>;
  /** Lets calls in progress end for `patienceMs`, ends the rest, frees everything. */
  stop(patienceMs: number): Promise<void>;
}

/** Opened before the rooms that work with it. */
interface Kept {
  readonly store: OpenedStore;
  readonly cluster: Cluster | undefined;
  readonly accounts: AgentAccount[];
  readonly token: string;
  readonly people: PeopleSide;
}

/** Opens every room in order; on a fault everything opened before is closed again. */
export async function openServer(settings: Settings, tools: Tools): Promise<Result<Server>> {
  const opening = new Opening(settings, tools);
  const server = await opening.open();
  if (!server.ok) await opening.close();
  return server;
}

/** Things opened so far, closed in reverse. */
class Opening {
  readonly #settings: Settings;
  /** As it is at start: what ports and processes are made of does not change while they run. */
  readonly #config: Config;
  readonly #tools: Tools;
  readonly #closers: (() => Promise<unknown> | void)[] = [];
  readonly #scope = new Scope();
  #files: CallFiles | undefined;

  constructor(settings: Settings, tools: Tools) {
    this.#settings = settings;
    this.#config = settings.now;
    this.#tools = tools;
    this.#closers.push(() => this.#scope.end('server stopped'));
  }

  async close(): Promise<void> {
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.#tools.log.error('a part did not close cleanly', { error });
      }
    }
    this.#closers.length = 0;
  }

  async open(): Promise<Result<Server>> {
    const ffmpeg = await hasProgram('ffmpeg');
    const { clock, random, log } = this.#tools;
    const media = await this.#media();
    if (!media.ok) return media;
    const files = readFiles(this.#config, this.#callFiles(media.value), this.#tools);
    if (!files.ok) return files;
    const { settings, warnings, scorecards, keywordGroups, certificate } = files.value;
    const present = { settings };
    const kept = await this.#kept(settings);
    if (!kept.ok) return kept;
    const { store, cluster, accounts, token, people } = kept.value;
    const transcription = await this.#transcription();
    if (!transcription.ok) return transcription;
    const routing = await openRouting(this.#config, cluster?.node, this.#tools);
    if (!routing.ok) return routing;
    this.#closers.push(() => routing.value.close());
    const { desk } = routing.value;
    const mayRegister = () => [...accounts.map(({ extension: user, password }) => ({ user, password })), ...people.access.softphones.accounts()];
    const sipSide = await openSip(this.#config, mayRegister, () => present.settings, this.#tools, certificate, cluster);
    if (!sipSide.ok) return sipSide;
    this.#closers.push(() => sipSide.value.close());
    const tickets = await openTickets(this.#settings, store, this.#tools, { people: people.access.people, scope: this.#scope, routing: desk });
    const live: { publish: (message: LiveMessage) => void; calls?: CallsElsewhere } = { publish: () => {} };
    const house: House = {
      clock, random, log, desk,
      get settings() { return present.settings; },
      sip: sipSide.value.sip,
      media: media.value,
      ...(transcription.value ? { transcription: transcription.value } : {}),
      dispatch: deskDispatch(desk), waits: new ExpectedWaits({ desk, clock, agents: () => present.settings.agents }, this.#scope),
      callbackRecords: store.callbacks, store, agents: store.agents, voicemails: store.voicemails, callbacks: openCallbacks(ownCallbacks(store.callbacks, store, isMine(cluster)), this.#settings, this.#tools, this.#scope),
      tickets: tickets.desk, ticketsOf: tickets.ticketsOf, satisfaction: tickets.satisfaction,
      live: (message) => { live.publish(message); live.calls?.tell(message); },
      ...(cluster ? { cluster } : {}),
      get callsElsewhere() { return live.calls; },
      recorded: new Emitter(), workplaces: new Workplaces(),
      ...openAgitation(store.agitation, this.#tools, this.#closers), ...planOf(this.#config), outside: openOutside(this.#settings, media.value, this.#tools, this.#scope), outbox: openOutbox(this.#settings, this.#tools, this.#scope),
    };
    if (cluster) live.calls = this.#shareCalls(house, cluster, (message) => live.publish(message));
    this.#follow({ present, desk, files: this.#callFiles(media.value), log });
    const rooms = openWorkRooms(house, this.#scope);
    await rooms.load();
    const flow = takeCalls(house);
    followPhones(house, this.#scope);
    const mail = await openMail({ settings: this.#settings, store, tickets }, this.#tools, this.#closers);
    const ports = withMail({ ...apiPorts(house, flow, this.#settings, ffmpeg), ...tickets.follow(house), mining: openMining(this.#config, keywordGroups, store.mining, this.#tools, this.#scope) }, mail, this.#settings);
    const review = await reviewPort(this.#config, settings.policy, scorecards, store, this.#tools);
    this.#closers.push(() => review.close());
    const api = await this.#web({ token, ports, people, rooms, review, sipSide: sipSide.value, certificate });
    if (!api.ok) return api;
    live.publish = (message) => api.value.live.publish(message as never);
    return ok({
      house, flow, rooms, accounts, token, ffmpeg, warnings,
      stop: (patienceMs: number) => this.#stop(house, flow, rooms, patienceMs),
      counts: () => countAll(house, flow, sipSide.value, api.value),
      api: api.value, sipSide: sipSide.value, transcription: transcription.value,
      sample: people.sample, firstToken: people.firstToken, selfMade: certificate?.selfMade === true,
    });
  }

  /** What outlives a stop: calls that one interrupted get their end. */
  async #kept(folders: CallSettings): Promise<Result<Kept>> {
    const { clock, random, log } = this.#tools;
    const store = await this.#store();
    if (!store.ok) return store;
    const cluster = await this.#servers();
    if (!cluster.ok) return cluster;
    await closeUnfinished(store.value, clock, log, folders, isMine(cluster.value));
    const accounts = await agentAccounts(this.#config, store.value, random);
    const token = await apiToken(store.value, random);
    const people = await this.#people(store.value);
    return ok({ store: store.value, cluster: cluster.value, accounts, token, people });
  }

  /** The other servers with the same Redis. */
  async #servers(): Promise<Result<Cluster | undefined>> {
    const cluster = await openServers(this.#config, this.#tools);
    if (cluster.ok) this.#closers.push(() => cluster.value?.close());
    return cluster;
  }

  #shareCalls(house: House, cluster: Cluster, publish: (message: LiveMessage) => void): CallsElsewhere {
    closeLost(house, cluster, this.#scope);
    return new CallsElsewhere(house, cluster, publish, this.#scope);
  }

  #follow(followers: Followers): void {
    followSettings(this.#settings, followers, this.#scope);
    const { watch } = this.#tools;
    if (watch) reloadOnChange({ ...this.#tools, ...watch, files: followers.files }, this.#scope);
  }

  #callFiles(media: Media): CallFiles {
    return (this.#files ??= {
      promptExists: (name, language) => media.missing([{ name, language }]).length === 0,
      versions: new FlowVersions(join(this.#config.data.folder, 'flows'), this.#tools),
    });
  }

  async #people(store: OpenedStore): Promise<PeopleSide> {
    const people = await this.#slow('making the first people', openPeople(this.#config, store.people, this.#tools));
    this.#closers.push(() => people.access.close());
    return people;
  }

  async #stop(house: House, flow: CallFlow, rooms: WorkRooms, patienceMs: number): Promise<void> {
    const { clock, say } = this.#tools;
    house.sip.drain();
    house.callbacks?.rest();
    const deadline = clock.now() + patienceMs;
    if (flow.open.size > 0) say(`… waiting up to ${Math.round(patienceMs / 1000)} s for ${flow.open.size} call(s) to end`);
    while (flow.open.size > 0 && clock.now() < deadline) await new Promise<void>((done) => clock.after(100, done));
    await flow.endAll('server stopping');
    await rooms.rest();
    await this.close();
  }

  async #media(): Promise<Result<Media>> {
    const { media: m } = this.#config;
    const { clock, random, log } = this.#tools;
    const media = await this.#slow('starting the media workers', startMedia({
      rtpPorts: { from: m.rtpPortFrom, to: m.rtpPortTo },
      workers: m.workers ?? Math.max(1, Math.floor(availableParallelism() / 2)),
      promptsDirs: [...(m.promptsFolder ? [m.promptsFolder] : []), join(import.meta.dirname, '..', 'prompts'), speechFolder(this.#config.data.folder)],
      silenceMs: m.vanishedSeconds * 1000,
      preferOpus: m.preferOpus,
      clock, random, log,
    }));
    if (media.ok) this.#closers.push(() => media.value.close());
    return media;
  }

  async #store(): Promise<Result<OpenedStore>> {
    const { clock, log, say } = this.#tools;
    const { database, data } = this.#config;
    const options = { ...(database.url ? { databaseUrl: database.url } : {}), dataDir: data.folder, clock, log, progress: say };
    const store = await this.#slow('starting the database', openStore(options));
    if (store.ok) this.#closers.push(() => store.value.close());
    return store;
  }

  async #transcription(): Promise<Result<Transcription | undefined>> {
    const { transcription: t } = this.#config;
    if (!t.enabled) return ok(undefined);
    const { clock, random, log } = this.#tools;
    const shipped = join(import.meta.dirname, '..', 'models');
    const started = await this.#slow('loading the speech models', startTranscription({
      modelDirs: t.modelsFolder ? [t.modelsFolder] : [join(this.#config.data.folder, 'models'), shipped],
      processes: t.processes ?? Math.min(MOST_RECOGNISERS, availableParallelism()),
      remotes: t.engines,
      choose: t.choose,
      clock, random, log,
    }));
    if (started.ok) this.#closers.push(() => started.value.close());
    return started;
  }

  async #web(parts: WebParts): Promise<Result<Api>> {
    const api = await openWeb(this.#config, parts, this.#tools);
    if (!api.ok) return api;
    this.#closers.push(() => api.value.close());
    renewInTime(this.#config, api.value.https, this.#tools, this.#scope);
    return api;
  }

  #slow<T>(what: string, work: Promise<T>): Promise<T> {
    return withProgress(this.#tools.clock, this.#tools.say, what, work);
  }
}

/** The key to the API: made once, kept in the database, printed at each start. */
async function apiToken(store: Store, random: Random): Promise<string> {
  return (await store.setting('api-token')) ?? store.firstSetting('api-token', random.hex(24));
}
