import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Gives access tokens for refresh tokens (RFC 6749 §6), each refresh token once, and tells others whether one is good (RFC 7662). */
export interface TokenServer {
  readonly tokenUrl: string;
  readonly introspectionUrl: string;
  readonly firstRefreshToken: string;
  /** How many access tokens were given. */
  readonly given: number;
  /** Whose token it is, if it may be used. */
  readonly userOf: (token: string) => string | undefined;
  /** No token given so far is good any more. */
  revoke(): void;
  close(): Promise<void>;
}

export async function startTokenServer(user: string): Promise<TokenServer> {
  let given = 0;
  let good = new Set<string>();
  const userOf = (token: string) => (good.has(token) ? user : undefined);
  const refresh = (sent: URLSearchParams) => {
    if (sent.get('client_id') !== 'huawu' || !/^refresh-\d+$/.test(sent.get('refresh_token') ?? '')) return { status: 400, answer: { error: 'invalid_grant' } };
    given += 1;
    good.add(`access-${given}`);
    return { status: 200, answer: { access_token: `access-${given}`, expires_in: 3_600, refresh_token: `refresh-${given}` } };
  };
  const introspect = (sent: URLSearchParams) => {
    const owner = userOf(sent.get('token') ?? '');
    return { status: 200, answer: owner === undefined ? { active: false } : { active: true, user: owner } };
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((sent) => {
      const { status, answer } = request.url === '/token' ? refresh(sent) : introspect(sent);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    tokenUrl: `${url}/token`, introspectionUrl: `${url}/introspect`, firstRefreshToken: 'refresh-0',
    get given() { return given; },
    userOf,
    revoke: () => void (good = new Set()),
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return new URLSearchParams(body);
}
