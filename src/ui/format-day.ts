import type { Language } from '../i18n/language.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** "today", "yesterday", "12 Mar", "12 Mar 2025". */
export function formatDay(at: number, language: Language, now = Date.now()): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
  if (days === 0 || days === 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(at);
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
