import { useText } from '../../i18n/use-text.ts';
import { messages } from './messages.ts';

const KINDS = ['card', 'account', 'id', 'phone', 'code', 'email', 'keys'] as const;

/** What kind of secret was silenced. */
export function useSecretName(): (kind: string) => string {
  const text = useText(messages);
  return (kind) => {
    const known = KINDS.find((each) => each === kind);
    return known === undefined ? kind : text(known);
  };
}
