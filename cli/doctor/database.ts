import { askDatabase } from '#store';
import type { Check } from './finding.ts';

/** Who holds the data folder; whether the database of DATABASE_URL answers. */
export const checkDatabase: Check = async ({ config, server, terminal: { words }, log }) => {
  const what = words('database', '数据库');
  if (config.database.url === undefined) {
    const found = server === undefined ? words('embedded; no server runs on this data folder', '内置;当前没有服务器使用此数据目录') : words(`embedded; held by the running server (process ${server})`, `内置;由运行中的服务器占用(进程 ${server})`);
    return [{ status: 'ok', what, found }];
  }
  const answer = await askDatabase({ url: config.database.url, log });
  if (answer.ok) return [{ status: 'ok', what, found: words(`DATABASE_URL answers (${answer.value})`, `DATABASE_URL 可用(${answer.value})`) }];
  return [{ status: 'fail', what, found: answer.fault.message, mend: words('start it, or mend DATABASE_URL (database.url)', '启动数据库,或修正 DATABASE_URL(database.url)') }];
};
