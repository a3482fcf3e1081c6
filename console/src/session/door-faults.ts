import { ApiFault, messageOf } from '../api/fault.ts';
import { useText } from '../i18n/use-text.ts';
import { messages } from './messages.ts';

/** The server's code (docs/faults/access.md) and the key of our words for it. */
const KNOWN = {
  'access.wrong-password': 'wrongPassword',
  'access.too-many-attempts': 'tooManyAttempts',
  'access.busy': 'busy',
  'access.wrong-token': 'wrongToken',
  'access.first-start-over': 'firstStartOver',
  'access.weak-password': 'weakPassword',
  'access.bad-login': 'badLogin',
  'access.bad-name': 'badName',
  'access.login-taken': 'loginTaken',
} as const;

const isKnown = (code: string): code is keyof typeof KNOWN => Object.hasOwn(KNOWN, code);

/** Says in the language of the page why the door stayed shut. */
export function useDoorFault(): (error: unknown) => string {
  const text = useText(messages);
  return (error) => (error instanceof ApiFault && isKnown(error.code) ? text(KNOWN[error.code], { seconds: error.retryAfter ?? '…' }) : messageOf(error));
}
