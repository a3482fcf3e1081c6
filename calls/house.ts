import type { AgitationPolicy, Ears } from '#agitation';
import type { DeskTickets } from '#contract';
import type { Clock, Emitter, EpochMillis, Language, Log, Millis, Random } from '#core';
import type { Flow } from '#ivr';
import type { Media } from '#media';
import type { Policy } from '#qa';
import type { RedactionPolicy } from '#redaction';
import type { Cluster } from '#cluster';
import type { CallbackDesk, CallbackOrder, CallbackRecords } from '#callbacks';
import type { ExpectedWaits, RoutingDesk } from '#routing';
import type { Sip } from '#sip';
import type { PlannedSpan } from '#statistics';
import type { AgentLog, AgitationStore, Store, TimelineEvent, VoicemailStore } from '#store';
import type { SatisfactionDesk, TicketDesk } from '#tickets';
import type { Transcription, Writing } from '#transcription';
import type { Call } from './call.ts';
import type { CallsElsewhere } from './cluster/share-calls.ts';
import type { Workplaces } from './desk/workplaces.ts';
import type { Outside } from './outside/outside.ts';
import type { DeskDispatch } from './queue/desk-dispatch.ts';
import type { LiveMessage } from './live-message.ts';

export interface QueueSettings {
  readonly id: string;
  readonly name: string;
  /** Own number of the queue: reachable by transfer, and by callers who then skip the flow. */
  readonly number?: string;
  readonly music: string;
  /** Pause between two announcements of the caller's place. */
  readonly announceMs: Millis;
  /** With the place, tell how long the wait will be. */
  readonly announceWait?: boolean;
  /** No caller is told more than so many minutes above what was told before. Default 1. */
  readonly announceWaitStep?: number;
  /** Who would wait longer is not taken into the queue. */
  readonly dissuadeMs?: Millis;
  /** The agent of the customer's last contact is asked first, for so long; 0 or nothing = not. */
  readonly lastAgentMs?: Millis;
  /** So large a share of callers is to be answered within so many seconds. */
  readonly serviceLevel?: { readonly share: number; readonly seconds: number };
  /** How finished sentences are written, and the only phrases listened for; default all words as they are heard. */
  readonly transcript?: Writing & { readonly onlyPhrases: readonly string[]; readonly hotWords?: readonly string[] };
}

/** Something people choose from a list. */
export interface Choice {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

export interface AgentSettings {
  readonly id: string;
  readonly name: string;
  /** SIP account name and internal number. */
  readonly extension: string;
  readonly teams?: readonly string[];
  /** Queues this agent serves. */
  readonly queues?: readonly string[];
}

/** What the story of a call needs to know of the configuration; replaced as a whole when it changes. */
export interface CallSettings {
  readonly numbers: ReadonlyMap<string, Flow>;
  /** Which text of which flow each of them is; for the timeline. */
  readonly flowVersions?: ReadonlyMap<Flow, { readonly flow: string; readonly number: number; readonly hash: string }>;
  readonly queues: ReadonlyMap<string, QueueSettings>;
  readonly agents: ReadonlyMap<string, AgentSettings>;
  /** Skill names that stand for a language; kept when a call is transferred to a queue. */
  readonly languages: readonly Language[];
  readonly defaultLanguage: Language;
  readonly policy?: Policy;
  /** How agitation is measured; without it, not. */
  readonly agitation?: AgitationPolicy;
  /** Folder of the recordings, or undefined when calls are not recorded. */
  readonly recordings?: string;
  /** Folder that recordings are named from on the timeline; without it in full. */
  readonly recordingsBase?: string;
  /** Folder of messages left by callers. */
  readonly voicemailFolder?: string;
  /** Who is called first; default the agent. */
  readonly callbackOrder?: CallbackOrder;
  /** A customer's phone rings so long. */
  readonly callbackRingMs?: Millis;
  readonly readyOnRegister: boolean;
  /** Secrets in conversations of a queue; undefined = what is said is stored as it is. */
  readonly redactionOf?: (queue: string | undefined, language: Language) => RedactionPolicy | undefined;
  /** Recordings are written encrypted from the beginning; otherwise silenced when the call is over. */
  readonly sealed?: boolean;
  /** Secrets are silenced in recordings, and what becomes of what was silenced; undefined = they stay as they are. */
  readonly originalOf?: (queue: string | undefined) => 'encrypted' | 'none' | undefined;
  /** Key of encrypted recordings; without it they are written as they are. */
  readonly recordingKey?: () => Uint8Array | undefined;
  readonly featureCodes: { readonly ready: string; readonly notReady: string };
  readonly notReadyReasons?: readonly Choice[];
  readonly dispositions?: readonly Choice[];
  /** Wrap-up is not over before one is chosen. */
  readonly dispositionRequired?: boolean;
  /** IANA zone whose midnight begins the day of figures; default UTC. */
  readonly timeZone?: string;
  /** Address to name in SDP to peers outside the networks of this machine. */
  readonly advertise?: string;
}

/** The agent whose phone uses this SIP account. */
export function agentOfAccount(settings: CallSettings, account: string): AgentSettings | undefined {
  for (const agent of settings.agents.values()) if (agent.extension === account) return agent;
  return undefined;
}

/** Everything a call may use; made once by server.ts. */
export interface House {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly sip: Sip;
  readonly media: Media;
  readonly transcription?: Transcription;
  readonly desk: RoutingDesk;
  readonly dispatch: DeskDispatch;
  /** Web servers, text-to-speech, lists of customers, for flows; without it they fail. */
  readonly outside?: Outside;
  /** Messages of rules to other systems; without it they fail. */
  readonly outbox?: { send(hook: string, key: string, message: Readonly<Record<string, unknown>>): boolean; /** Resolves when the disk has what was sent so far. */ settled?(): Promise<void> };
  /** When callers will probably be answered. */
  readonly waits: ExpectedWaits;
  readonly store: Store;
  /** Messages to queues; without it none can be left. */
  readonly voicemails?: VoicemailStore;
  /** Customers who are to be called back; without it nobody is. */
  readonly callbacks?: CallbackDesk;
  readonly callbackRecords?: CallbackRecords;
  /** What calls could not finish; without it flows make no tickets. */
  readonly tickets?: TicketDesk;
  /** Tickets on the desk of an agent; without it none are offered. */
  readonly ticketsOf?: (agent: string) => DeskTickets | undefined;
  /** What callers say at the end of calls is kept here; without it the timeline alone has it. */
  readonly satisfaction?: Pick<SatisfactionDesk, 'asked' | 'answeredCall'>;
  /** Measures voices; without it there is no agitation. */
  readonly ears?: Ears;
  /** Where curves of agitation are kept. */
  readonly curves?: AgitationStore;
  /** What agents did; without it figures of their time begin anew at each start. */
  readonly agents?: AgentLog;
  /** Who is to work when; without it nobody's adherence is told. */
  readonly plan?: (from: EpochMillis, until: EpochMillis) => Promise<readonly PlannedSpan[]>;
  /** Tells the consoles; never throws, never waits. */
  readonly live: (message: LiveMessage) => void;
  /** Each fact as a call records it, for whoever counts and shows them. */
  readonly recorded: Emitter<Recorded>;
  /** What lies on each agent's desk. */
  readonly workplaces: Workplaces;
  readonly settings: CallSettings;
  /** The other servers; undefined = this one is alone. */
  readonly cluster?: Cluster;
  /** Calls in progress at other servers. */
  readonly callsElsewhere?: CallsElsewhere;
}

export interface Recorded {
  readonly call: Call;
  readonly event: TimelineEvent;
}
