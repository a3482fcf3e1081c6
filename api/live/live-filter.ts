import type { LiveMessage } from '../port.ts';

/** What one console wants to hear. */
export interface LiveFilter {
  readonly call?: string;
  readonly types?: ReadonlySet<string>;
}

/** `?call=<id>&types=words,alert,call.ended` */
export function filterOf(query: URLSearchParams): LiveFilter {
  const call = query.get('call');
  const types = query.get('types')?.split(',').map((type) => type.trim()).filter((type) => type !== '');
  return { ...(call ? { call } : {}), ...(types && types.length > 0 ? { types: new Set(types) } : {}) };
}

/** True when the message is wanted: of the call, and of a type of message (`words`) or of event (`call.ended`). */
export function wants({ call, types }: LiveFilter, message: LiveMessage): boolean {
  if (call !== undefined && (message.callId ?? message.event?.callId) !== call) return false;
  return types === undefined || types.has(message.type) || (message.event !== undefined && types.has(message.event.type));
}
