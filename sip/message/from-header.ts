import { oneLine, quoted } from './header-text.ts';
import { encodeUser } from './sip-uri.ts';

/**
 * drachtio-server 0.9 puts its address into a From of at most 255 bytes: it refuses or maims a longer one, and with it the
 * call. Half of that each for number and name leaves room for brackets, scheme and a host name.
 */
const LONGEST_PART_BYTES = 96;

/** From of a call of ours; the server writes its own address in place of `localhost`. Whatever is too long is cut. */
export function fromHeader({ user, display }: { readonly user: string; readonly display: string }): string {
  const number = cut(user, encodeUser);
  const name = cut(oneLine(display), quoted);
  return `${name === '' ? '' : `${quoted(name)} `}<sip:${number === '' ? 'anonymous' : encodeUser(number)}@localhost>`;
}

/** As many characters from the front as fit when written down. */
function cut(text: string, write: (text: string) => string): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(write(kept + character)) > LONGEST_PART_BYTES) break;
    kept += character;
  }
  return kept;
}
