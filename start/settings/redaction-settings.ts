import type { Config } from '#config';
import type { Language } from '#core';
import { defaultTokens, type RedactionPolicy, SECRET_KINDS, type SecretKind } from '#redaction';
import type { CallSettings } from '../../calls/index.ts';

/** What the configuration says of secrets, for each queue. */
export function redactionSettings({ redaction, queues }: Pick<Config, 'redaction' | 'queues'>): Pick<CallSettings, 'redactionOf' | 'originalOf'> {
  const own = (queue: string | undefined) => queues.find(({ id }) => id === queue)?.redaction;
  const isOn = (queue: string | undefined) => own(queue)?.enabled ?? redaction.enabled;
  return {
    redactionOf: (queue, language) => (isOn(queue) ? { kinds: new Set(own(queue)?.kinds ?? redaction.kinds), tokens: tokensOf(redaction, language), holdSeconds: redaction.holdSeconds } : undefined),
    originalOf: (queue) => (isOn(queue) && redaction.recordings === 'silenced' ? (own(queue)?.original ?? redaction.original) : undefined),
  };
}

function tokensOf({ tokens }: Config['redaction'], language: Language): RedactionPolicy['tokens'] {
  const preset = defaultTokens(language);
  const entries = SECRET_KINDS.map((kind): [SecretKind, string] => [kind, tokens[kind] ?? preset[kind]]);
  return Object.fromEntries(entries) as Record<SecretKind, string>;
}
