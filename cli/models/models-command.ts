import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearMiss } from '#config';
import { type Fault, type Result, systemClock } from '#core';
import { models as shelf } from '#transcription';
import { configurationOf } from '../check-configuration.ts';
import { inAskedLanguage } from '../language-option.ts';
import type { Terminal } from '../terminal.ts';
import { type ModelsOrder, readModels } from './models-arguments.ts';
import { listModels } from './list-models.ts';
import { progressBar } from './progress.ts';

/** `models`: speech models that can be had and that are here. */
export const models = (terminal: Terminal, args: readonly string[]): Promise<number> => inAskedLanguage(terminal, args, obey);

async function obey(terminal: Terminal, args: readonly string[]): Promise<number> {
  const order = readModels(args, terminal);
  if (!order.ok) {
    terminal.complain(order.fault.message);
    return 2;
  }
  const folder = modelsFolder(terminal, order.value);
  if (!folder.ok) return complain(terminal, folder.fault);
  switch (order.value.kind) {
    case 'list':
      return list(terminal, order.value, folder.value);
    case 'pull':
      return pull(terminal, order.value, folder.value);
    case 'import':
      return importArchive(terminal, order.value, folder.value);
    case 'verify':
      return verify(terminal, order.value, folder.value);
    case 'remove':
      return remove(terminal, order.value, folder.value);
  }
}

/** --folder, else what the server would look in. */
function modelsFolder(terminal: Terminal, { folder, config }: ModelsOrder): Result<string> {
  if (folder !== undefined) return { ok: true, value: folder };
  const read = configurationOf(terminal, config);
  return read.ok ? { ok: true, value: read.value.transcription.modelsFolder ?? join(read.value.data.folder, 'models') } : read;
}

const tableOf = ({ table, tableKey }: ModelsOrder) => (table === undefined ? shelf.readTable() : shelf.readTable(table, tableKey));

async function list(terminal: Terminal, order: ModelsOrder, folder: string): Promise<number> {
  const table = await tableOf(order);
  if (!table.ok) return complain(terminal, table.fault);
  const here = await shelf.installed(folder);
  const rows = table.value.models.map((entry) => ({ ...entry, installed: here.includes(entry.name) }));
  const others = here.filter((name) => !table.value.models.some((entry) => entry.name === name));
  if (order.json) terminal.say(JSON.stringify({ folder, table: table.value.made, models: rows, others }));
  else terminal.say(listModels(rows, others, folder, terminal.words));
  return 0;
}

async function pull(terminal: Terminal, order: ModelsOrder, folder: string): Promise<number> {
  const { complain: tell, say, words } = terminal;
  const table = await tableOf(order);
  if (!table.ok) return complain(terminal, table.fault);
  const entry = table.value.models.find(({ name }) => name === order.what);
  if (!entry) {
    const near = nearMiss(order.what ?? '', table.value.models.map(({ name }) => name));
    tell(words(`There is no model ${order.what} in the table.${near === undefined ? '' : ` Did you mean ${near}?`} See ./huawu models list`, `模型表中没有 ${order.what}。${near === undefined ? '' : `是否想输入 ${near}?`}参见 ./huawu models list`));
    return 1;
  }
  if ((await shelf.installed(folder)).includes(entry.name)) {
    const { problems } = await shelf.checkModel(folder, entry.name);
    if (problems.length === 0) {
      say(words(`${entry.name} is here already, and whole.`, `${entry.name} 已安装且完整。`));
      return 0;
    }
    say(words(`${entry.name} is here but damaged (${problems[0]}); it is fetched anew.`, `${entry.name} 已损坏(${problems[0]}),将重新下载。`));
  }
  say(words(`${entry.name}: licence ${entry.licence}, ${entry.bytesAbout ? 'about ' : ''}${Math.round(entry.bytes / 1e6)} MB from ${shelf.addressOf(entry, order.mirror)}`, `${entry.name}:许可 ${entry.licence},${entry.bytesAbout ? '约 ' : ''}${Math.round(entry.bytes / 1e6)} MB,来自 ${shelf.addressOf(entry, order.mirror)}`));
  const bar = progressBar(terminal, systemClock);
  const done = await shelf.pull(entry, order.mirror, { folder, clock: systemClock, progress: bar.tell });
  bar.clear();
  return tellInstalled(terminal, done, folder);
}

