import { create } from 'zustand';

export type Theme = 'system' | 'light' | 'dark';

const key = 'bm-theme';

/** Kept in this browser, so that the first paint already has the right colours. */
export const useTheme = create<{ theme: Theme }>(() => ({ theme: read() }));

export function setTheme(theme: Theme): void {
  localStorage.setItem(key, theme);
  useTheme.setState({ theme });
  applyTheme();
}

export function applyTheme(): void {
  const { theme } = useTheme.getState();
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function read(): Theme {
  const stored = localStorage.getItem(key);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
