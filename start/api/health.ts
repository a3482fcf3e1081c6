import type { Cluster } from '#cluster';
import type { Config } from '#config';
import type { House } from '../../calls/index.ts';

/** What `GET /healthz` tells. Made at start: the state of recordings is seen from what calls record. */
export function healthOf(house: House, config: () => Config) {
  const recordings = watchRecordings(house);
  return async () => {
    const parts = {
      database: await databaseHealth(house),
      sip: sipHealth(house),
      routing: routingHealth(house),
      ...(house.cluster ? { cluster: clusterHealth(house.cluster) } : {}),
      transcription: transcriptionHealth(house, config()),
      recording: config().recording.enabled ? recordings() : { status: 'off' as const },
    };
    const degraded = Object.values(parts).some(({ status }) => status === 'degraded');
    return { status: degraded ? ('degraded' as const) : ('ok' as const), parts };
  };
}

interface PartHealth {
  readonly status: 'ok' | 'degraded' | 'off';
  readonly note?: string;
}

interface RoutingHealth extends PartHealth {
  readonly role: 'alone' | 'leader' | 'follower';
  readonly silentMs?: number;
  readonly behind?: number;
  readonly waiting?: number;
}

interface ClusterHealth extends PartHealth {
  /** This one counted. */
  readonly servers: number;
  /** Others that this one is linked to. */
  readonly linked: number;
}

async function databaseHealth({ store }: House): Promise<PartHealth> {
  return (await store.healthy()) ? { status: 'ok' } : { status: 'degraded', note: 'not reachable; the timeline is kept in memory' };
}

function sipHealth({ sip }: House): PartHealth {
  if (sip.isConnected !== false) return { status: 'ok' };
  return { status: 'degraded', note: 'no connection to the SIP server; calls come in again when it is back' };
}

/** The log is asked several times a second: longer than this is trouble. */
const SILENT_MS = 1_000;
/** More entries than a busy second brings. */
const FAR_BEHIND = 5_000;

function routingHealth({ desk }: House): RoutingHealth {
  const { role, leader, silentMs, behind, waiting, away } = desk.status();
  if (role === 'alone') return { status: 'ok', note: 'this server routes alone', role };
  const facts = { role, silentMs: Math.round(silentMs), behind, waiting };
  if (silentMs > SILENT_MS) return { status: 'degraded', note: `Redis has not answered for ${Math.round(silentMs / 1000)} s; calls go on, nobody new is connected to an agent, ${waiting} commands wait`, ...facts };
  if (away) return { status: 'degraded', note: 'the other servers took this one for gone; it is signing in again', ...facts };
  if (!leader) return { status: 'degraded', note: 'nobody leads the routing log just now', ...facts };
  if (behind > FAR_BEHIND) return { status: 'degraded', note: `${behind} entries of the routing log are not read yet`, ...facts };
  return { status: 'ok', note: role === 'leader' ? 'this server leads' : 'another server leads', ...facts };
}

function clusterHealth(cluster: Cluster): ClusterHealth {
  const { servers, unlinked, registerAway } = cluster.health();
  const facts = { servers, linked: servers - 1 - unlinked.length };
  if (registerAway) return { status: 'degraded', note: 'the register of servers in Redis does not answer; phones that came to another server since are not known here', ...facts };
  if (unlinked.length > 0) return { status: 'degraded', note: `no link to ${unlinked.length} of ${servers - 1} other servers (the log names them): agents there get no callers of this server; see cluster.port and cluster.advertise`, ...facts };
  return { status: 'ok', note: servers === 1 ? 'no other server' : `${servers} servers, all linked`, ...facts };
}

function transcriptionHealth({ transcription }: House, config: Config): PartHealth {
  if (!config.transcription.enabled) return { status: 'off', note: 'switched off in the configuration' };
  const missing = (transcription?.engines ?? []).flatMap(({ language, missing: why }) => (why ? [`${language}: ${why}`] : []));
  const away = (transcription?.recognisers?.() ?? []).filter(({ remote, state }) => remote && state !== 'ready').map(({ name, state, problem }) => `recogniser ${name} is ${state}${problem === undefined ? '' : `: ${problem}`}`);
  const notes = [...missing, ...away];
  return notes.length > 0 ? { status: 'degraded', note: notes.join('; ') } : { status: 'ok' };
}

/** A recording that failed is trouble until that of another call ends well. */
function watchRecordings({ recorded }: House): () => PartHealth {
  let failedCall: string | undefined;
  recorded.on(({ event: { callId, type } }) => {
    if (type === 'recording.failed') failedCall = callId;
    else if (type === 'recording.finished' && failedCall !== callId) failedCall = undefined;
  });
  return () => {
    if (failedCall === undefined) return { status: 'ok' };
    return { status: 'degraded', note: 'calls are not recorded; check free space and rights of the recording folder' };
  };
}
