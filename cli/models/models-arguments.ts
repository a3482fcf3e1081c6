import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearMiss } from '#config';
import { Fault, type Result, failed, ok } from '#core';
import { optionMistake } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';

const ORDERS = ['list', 'pull', 'verify', 'remove', 'import'] as const;

export interface ModelsOrder {
  readonly kind: (typeof ORDERS)[number];
  /** The model, or the archive. */
  readonly what: string | undefined;
  readonly folder: string | undefined;
  readonly config: string | undefined;
  readonly table: string | undefined;
  readonly tableKey: string | undefined;
  readonly mirror: string | undefined;
  readonly name: string | undefined;
  readonly sha256: string | undefined;
  readonly json: boolean;
}

/** Faults: cli.unknown-command, cli.bad-argument. */
export function readModels([word = 'list', ...rest]: readonly string[], { from, words }: Terminal): Result<ModelsOrder> {
  const bad = (what: string) => failed(new Fault('cli.bad-argument', words(`${what}. See ./huawu help`, `${what}。参见 ./huawu help`)));
  const kind = ORDERS.find((each) => each === word);
  if (kind === undefined) {
    const near = nearMiss(word, ORDERS);
    const hint = near === undefined ? words(`Known: ${ORDERS.join(', ')}`, `可用:${ORDERS.join('、')}`) : words(`Did you mean "${near}"?`, `是否想输入“${near}”?`);
    return failed(new Fault('cli.unknown-command', words(`"models ${word}" is no command. ${hint}`, `没有“models ${word}”这个命令。${hint}`)));
  }
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...rest],
      allowPositionals: true,
      options: { folder: text, config: { type: 'string', short: 'c' }, table: text, 'table-key': text, mirror: text, name: text, sha256: text, json: { type: 'boolean', default: false } },
    });
    const [what, extra] = positionals;
    if (extra !== undefined) return bad(words(`"${extra}" is one word too many`, `多余的参数“${extra}”`));
    if (what === undefined && kind === 'import') return bad(words('the archive is missing', '缺少模型压缩包'));
    if (what === undefined && (kind === 'pull' || kind === 'remove')) return bad(words('the name of the model is missing', '缺少模型名称'));
    if (what !== undefined && kind === 'list') return bad(words(`"${what}" is one word too many`, `多余的参数“${what}”`));
    if ((values.table === undefined) !== (values['table-key'] === undefined)) return bad(words('--table and --table-key go together', '--table 与 --table-key 须同时给出'));
    if (values.mirror !== undefined && !/^https?:\/\/\S+$/u.test(values.mirror)) return bad(words('--mirror is an address such as https://mirror.example.com/vosk/', '--mirror 为 https://mirror.example.com/vosk/ 这样的地址'));
    if (values.sha256 !== undefined && !/^[0-9A-Fa-f]{64}$/u.test(values.sha256)) return bad(words('--sha256 is 64 hexadecimal digits', '--sha256 为 64 位十六进制'));
    const file = (given: string | undefined) => (given === undefined ? undefined : resolve(from, given));
    return ok({
      kind,
      what: kind === 'import' ? file(what) : what,
      folder: file(values.folder),
      config: values.config,
      table: file(values.table),
      tableKey: file(values['table-key']),
      mirror: values.mirror,
      name: values.name,
      sha256: values.sha256,
      json: values.json,
    });
  } catch (error) {
    return bad(optionMistake(error, words));
  }
}
