import { beforeEach, expect, test } from 'vitest';
import { chooseLanguage, chooseTheme, kept, settings, settingsOfPerson, unkept } from './settings.ts';

beforeEach(() => {
  settings.set({ language: 'zh', theme: 'light' });
  unkept.set({});
});

test('the account’s language and theme come with the person, into any browser', () => {
  settingsOfPerson({ language: 'en', theme: 'dark' });
  expect([settings.get(), unkept.get()]).toEqual([{ language: 'en', theme: 'dark' }, {}]);
});

test('an account without a theme looks as the browser likes it', () => {
  settingsOfPerson({ language: 'en' });
  expect(settings.get()).toEqual({ language: 'en', theme: 'light' });
});

test('what was chosen on the sign-in page is the last word, and waits to be kept', () => {
  chooseLanguage('en');
  settingsOfPerson({ language: 'zh', theme: 'dark' });
  expect([settings.get(), unkept.get()]).toEqual([{ language: 'en', theme: 'dark' }, { language: 'en' }]);
});

test('what was chosen while the account was told waits for the next time', () => {
  chooseTheme('dark');
  const told = unkept.get();
  chooseTheme('light');
  chooseLanguage('en');
  kept(told);
  expect(unkept.get()).toEqual({ language: 'en', theme: 'light' });
  kept(unkept.get());
  expect(unkept.get()).toEqual({});
});
