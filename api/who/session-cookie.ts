/**
 * The cookie that holds a session's token. RFC 6265 §4.1; SameSite of RFC 6265bis §4.1.2.7.
 *
 * Ports share cookies: over TLS it has another name, because a browser that holds a `Secure` cookie takes no other of the
 * same name over plain HTTP, and signing in there would seem to do nothing. `__Host-`: §4.1.3.2.
 */
const NAME = { plain: 'huawu-session', secure: '__Host-huawu-session' };
/** A token of ours is shorter; a longer one is not looked up. */
const LONGEST = 200;

/** The session's token of a Cookie header; that of TLS before that of plain HTTP. */
export function sessionTokenOf(cookies: string | undefined): string | undefined {
  return valueOf(cookies, NAME.secure) ?? valueOf(cookies, NAME.plain);
}

/** Lives as long as the browser is open: the server knows when the session ends. */
export function sessionCookie(token: string, secure: boolean): string {
  return `${secure ? NAME.secure : NAME.plain}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

export const noSessionCookie = (secure: boolean): string => `${sessionCookie('', secure)}; Max-Age=0`;

function valueOf(cookies: string | undefined, wanted: string): string | undefined {
  for (const pair of (cookies ?? '').split(';')) {
    const [name = '', ...rest] = pair.split('=');
    if (name.trim() !== wanted) continue;
    const value = rest.join('=').trim();
    return value === '' || value.length > LONGEST ? undefined : value;
  }
  return undefined;
}
