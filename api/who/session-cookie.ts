/** The cookie that holds a session's token. RFC 6265 §4.1; SameSite of RFC 6265bis §4.1.2.7. */
const NAME = 'huawu-session';
/** A token of ours is shorter; a longer one is not looked up. */
const LONGEST = 200;

/** The session's token of a Cookie header; the first when there are several. */
export function sessionTokenOf(cookies: string | undefined): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name = '', ...rest] = pair.split('=');
    if (name.trim() !== NAME) continue;
    const value = rest.join('=').trim();
    return value === '' || value.length > LONGEST ? undefined : value;
  }
  return undefined;
}

/** Lives as long as the browser is open: the server knows when the session ends. */
export const sessionCookie = (token: string, secure: boolean): string => `${NAME}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

export const noSessionCookie = (secure: boolean): string => `${sessionCookie('', secure)}; Max-Age=0`;
