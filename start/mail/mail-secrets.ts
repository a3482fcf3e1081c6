import { readFile } from 'node:fs/promises';
import { type Clock, Fault } from '#core';
import { AccessTokens, type MailSecret } from '#mail';
import type { Config } from '#config';

type Server = Config['mail']['mailboxes'][number];
type Written = NonNullable<Server['password']>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The secret itself; asked for at each connection, so that a changed file counts without a restart. Never logged. */
async function secretOf(secret: Written, env: Environment): Promise<string> {
  if ('env' in secret) {
    const found = env[secret.env];
    if (found) return found;
    throw new Fault('mail.no-secret', `The environment variable ${secret.env}, which mail needs, is not set.`, { retryable: true });
  }
  try {
    const [line = ''] = (await readFile(secret.file, 'utf8')).split(/\r?\n/);
    if (line !== '') return line;
  } catch (error) {
    throw new Fault('mail.no-secret', `The file ${secret.file}, which mail needs, cannot be read.`, { retryable: true, cause: error });
  }
  throw new Fault('mail.no-secret', `The first line of the file ${secret.file} is empty; mail needs the secret there.`, { retryable: true });
}

/** What is shown to a mail server: a password, or an access token made of a refresh token. */
export function mailSecret({ password, oauth }: Pick<Server, 'password' | 'oauth'>, env: Environment, clock: Clock): MailSecret {
  if (!oauth) return async () => ({ pass: password ? await secretOf(password, env) : '' });
  let tokens: AccessTokens | undefined;
  return async (refused) => {
    if (refused) tokens?.forget();
    if (!tokens) {
      const { tokenUrl, clientId, clientSecret, refreshToken, scope } = oauth;
      const secrets = { refreshToken: await secretOf(refreshToken, env), ...(clientSecret ? { clientSecret: await secretOf(clientSecret, env) } : {}) };
      tokens = new AccessTokens({ tokenUrl, clientId, clock, ...secrets, ...(scope === undefined ? {} : { scope }) });
    }
    return { accessToken: await tokens.now() };
  };
}
