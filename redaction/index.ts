export { type Cue, type RedactionEffect, type RedactionInput, type RedactionPolicy, type RedactionState, SECRET_KINDS, type SecretKind, type SpokenWord } from './model.ts';
export { redact, startRedaction } from './machine/redact.ts';
export { hideEvidence } from './machine/hide-evidence.ts';
export { type RedactedSpeech, redactSpoken } from './redact-once.ts';
export { defaultTokens } from './default-tokens.ts';
