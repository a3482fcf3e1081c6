import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CallId, type Clock, Fault, type Log, type Result, type Signal, failed, ok } from '#core';
import type { PeopleRecords } from '#access';
import type { CallbackRecords } from '#callbacks';
import type { SatisfactionRecords, TicketRecords, TicketTexts, TicketSearch, TicketViews } from '#tickets';
import type { AgitationStore } from './agitation/port.ts';
import { SqlAgitation } from './agitation/sql-agitation.ts';
import type { MailRecords } from '#mail';
import type { MiningRecords } from '#mining';
import { SqlMail } from './mail/sql-mail.ts';
import { SqlMining } from './mining/sql-mining.ts';
import { SqlCallbacks } from './callbacks/sql-callbacks.ts';
import type { QualityStore } from './quality/port.ts';
import { SqlQuality } from './quality/sql-quality.ts';
import { SqlTicketSearch } from './tickets/search/sql-ticket-search.ts';
import { SqlTicketViews } from './tickets/search/sql-ticket-views.ts';
import { TicketIndex } from './tickets/search/ticket-index.ts';
import { SqlSatisfaction } from './satisfaction/sql-satisfaction.ts';
import { SqlTicketTexts } from './tickets/sql-ticket-texts.ts';
import { SqlTickets } from './tickets/sql-tickets.ts';
import { SqlVoicemails } from './voicemails/sql-voicemails.ts';
import type { VoicemailStore } from './voicemails/port.ts';
import { SqlPeople } from './people/sql-people.ts';
import type { AgentLog, Store } from './port.ts';
import type { ReviewStore } from './reviews/port.ts';
import { embeddedPostgres } from './sql/embedded-postgres.ts';
import { migrate, shippedMigrations } from './sql/migrate.ts';
import { remotePostgres } from './sql/remote-postgres.ts';
import { type Sql, sqlFault } from './sql/sql.ts';
import { SpillFiles } from './timeline/spill-files.ts';
import { TimelineStore } from './timeline/timeline-store.ts';

export interface StoreOptions {
  /** A PostgreSQL to use; without it one is started under `<dataDir>/postgres`. */
  readonly databaseUrl?: string;
  /** Folder of the installation; also holds events that could not be written yet. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Told what takes long. */
  readonly progress?: (text: string) => void;
  /** Schema of our tables: letters, digits and `_`. */
  readonly schema?: string;
}

/** A store with the process id of its embedded PostgreSQL, when it has one. */
export interface OpenedStore extends Store {
  readonly databasePid: number | undefined;
  /** What agents did. */
  readonly agents: AgentLog;
  /** Search in transcripts, reviews, corrections. */
  readonly reviews: ReviewStore;
  /** People, sessions, audit log. */
  readonly people: PeopleRecords;
  /** Messages to queues. */
  readonly voicemails: VoicemailStore;
  /** Customers who are to be called back. */
  readonly callbacks: CallbackRecords;
  /** Mails that came and go, and how far mailboxes were read. */
  readonly mail: MailRecords;
  /** Tickets with their history. */
  readonly tickets: TicketRecords;
  /** Their texts, to be compared. */
  readonly ticketTexts: TicketTexts;
  /** Surveys and improvement tasks. */
  readonly satisfaction: SatisfactionRecords;
  /** Follows the tickets for searches; tell it what was written. */
  readonly ticketIndex: TicketIndex;
  readonly ticketSearch: TicketSearch;
  readonly ticketViews: TicketViews;
  /** Search in transcripts, and what mining found in them. */
  readonly mining: MiningRecords;
  /** Analyses, samples, calibrations, coaching notes. */
  readonly quality: QualityStore;
  /** Curves of agitation. */
  readonly agitation: AgitationStore;
  /** Calls whose last event was written. */
  readonly ended: Signal<readonly CallId[]>;
}

/**
 * Opens the timeline: starts or reaches the database, brings its schema up to date, writes what an earlier run could not.
 * Faults: those of `embeddedPostgres`, `remotePostgres` and `migrate`.
 */
export async function openStore(options: StoreOptions): Promise<Result<OpenedStore>> {
  const { databaseUrl, clock, log, progress, schema = 'huawu' } = options;
  const dataDir = resolve(options.dataDir);
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) return failed(new Fault('store.bad-schema', `"${schema}" cannot name a schema: use lower-case letters, digits and "_".`));
  const opened = databaseUrl === undefined ? await embeddedPostgres({ dataDir, schema, clock, log, ...(progress ? { progress } : {}) }) : await remotePostgres({ url: databaseUrl, schema, log });
  if (!opened.ok) return opened;
  const sql: Sql & { pid?: number | undefined } = opened.value;
  try {
    const applied = await migrate(sql, schema, shippedMigrations());
    if (applied.length > 0) log.info('the database schema was brought up to date', { applied });
    const spillFolder = join(dataDir, 'timeline');
    mkdirSync(spillFolder, { recursive: true, mode: 0o700 });
    const spill = new SpillFiles(spillFolder);
    if (spill.waiting) progress?.('Writing events that an earlier run could not …');
    const store = new TimelineStore({ sql, spill, clock, log, databasePid: () => sql.pid });
    await store.flush();
    // In the background: an installation with many calls starts at once.
    store.reviews.index.add([]);
    const ticketIndex = new TicketIndex(sql, clock, log);
    const closeTimeline = store.close.bind(store);
    const close = async () => {
      await ticketIndex.close();
      await closeTimeline();
    };
    return ok(Object.assign(store, { close, ticketIndex, ticketSearch: new SqlTicketSearch(sql), ticketViews: new SqlTicketViews(sql, clock), people: new SqlPeople(sql), voicemails: new SqlVoicemails(sql), callbacks: new SqlCallbacks(sql), tickets: new SqlTickets(sql), mail: new SqlMail(sql), ticketTexts: new SqlTicketTexts(sql), satisfaction: new SqlSatisfaction(sql, () => clock.wall()), mining: new SqlMining(sql, store.reviews.index.spoken), quality: new SqlQuality(sql), agitation: new SqlAgitation(sql) }));
  } catch (error) {
    await sql.close();
    return failed(sqlFault(error));
  }
}
