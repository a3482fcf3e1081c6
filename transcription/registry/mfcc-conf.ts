/** What a Kaldi `mfcc.conf` says about the audio a model takes. */
export interface MfccConf {
  /** In Hz; Kaldi's own default is 16000. */
  readonly sampleRate: number;
  readonly allowUpsample: boolean;
}

/** Reads `--name=value` lines; unknown ones are left alone. */
export function parseMfccConf(text: string): MfccConf {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const option = /^\s*--([a-z-]+)=(\S+)/.exec(line);
    if (option?.[1] && option[2]) values.set(option[1], option[2]);
  }
  const rate = Number(values.get('sample-frequency') ?? 16000);
  return { sampleRate: Number.isFinite(rate) ? rate : 16000, allowUpsample: values.get('allow-upsample') === 'true' };
}
