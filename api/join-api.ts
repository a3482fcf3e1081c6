import type { Clock, Log } from '#core';
import type { Route } from './http/route.ts';
import { CallAudio } from './live/call-audio.ts';
import { CallWatch } from './live/call-watch.ts';
import { LiveServer } from './live/live-server.ts';
import { LiveTopics } from './live/live-topics.ts';
import type { SocketDoor } from './live/upgrades.ts';
import type { AccessPort, ApiPorts, DeskPort, FloorPort, ListenPort, LiveMessage, StatisticsPort, WebFacts } from './port.ts';
import { agitationRoutes } from './routes/agitation/agitation-routes.ts';
import { callbackRoutes } from './routes/callbacks/callback-routes.ts';
import { callRoutes } from './routes/call-routes.ts';
import { heardTurns } from './routes/call-subject.ts';
import { deskRoutes } from './routes/desk/desk-routes.ts';
import { floorRoutes } from './routes/floor/floor-routes.ts';
import { miningRoutes } from './routes/mining/mining-routes.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { peopleRoutes } from './routes/people/people-routes.ts';
import { phoneRoutes } from './routes/people/phone-routes.ts';
import { sessionRoutes } from './routes/people/session-routes.ts';
import { originalRoute } from './recording/original-route.ts';
import { recordingRoute } from './routes/recording-route.ts';
import type { ReviewPort } from './routes/review/review-port.ts';
import { reviewRoutes } from './routes/review/review-routes.ts';
import { satisfactionRoutes } from './routes/satisfaction/satisfaction-routes.ts';
import { staffRoutes } from './routes/staff-routes.ts';
import { rulesRoutes } from './routes/rules/rules-routes.ts';
import { mailRoutes } from './routes/mail/mail-routes.ts';
import { ticketRoutes } from './routes/tickets/ticket-routes.ts';
import { voicemailRoutes } from './routes/voicemails/voicemail-routes.ts';
import { statisticsRoutes } from './routes/statistics/statistics-routes.ts';
import { SipPipe, type SipTarget } from './sip-pipe/sip-pipe.ts';
import { Gate } from './who/gate.ts';
import { QueueAccess } from './who/queue-access.ts';
import { SessionWatch } from './who/session-watch.ts';
import { TeamMap } from './who/team-map.ts';

/** What the API is joined to. What is left out has no routes; without `access` only the token lets anybody in. */
export interface JoinOptions {
  /** For programs (`Authorization: Bearer …`): an administrator without a desk. */
  readonly token: string;
  readonly ports: ApiPorts;
  /** `{ ...openAccess(…), may, reach }` of #access. */
  readonly access?: AccessPort;
  readonly web?: WebFacts;
  readonly desk?: DeskPort;
  readonly floor?: FloorPort;
  readonly listen?: ListenPort;
  readonly review?: ReviewPort;
  readonly statistics?: StatisticsPort;
  /** Where the SIP server listens for WebSockets; undefined while it does not. */
  readonly sipWebSocket?: () => SipTarget | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Live connections at once; default 1000. */
  readonly mostLiveClients?: number;
}

export interface Joined {
  readonly gate: Gate;
  readonly routes: readonly Route[];
  readonly doors: readonly SocketDoor[];
  readonly live: { publish(message: LiveMessage): void; readonly clients: number };
  counts(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Builds the routes and sockets, not yet listening. */
export function joinApi(options: JoinOptions): Joined {
  const { token, ports, access, desk, floor, listen, clock, log } = options;
  const gate = new Gate(token, access);
  const teams = new TeamMap(ports, floor, clock);
  const watch = new SessionWatch(gate, access, { clock, log });
  const audit = access?.audit;
  const calls = new CallWatch({ ports, desk, floor, teams, clock });
  const topics = new LiveTopics({ desk, floor, audit, calls, teams, queues: new QueueAccess(ports, teams), clock, log });
  const live = new LiveServer({ clock, log, gate, watch, topics, ...(options.mostLiveClients === undefined ? {} : { mostClients: options.mostLiveClients }) });
  const audio = listen && new CallAudio({ listen, floor, audit, calls, gate, watch, clock, log });
  const sip = options.sipWebSocket && new SipPipe({ target: options.sipWebSocket, gate, access, guests: access?.guests, guestNumber: options.web?.callUs, clock, log });
  const routes = routesOf(options, teams);
  return {
    gate,
    routes: [...routes, ...pageRoutes(routes)],
    doors: [live, ...(audio ? [audio] : []), ...(sip ? [sip] : [])],
    live,
    counts: () => ({ liveClients: live.clients, listeners: audio?.listeners ?? 0, sipPipes: sip?.pipes ?? 0, watchedSessions: watch.size }),
    close: async () => {
      watch.close();
      sip?.close();
      await Promise.all([live.close(), audio?.close()]);
    },
  };
}

function routesOf({ ports, access, web, desk, floor, review, statistics, clock, log }: JoinOptions, teams: TeamMap): Route[] {
  const audit = access?.audit;
  return [
    ...callRoutes({ ports, teams, floor, audit }),
    recordingRoute({ ports, teams, audit, clock, log }),
    originalRoute({ ports, teams, audit, clock }),
    ...(ports.agitation ? agitationRoutes({ agitation: ports.agitation, ports, teams, audit }) : []),
    ...staffRoutes({ ports, teams, audit }),
    ...(access ? [...sessionRoutes(access), ...peopleRoutes(access)] : []),
    ...(access && web ? phoneRoutes(access, web) : []),
    ...(desk ? deskRoutes(desk, teams) : []),
    ...(floor ? floorRoutes(floor, { teams, audit, store: ports.store }) : []),
    ...(statistics ? statisticsRoutes({ statistics, teams, audit, store: ports.store }) : []),
    ...(ports.callbacks ? callbackRoutes({ callbacks: ports.callbacks, access: new QueueAccess(ports, teams), audit, people: access?.people }) : []),
    ...(ports.rules ? rulesRoutes({ rules: ports.rules, teams, audit }) : []),
    ...(ports.tickets ? ticketRoutes({ tickets: ports.tickets, access: new QueueAccess(ports, teams), audit, people: access?.people, clock, heard: heardTurns({ store: ports.store, teams, audit }) }) : []),
    ...(ports.tickets && ports.satisfaction ? satisfactionRoutes({ satisfaction: ports.satisfaction, tickets: ports.tickets, access: new QueueAccess(ports, teams), audit, people: access?.people, now: () => clock.wall() }) : []),
    ...(ports.mail && ports.tickets ? mailRoutes({ mail: ports.mail, tickets: ports.tickets, access: new QueueAccess(ports, teams), audit }) : []),
    ...(ports.mining ? miningRoutes({ mining: ports.mining, ports, teams, clock }) : []),
    ...(ports.voicemails ? voicemailRoutes({ voicemails: ports.voicemails, access: new QueueAccess(ports, teams), audit, people: access?.people, clock }) : []),
    ...(review && access ? reviewRoutes({ review, teams, audit: access.audit, people: access.people, may: access.may }) : []),
  ];
}
