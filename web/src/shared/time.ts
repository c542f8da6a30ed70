import { i18n } from '@lingui/core';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  const key = `${i18n.locale} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(i18n.locale || 'en', options);
    formats.set(key, made);
  }
  return made.format(date);
}

export const clockTime = (at: string) => format(new Date(at), { hour: '2-digit', minute: '2-digit' });

export const fullTime = (at: string) => format(new Date(at), { dateStyle: 'long', timeStyle: 'short' });

/** One string for each calendar day where the reader is. */
export function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

export function dayLabel(at: string, now: Date, words: { today: string; yesterday: string }): string {
  const date = new Date(at);
  const daysAgo = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (daysAgo === 0) return words.today;
  if (daysAgo === 1) return words.yesterday;
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return format(date, { day: 'numeric', month: 'long', ...year });
}

/** The heading of a month's media. */
export const monthLabel = (at: string) => format(new Date(at), { month: 'long', year: 'numeric' });

/** For the chat list: the hour today, the weekday this week, else the date. */
export function shortTime(at: string, now: Date): string {
  const date = new Date(at);
  const daysAgo = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (daysAgo <= 0) return clockTime(at);
  if (daysAgo < 7) return format(date, { weekday: 'short' });
  return format(date, { day: '2-digit', month: '2-digit', year: '2-digit' });
}

function midnight(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
