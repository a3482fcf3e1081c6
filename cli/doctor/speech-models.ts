import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Model, findModels } from '#transcription';
import type { Check, Finding } from './finding.ts';

const LANGUAGES = [
  { language: 'zh', en: 'Chinese speech model', zh: '中文语音模型', example: 'vosk-model-small-cn-0.22' },
  { language: 'en', en: 'English speech model', zh: '英文语音模型', example: 'vosk-model-small-en-us-0.15' },
] as const;

/** A sound model for each language, in the configured folder or among those shipped. */
export const checkModels: Check = async ({ config: { transcription, data }, terminal: { words } }) => {
  if (!transcription.enabled) return [{ status: 'warn', what: words('transcription', '转写'), found: words('switched off', '已关闭') }];
  const shipped = join(import.meta.dirname, '..', '..', 'models');
  const folders = transcription.modelsFolder === undefined ? [join(data.folder, 'models'), shipped] : [transcription.modelsFolder];
  const folder = folders.at(-1) ?? shipped;
  const models = await findModels(folders);
  return LANGUAGES.map(({ language, en, zh, example }): Finding => {
    const of = models.filter((model) => model.language === language);
    const sound = of.find((model) => model.problem === undefined);
    const what = words(en, zh);
    if (sound?.demo === false) return { status: 'ok', what, found: sound.path };
    const mend = words(`./huawu models pull ${example}, or name a folder of models with HUAWU_MODELS (transcription.modelsFolder)`, `运行 ./huawu models pull ${example},或用 HUAWU_MODELS(transcription.modelsFolder)指定模型目录`);
    if (sound) return { status: 'warn', what, found: words('the demo model, which knows a few hundred words', '演示模型,只认识几百个词'), mend };
    return { status: 'warn', what, found: whyNone(of, folder, words), mend };
  });
};

function whyNone([broken]: readonly Model[], folder: string, words: (en: string, zh: string) => string): string {
  if (!existsSync(folder)) return words(`there is no folder ${folder}: no transcript in this language`, `没有目录 ${folder}:该语言不会有转写`);
  return broken ? `${broken.path}: ${broken.problem}` : words(`none in ${folder}: no transcript in this language`, `${folder} 中没有:该语言不会有转写`);
}
