import { i18n, localeNames, locales, useT } from '@/shared/i18n';
import { setLocale } from '@/shared/preferences';
import { Icon } from '@/shared/ui/Icon';
import styles from './AuthLayout.module.css';

/** Each language in its own words, for whoever cannot read the present one. */
export function LanguageChoice() {
  const t = useT();
  return (
    <footer className={styles.languages}>
      <span className="visually-hidden">{t('settings.language')}</span>
      <Icon name="globe" size={18} />
      {locales.map((locale) => (
        <button
          aria-pressed={i18n.locale === locale}
          className={styles.language}
          key={locale}
          lang={locale}
          onClick={() => void setLocale(locale)}
          type="button"
        >
          {localeNames[locale]}
        </button>
      ))}
    </footer>
  );
}
