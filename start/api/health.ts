import type { Config } from '#config';
import type { House } from '../../calls/index.ts';

/** What `GET /healthz` tells. Made at start: the state of recordings is seen from what calls record. */
export function healthOf(house: House, config: () => Config) {
  const recordings = watchRecordings(house);
  return async () => {
    const parts = {
      database: await databaseHealth(house),
      sip: sipHealth(house),
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

async function databaseHealth({ store }: House): Promise<PartHealth> {
  return (await store.healthy()) ? { status: 'ok' } : { status: 'degraded', note: 'not reachable; the timeline is kept in memory' };
}

function sipHealth({ sip }: House): PartHealth {
  if (sip.isConnected !== false) return { status: 'ok' };
  return { status: 'degraded', note: 'no connection to the SIP server; calls come in again when it is back' };
}

function transcriptionHealth({ transcription }: House, config: Config): PartHealth {
  if (!config.transcription.enabled) return { status: 'off', note: 'switched off in the configuration' };
  const missing = (transcription?.engines ?? []).flatMap(({ language, missing: why }) => (why ? [`${language}: ${why}`] : []));
  return missing.length > 0 ? { status: 'degraded', note: missing.join('; ') } : { status: 'ok' };
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
