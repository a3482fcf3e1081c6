import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault, type Result, failed, ok } from '#core';

/** Name of a model and of its folder. */
export const MODEL_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/u;

const Entry = z.strictObject({
  name: z.string().regex(MODEL_NAME),
  /** ISO 639-1, with a region where there are several. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/u),
  kind: z.enum(['small', 'large']),
  url: z.url({ protocol: /^https?$/u }),
  bytes: z.number().int().positive(),
  /** The publisher's page says the size in rounded figures only. */
  bytesAbout: z.boolean().default(false),
  /** As public sources agree; null: not known, recorded at the first pull. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u).nullable(),
  /** The publisher's own, where no SHA-256 is known: finds damage, not malice. */
  md5: z.string().regex(/^[0-9a-f]{32}$/u).optional(),
  licence: z.string().min(1).max(80),
  sampleRate: z.number().int().positive(),
  note: z.string().max(200).optional(),
});

const Table = z.strictObject({ version: z.literal(1), made: z.iso.date(), models: z.array(Entry).max(1_000) });

export type TableEntry = z.output<typeof Entry>;
export type ModelTable = z.output<typeof Table>;

/** Of the table in the project. Its private half signs the table and is not kept with it. */
const OUR_KEY = join(import.meta.dirname, 'table-key.pem');
export const OUR_TABLE = join(import.meta.dirname, 'table.json');

/**
 * The table of models in `file` with its signature in `file.sig` (base64, Ed25519 over the bytes of the file), checked with
 * the public key in `key` (PEM). Defaults: those of the project. Fails with `models.bad-table`.
 */
export async function readTable(file = OUR_TABLE, key = OUR_KEY): Promise<Result<ModelTable>> {
  try {
    const [bytes, signature, pem] = await Promise.all([readFile(file), readFile(`${file}.sig`, 'utf8'), readFile(key)]);
    if (!verify(null, bytes, createPublicKey(pem), Buffer.from(signature.trim(), 'base64'))) return failed(badTable(file, 'its signature is not that of the key; it was changed, so nothing of it is believed'));
    const table = Table.safeParse(JSON.parse(bytes.toString()));
    return table.success ? ok(table.data) : failed(badTable(file, z.prettifyError(table.error)));
  } catch (cause) {
    return failed(badTable(file, cause instanceof Error ? cause.message : String(cause)));
  }
}

const badTable = (file: string, why: string) => new Fault('models.bad-table', `the table of models ${file} cannot be used: ${why}`);
