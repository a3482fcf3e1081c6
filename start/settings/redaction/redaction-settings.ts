import type { Config } from '#config';
import { recordingKey } from './recording-key.ts';
import type { Language } from '#core';
import { defaultTokens, type RedactionPolicy, SECRET_KINDS, type SecretKind } from '#redaction';
import type { CallSettings } from '../../../calls/index.ts';

/** What the configuration says of secrets, for each queue. */
export function redactionSettings({ redaction, queues, data }: Pick<Config, 'redaction' | 'queues' | 'data'>): Pick<CallSettings, 'redactionOf' | 'originalOf' | 'sealed' | 'recordingKey'> {
  let key: Uint8Array | undefined;
  const own = (queue: string | undefined) => queues.find(({ id }) => id === queue)?.redaction;
  const isOn = (queue: string | undefined) => own(queue)?.enabled ?? redaction.enabled;
  return {
    redactionOf: (queue, language) => (isOn(queue) ? { kinds: new Set(own(queue)?.kinds ?? redaction.kinds), tokens: tokensOf(redaction, language), holdSeconds: redaction.holdSeconds, misheard: redaction.misheard } : undefined),
    originalOf: (queue) => (isOn(queue) && redaction.recordings !== 'whole' ? (own(queue)?.original ?? redaction.original) : undefined),
    sealed: redaction.recordings === 'sealed',
    recordingKey: () => (key ??= keyOrNone({ redaction, data })),
  };
}

/** A key that cannot be read was told at start, before any call. */
function keyOrNone(config: Pick<Config, 'redaction' | 'data'>): Uint8Array | undefined {
  const read = recordingKey(config);
  return read.ok ? read.value : undefined;
}

function tokensOf({ tokens }: Config['redaction'], language: Language): RedactionPolicy['tokens'] {
  const preset = defaultTokens(language);
  const entries = SECRET_KINDS.map((kind): [SecretKind, string] => [kind, tokens[kind] ?? preset[kind]]);
  return Object.fromEntries(entries) as Record<SecretKind, string>;
}
