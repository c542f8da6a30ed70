import { create } from 'zustand';
import { activate, type Locale, locales } from './i18n';
import type { Me } from './types';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

const themeKey = 'bm-theme';
const localeKey = 'bm-locale';
const moreContrast = '(prefers-contrast: more)';

/** Kept in this browser, so that the first paint already has the right colours. */
export const useTheme = create<{ theme: Theme }>(() => ({ theme: read() }));

export function setTheme(theme: Theme): void {
  localStorage.setItem(themeKey, theme);
  useTheme.setState({ theme });
  applyTheme();
}

/** `contrast` is the system's light or dark with stronger colours; a system that asks for them gets them in any theme. */
export function applyTheme(): void {
  const { theme } = useTheme.getState();
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset.theme = theme;
  else delete dataset.theme;
  if (theme === 'contrast' || globalThis.matchMedia?.(moreContrast).matches) dataset.contrast = 'more';
  else delete dataset.contrast;
}

globalThis.matchMedia?.(moreContrast).addEventListener('change', applyTheme);

export async function setLocale(locale: Locale): Promise<void> {
  localStorage.setItem(localeKey, locale);
  await activate(locale);
}

/** What somebody chose on one device holds on the others. */
export async function enterAccount({ locale, settings }: Me): Promise<void> {
  if (settings?.theme && themes.includes(settings.theme)) setTheme(settings.theme);
  const known = locales.find((one) => one === locale);
  if (known) await setLocale(known);
}

function read(): Theme {
  const stored = localStorage.getItem(themeKey) as Theme | null;
  return stored !== null && themes.includes(stored) ? stored : 'system';
}