async function importArchive(terminal: Terminal, order: ModelsOrder, folder: string): Promise<number> {
  const { words } = terminal;
  const archive = order.what ?? '';
  if (!existsSync(archive)) {
    terminal.complain(words(`There is no file ${archive}.`, `没有文件 ${archive}。`));
    return 1;
  }
  const table = await tableOf(order);
  if (!table.ok) return complain(terminal, table.fault);
  const entry = table.value.models.find(({ name }) => name === shelf.nameOf(archive, order.name));
  const bar = progressBar(terminal, systemClock);
  const done = await shelf.importArchive(archive, { folder, clock: systemClock, progress: bar.tell, name: order.name, sha256: order.sha256, entry });
  bar.clear();
  return tellInstalled(terminal, done, folder);
}

function tellInstalled(terminal: Terminal, done: Result<shelf.Note>, folder: string): number {
  if (!done.ok) return complain(terminal, done.fault);
  const { say, words } = terminal;
  const { name, sha256, trust, files } = done.value;
  const sure: Record<shelf.Note['trust'], string> = {
    table: words('as in the signed table', '与签名模型表一致'),
    md5: words('the publisher’s MD5 fits; no SHA-256 of it is publicly known, so this one was recorded and later pulls must match it', '与发布者的 MD5 一致;没有公开的 SHA-256,已记录本次的值,以后下载须与之相同'),
    'first-pull': words('not known before: nobody has published one, so it was recorded now and later pulls must match it', '事先未知:没有公开值,已记录本次的值,以后下载须与之相同'),
    recorded: words('as recorded at the first pull', '与首次下载时记录的一致'),
    given: words('as given with --sha256', '与 --sha256 给出的一致'),
    import: words('recorded; nothing to compare it with', '已记录;没有可比对的值'),
  };
  say(words(`${name} is in ${join(folder, name)} (${files.length} files)`, `${name} 已安装到 ${join(folder, name)}(${files.length} 个文件)`));
  say(`  SHA-256 ${sha256}`);
  say(words(`  checksum ${sure[trust]}`, `  校验和:${sure[trust]}`));
  say(words('  Restart the server to use it; docs/models.md tells how calls get their models.', '  重启服务器后生效;如何为通话选择模型见 docs/models.md。'));
  return 0;
}

async function verify(terminal: Terminal, order: ModelsOrder, folder: string): Promise<number> {
  const { say, words } = terminal;
  const here = await shelf.installed(folder);
  const names = order.what === undefined ? here : [order.what];
  const checks = [];
  for (const name of names) checks.push(await shelf.checkModel(folder, name));
  const broken = checks.filter(({ problems }) => problems.length > 0);
  if (order.json) say(JSON.stringify({ folder, checks }));
  else if (checks.length === 0) say(words(`There are no models in ${folder}.`, `${folder} 中没有模型。`));
  else {
    for (const { name, noted, problems } of checks) {
      const sound = noted ? words('whole', '完整') : words('looks usable; not installed with `models`, so its files cannot be compared', '看起来可用;不是用 models 安装的,无法逐文件比对');
      say(`${problems.length === 0 ? '✓' : '✗'} ${name}: ${problems.length === 0 ? sound : problems.join('; ')}`);
    }
    if (broken.length > 0) say(words('Mend: ./huawu models pull NAME fetches it anew.', '修复:./huawu models pull 名称 重新下载。'));
  }
  return broken.length > 0 ? 1 : 0;
}

async function remove(terminal: Terminal, { what = '' }: ModelsOrder, folder: string): Promise<number> {
  const { say, complain: tell, words } = terminal;
  // Nothing but a plain name reaches the file system.
  if (shelf.MODEL_NAME.test(what) && (await shelf.removeModel(folder, what))) {
    say(words(`${what} was removed from ${folder}.`, `已从 ${folder} 删除 ${what}。`));
    return 0;
  }
  tell(words(`There is no model ${what} in ${folder}.`, `${folder} 中没有模型 ${what}。`));
  return 1;
}

function complain(terminal: Terminal, fault: Fault): number {
  terminal.complain(`${fault.message} [${fault.code}]`);
  return 1;
}
