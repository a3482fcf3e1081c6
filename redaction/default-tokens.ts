import type { Language } from '#core';
import type { SecretKind } from './model.ts';

const TOKENS: Readonly<Record<Language, Readonly<Record<SecretKind, string>>>> = {
  zh: { card: '[银行卡 •••• {last4}]', account: '[账号 ••••]', id: '[身份证 ••••]', phone: '[电话 ••••]', code: '[验证码 ••••]', email: '[邮箱 ••••]' },
  en: { card: '[card •••• {last4}]', account: '[account ••••]', id: '[id ••••]', phone: '[phone ••••]', code: '[code ••••]', email: '[e-mail ••••]' },
};

/** What stands in place of secrets where the configuration says nothing else. */
export const defaultTokens = (language: Language): Readonly<Record<SecretKind, string>> => TOKENS[language];
