import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Language } from '#core';
import { parse } from 'yaml';
import { z } from 'zod';

const textsSchema = z.strictObject({
  spoken: z.record(z.string(), z.strictObject({ zh: z.string(), en: z.string() })),
  bilingual: z.record(z.string(), z.array(z.union([z.strictObject({ zh: z.string() }), z.strictObject({ en: z.string() })]))),
});

export interface Part {
  readonly language: Language;
  readonly text: string;
}

/** One sound file to make from words. */
export interface SpokenFile {
  /** Below the prompt folder, `/` between the parts. */
  readonly file: string;
  readonly parts: readonly Part[];
}

/** Every file that prompts/texts.yaml asks for, in its order. */
export function spokenFiles(textsFile: string | URL): SpokenFile[] {
  const { spoken, bilingual } = textsSchema.parse(parse(readFileSync(textsFile, 'utf8')));
  const single = Object.entries(spoken).flatMap(([name, texts]) =>
    (['zh', 'en'] as const).map((language) => ({
      file: `${language}/${name}.wav`,
      parts: [{ language, text: texts[language] }],
    })),
  );
  const mixed = Object.entries(bilingual).map(([name, parts]) => ({
    file: `${name}.wav`,
    parts: parts.map((part) => ('zh' in part ? { language: 'zh', text: part.zh } : { language: 'en', text: part.en }) satisfies Part),
  }));
  return [...single, ...mixed];
}

/** Tells whether a file was made from the words that texts.yaml has now. */
export const wordsMark = (parts: readonly Part[]): string =>
  createHash('sha256').update(JSON.stringify(parts.map(({ language, text }) => [language, text]))).digest('hex').slice(0, 12);
