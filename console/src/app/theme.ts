import { theme as antdTheme } from 'antd';
import type { ThemeConfig } from 'antd';
import type { Theme } from '../settings/settings.ts';

const fonts = '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';

const shared = {
  fontFamily: fonts,
  // The compact algorithm takes two away: 14 px on the screen.
  fontSize: 16,
  lineHeight: 1.6,
  borderRadius: 6,
  controlHeight: 32,
  wireframe: false,
} as const;

/** One accent; every pair of text and ground is at least 4.5 : 1 (checked by theme.test.ts). */
export const colours = {
  light: {
    accent: '#2b5c9e', ground: '#f4f5f7', surface: '#ffffff', text: '#1b1f24', quiet: '#59616b', line: '#d9dde3', control: '#858d98',
    alarm: '#b3261e', warning: '#8a5200', alarmGround: '#fdeceb', warningGround: '#fdf3e1', link: '#2b5c9e',
  },
  dark: {
    accent: '#3d70b8', ground: '#121519', surface: '#1a1e24', text: '#e4e7eb', quiet: '#a0a8b2', line: '#2f353d', control: '#737c88',
    alarm: '#ff8a80', warning: '#f0b45c', alarmGround: '#3a1d1c', warningGround: '#362a17', link: '#8ab4f0',
  },
} as const;

/** `still`: without motion. */
export function themeOf(theme: Theme, still = false): ThemeConfig {
  const colour = colours[theme];
  return {
    algorithm: [theme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm, antdTheme.compactAlgorithm],
    token: {
      ...shared,
      motion: !still,
      colorPrimary: colour.accent,
      colorInfo: colour.accent,
      colorLink: colour.link,
      colorError: theme === 'dark' ? '#e0675f' : colour.alarm,
      colorErrorText: colour.alarm,
      colorWarning: colour.warning,
      colorBgLayout: colour.ground,
      colorBgContainer: colour.surface,
      colorBgElevated: theme === 'dark' ? '#21262d' : colour.surface,
      colorText: colour.text,
      colorTextSecondary: colour.quiet,
      colorTextTertiary: colour.quiet,
      colorTextDescription: colour.quiet,
      colorTextPlaceholder: colour.quiet,
      colorBorder: colour.control,
      colorBorderSecondary: colour.line,
    },
    components: { Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
  };
}
