import { type Config, loadConfig, strangeVariables } from '#config';
import { type Result, silentLog, systemClock } from '#core';
import { dataHolder } from '#store';
import { checkFiles } from '../../start/check-files.ts';
import { configurationOf } from '../check-configuration.ts';
import type { Terminal } from '../terminal.ts';
import { checkCertificate } from './certificate.ts';
import { checkClock } from './clock.ts';
import { checkDatabase } from './database.ts';
import { type Check, type Finding, findingLines } from './finding.ts';
import { checkFolders } from './folders.ts';
import { checkMemory } from './memory.ts';
import { checkPorts } from './ports.ts';
import { checkPrograms } from './programs.ts';
import { checkModels } from './speech-models.ts';

/** Environment variables that look like ours and do nothing. */
const checkVariables: Check = async ({ terminal: { env, words } }) =>
  strangeVariables(env).map((found) => ({ status: 'warn', what: words('environment', '环境变量'), found, mend: words('correct its name, or unset it', '更正变量名,或将其删除') }));

const CHECKS: readonly Check[] = [checkVariables, checkPrograms, checkModels, checkMemory, checkFolders, checkDatabase, checkPorts, checkCertificate, checkClock];
/** What can be told of a machine whose configuration has mistakes. */
const WITHOUT_CONFIGURATION: readonly Check[] = [checkVariables, checkPrograms, checkClock];

/** `doctor`: looks at everything a server needs here. Status 1 when something keeps it from working. */
export async function doctor(terminal: Terminal, { json, config: file }: { readonly json: boolean; readonly config?: string }): Promise<number> {
  const { words, say } = terminal;
  const config = configurationOf(terminal, file);
  const findings: Finding[] = [];
  const tell = (found: readonly Finding[]) => {
    findings.push(...found);
    if (!json) for (const each of found) say(findingLines(each));
  };
  tell([configurationFinding(terminal, config.ok ? await checkFiles(config.value) : config)]);
  const looked = config.ok ? config : loadConfig(undefined, {});
  if (looked.ok) for (const check of config.ok ? CHECKS : WITHOUT_CONFIGURATION) tell(await checked(check, terminal, looked.value));
  const count = (status: Finding['status']) => findings.filter((each) => each.status === status).length;
  if (json) say(JSON.stringify(findings, undefined, 2));
  else say(words(`\n${count('ok')} in order, ${count('warn')} to know, ${count('fail')} to mend.`, `\n正常 ${count('ok')} 项,提示 ${count('warn')} 项,需修复 ${count('fail')} 项。`));
  return count('fail') > 0 ? 1 : 0;
}

/** A check that fails itself must not hide the others. */
async function checked(check: Check, terminal: Terminal, config: Config): Promise<readonly Finding[]> {
  try {
    return await check({ config, server: dataHolder(config.data.folder), terminal, clock: systemClock, log: silentLog });
  } catch (error) {
    return [{ status: 'warn', what: check.name, found: error instanceof Error ? error.message : String(error) }];
  }
}

function configurationFinding({ words }: Terminal, checked: Result<unknown>): Finding {
  const what = words('configuration', '配置');
  if (checked.ok) return { status: 'ok', what, found: words('in order, with its flows, rules and prompts', '正确,流程、规则和提示音齐全') };
  return { status: 'fail', what, found: checked.fault.message, mend: words('mend each line named above, then ./huawu config check', '按上面各行修正,然后 ./huawu config check') };
}
