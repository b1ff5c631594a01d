import { readStored, writeStored } from '../platform/stored-text.js';

/** The colours follow the system until a person chooses; the choice is stored on this device only. */
export type Theme = 'light' | 'dark';

const KEY = 'kinora-theme';

const changes = new EventTarget();

const isTheme = (value: string | null | undefined): value is Theme => value === 'light' || value === 'dark';

export function restoreTheme(): void {
  const stored = readStored(KEY);
  if (isTheme(stored)) document.documentElement.dataset['theme'] = stored;
}

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (isTheme(chosen)) return chosen;
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  writeStored(KEY, theme);
  changes.dispatchEvent(new Event('change'));
}

export const toggleTheme = (): void => chooseTheme(currentTheme() === 'dark' ? 'light' : 'dark');

/** `listener` is called after the theme has changed, by a person or by the system. Call what this returns to stop. */
export function onThemeChange(listener: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  changes.addEventListener('change', listener);
  system.addEventListener('change', listener);
  return () => {
    changes.removeEventListener('change', listener);
    system.removeEventListener('change', listener);
  };
}

/** The colours that the page around a frame asks for; nothing is remembered. `auto` is the system's choice. */
export function applyTheme(theme: Theme | 'auto'): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
