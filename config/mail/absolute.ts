import type { z } from 'zod';
import type { Mail } from './keys.ts';

type Keys = z.output<typeof Mail>;
type Here = (path: string) => string;
type Secret = { readonly env: string } | { readonly file: string };

/** Paths under `mail` made absolute. */
export function absoluteMail({ mailboxes, smtp, originals, ...mail }: Keys, here: Here): Keys {
  return {
    ...mail,
    mailboxes: mailboxes.map((mailbox) => ({ ...mailbox, ...filesOf(mailbox, here) })),
    ...(smtp ? { smtp: { ...smtp, ...filesOf(smtp, here) } } : {}),
    ...(originals === undefined ? {} : { originals: here(originals) }),
  };
}

/** Files it names, with the keys they are named by. */
export function mailFiles({ mailboxes, smtp }: Keys): { readonly path: readonly (string | number)[]; readonly file: string }[] {
  const of = (path: readonly (string | number)[], { ca, password, oauth }: Partial<Named>) => [
    ...(ca === undefined ? [] : [{ path: [...path, 'ca'], file: ca }]),
    ...secretFile([...path, 'password'], password),
    ...secretFile([...path, 'oauth', 'clientSecret'], oauth?.clientSecret),
    ...secretFile([...path, 'oauth', 'refreshToken'], oauth?.refreshToken),
  ];
  return [...mailboxes.flatMap((mailbox, i) => of(['mail', 'mailboxes', i], mailbox)), ...(smtp ? of(['mail', 'smtp'], smtp) : [])];
}

const secretFile = (path: readonly (string | number)[], secret: Secret | undefined) => (secret && 'file' in secret ? [{ path: [...path, 'file'], file: secret.file }] : []);

type Named = Pick<Keys['mailboxes'][number], 'ca' | 'password' | 'oauth'>;

function filesOf({ ca, password, oauth }: Named, here: Here): Named {
  const secret = <S extends Secret>(given: S): S => ('file' in given ? { ...given, file: here(given.file) } : given);
  return {
    ...(ca === undefined ? {} : { ca: here(ca) }),
    ...(password ? { password: secret(password) } : {}),
    ...(oauth ? { oauth: { ...oauth, refreshToken: secret(oauth.refreshToken), ...(oauth.clientSecret ? { clientSecret: secret(oauth.clientSecret) } : {}) } } : {}),
  };
}
