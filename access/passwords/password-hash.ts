import { argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from '#core';

/** Cost of argon2id (RFC 9106 §3.1). */
export interface HashCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane; about 33 ms on a core of 2024. */
export const OWASP_COST: HashCost = { memoryKiB: 19_456, passes: 2, lanes: 1 };

const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** A stored hash can only ask for so much, whoever wrote it. */
const MOST_KIB = 1 << 20;
const FORM = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,})\$([A-Za-z0-9+/]{22,})$/;

/** The password as a PHC string, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. Runs on libuv's threads. */
export async function hashPassword(password: string, cost: HashCost, random: Random): Promise<string> {
  const salt = Buffer.from(random.hex(SALT_BYTES), 'hex');
  const tag = await derive(password, salt, cost, TAG_BYTES);
  return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=${cost.lanes}$${plain(salt)}$${plain(tag)}`;
}

/** Whether the password is the one of the PHC string; false for a string that is none. */
export async function passwordFits(password: string, stored: string): Promise<boolean> {
  const parts = read(stored);
  if (!parts) return false;
  return timingSafeEqual(await derive(password, parts.salt, parts.cost, parts.tag.length), parts.tag);
}

/** Whether a stored hash is cheaper than what we ask for now. */
export function isCheaper(stored: string, wanted: HashCost): boolean {
  const cost = read(stored)?.cost;
  return cost === undefined || cost.memoryKiB < wanted.memoryKiB || cost.passes < wanted.passes;
}

function read(stored: string): { cost: HashCost; salt: Buffer; tag: Buffer } | undefined {
  const [, memory, passes, lanes, salt = '', tag = ''] = FORM.exec(stored) ?? [];
  const cost = { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  if (memory === undefined || cost.memoryKiB > MOST_KIB || cost.lanes < 1 || cost.passes < 1) return undefined;
  return { cost, salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') };
}

/** NIST SP 800-63B §5.1.1.2: passwords are brought to one Unicode form before they are hashed. */
function derive(password: string, nonce: Buffer, { memoryKiB, passes, lanes }: HashCost, tagLength: number): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'));
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce, parallelism: lanes, tagLength, memory: memoryKiB, passes }, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

/** Base64 without padding, as PHC strings have it. */
const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
