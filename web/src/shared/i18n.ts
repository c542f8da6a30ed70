import { i18n, type Messages } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useCallback } from 'react';

const catalogues = {
  en: () => import('../locales/en.po'),
  ru: () => import('../locales/ru.po'),
} satisfies Record<string, () => Promise<{ messages: Messages }>>;

export type Locale = keyof typeof catalogues;
export const locales = Object.keys(catalogues) as Locale[];
export const localeNames: Record<Locale, string> = { en: 'English', ru: 'Русский' };

export type Translate = (id: string, values?: Record<string, unknown>) => string;

/** The language of the account, else the first of the browser's that we have. */
export function pickLocale(wish: string | null | undefined, browser: readonly string[]): Locale {
  const candidates = [wish, ...browser].map((tag) => tag?.split('-')[0]?.toLowerCase());
  return (candidates.find((tag) => locales.includes(tag as Locale)) ?? 'en') as Locale;
}

export async function activate(locale: Locale): Promise<void> {
  if (i18n.locale === locale) return;
  const { messages } = await catalogues[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

/** Texts by their id in `locales/*.po`. */
export function useT(): Translate {
  const { i18n: current } = useLingui();
  return useCallback<Translate>((id, values) => current._(id, values), [current]);
}

/** Outside components. */
export const t: Translate = (id, values) => i18n._(id, values);

export { i18n };
