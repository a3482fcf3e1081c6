import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Language } from '#core';
import { type Model, readModel } from './read-model.ts';

/**
 * The Vosk models in `dirs`: a directory is a model itself or holds models. Sorted by preference: earlier directories
 * first, in a directory products before demo models, Indian English after other English, then by name. Missing directories are passed over; never throws.
 */
export async function findModels(dirs: readonly string[]): Promise<readonly Model[]> {
  const found: Model[] = [];
  for (const dir of dirs) {
    const here = await readModel(dir);
    found.push(...(here ? [here] : await modelsIn(dir)));
  }
  return found;
}

async function modelsIn(dir: string): Promise<readonly Model[]> {
  const names = await readdir(dir).catch(() => []);
  const folders: Model[] = [];
  for (const name of names.toSorted()) {
    const path = join(dir, name);
    const isFolder = await stat(path).then((s) => s.isDirectory(), () => false);
    const model = isFolder ? await readModel(path) : undefined;
    if (model) folders.push(model);
  }
  return folders.toSorted((a, b) => rank(a) - rank(b));
}

/** Whoever has both kinds of English says who gets the Indian one (`transcription.choose`). */
const rank = ({ demo, name }: Model) => (demo ? 2 : /-en-in-/iu.test(`${name}-`) ? 1 : 0);

/** The model that serves each language, and why the others do not, as sentences for people. */
export interface ModelChoice {
  readonly chosen: ReadonlyMap<Language, Model>;
  readonly missing: ReadonlyMap<Language, string>;
}

const NAMES: Record<Language, string> = { zh: 'Mandarin', en: 'English' };
const OFFICIAL: Record<Language, string> = { zh: 'vosk-model-small-cn-0.22', en: 'vosk-model-small-en-us-0.15' };

/** Takes the first sound model of every language. */
export function chooseModels(models: readonly Model[], dirs: readonly string[], languages: readonly Language[]): ModelChoice {
  const chosen = new Map<Language, Model>();
  const missing = new Map<Language, string>();
  for (const language of languages) {
    const candidates = models.filter((model) => model.language === language);
    const sound = candidates.find((model) => model.problem === undefined);
    if (sound) chosen.set(language, sound);
    else missing.set(language, whyNone(language, candidates, dirs));
  }
  return { chosen, missing };
}

function whyNone(language: Language, candidates: readonly Model[], dirs: readonly string[]): string {
  const broken = candidates[0];
  if (broken) return `the ${NAMES[language]} model ${basename(broken.path)} cannot be used: ${broken.problem}`;
  const places = dirs.length > 0 ? `in ${dirs.join(', ')}` : 'because no model folder is configured';
  return `no ${NAMES[language]} speech model ${places}; ./huawu models pull ${OFFICIAL[language]}`;
}
