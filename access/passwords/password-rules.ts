import { Fault, type Random, type Result, failed, ok } from '#core';

/** NIST SP 800-63B §5.1.1.2 asks for 8 and no rules of composition; ten, because people choose words. */
const LEAST = 10;
/** Longer ones only cost time. */
export const MOST = 128;
/** `aaaaaaaaaa`, `1212121212` */
const LEAST_DIFFERENT = 4;

/** The commonest of at least ten characters, in leaked lists of both languages; compared without case. */
const COMMONEST = new Set(
  `0123456789 1234567890 12345678910 0987654321 9876543210 1234554321 1122334455 1212121212 1111111111 123456789a a123456789 a1234567890
  1234567890a abc123456789 abcd123456 abcdefghij abcdefg123 qwertyuiop qwerty12345 qwerty123456 qwertyuiop123 asdfghjkl123 asdfghjkl1 zxcvbnm123
  1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv q1w2e3r4t5 q1w2e3r4t5y6 password12 password123 password1234 password12345 password123456
  passw0rd123 p@ssw0rd123 p@ssword123 mypassword changeme123 letmein123 welcome123 welcome1234 administrator admin12345 admin123456 admin1234567
  administrator1 root123456 superadmin superman123 iloveyou123 iloveyou12 sunshine123 princess123 football123 baseball123 monkey12345 dragon12345
  trustno1234 whatever123 computer123 internet123 hello12345 hello123456 test123456 testtest123 guest12345 default123 secret12345
  woaini1314 woaini5201314 woaini520 woaini123456 woaini1314520 5201314520 1314520520 qq123456789 wang123456 zhang123456 li123456789 liu123456
  aa123456789 aaa123456789 a123456a123 asd123456789 qwe123456789 zxc123456789 qweasdzxc123 1qazxsw23edc huawu12345 huawu123456 callcenter callcenter1 callcenter123`
    .split(/\s+/),
);

/** Refuses what is guessed first. Faults: access.weak-password. */
export function checkPassword(password: string, login: string): Result<void> {
  const letters = [...password.normalize('NFKC')];
  const lower = letters.join('').toLowerCase();
  if (letters.length < LEAST) return weak(`shorter than ${LEAST} characters`);
  if (letters.length > MOST) return weak(`longer than ${MOST} characters`);
  if (lower.replace(/[^\p{L}]+$/u, '') === login.replace(/[^\p{L}]+$/u, '') || lower === login) return weak('the name to sign in with');
  if (new Set(lower).size < LEAST_DIFFERENT) return weak('the same few characters over and over');
  if (COMMONEST.has(lower)) return weak('among the most used passwords');
  return ok(undefined);
}

const weak = (why: string) => failed(new Fault('access.weak-password', `This password is ${why}. Choose one of at least ${LEAST} characters, such as four words that do not belong together.`));

/** Letters and digits that cannot be mistaken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP = 5;

/** About 74 bits, in groups that can be read aloud: `k3m9x-p7w2q-ab4tz`. */
export function makePassword(random: Random): string {
  const group = () => Array.from({ length: GROUP }, () => ALPHABET[random.int(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
