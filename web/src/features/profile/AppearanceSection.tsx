import { i18n, type Locale, localeNames, locales, useT } from '@/shared/i18n';
import { setLocale, setTheme, type Theme, themes, useTheme } from '@/shared/preferences';
import { Icon, type IconName } from '@/shared/ui/Icon';
import { Section } from '@/shared/ui/Section';
import { useToastProblem } from '@/shared/ui/Toast';
import styles from './ProfilePage.module.css';
import { updateMe, updateSettings } from './profileApi';

const themeIcons: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon', contrast: 'contrast' };

/** Shown at once; the account learns of it for the other devices. */
export function AppearanceSection() {
  const t = useT();
  const theme = useTheme((state) => state.theme);
  const toastProblem = useToastProblem();

  function chooseTheme(next: Theme) {
    setTheme(next);
    updateSettings({ theme: next }).catch(toastProblem);
  }

  function chooseLocale(next: Locale) {
    void setLocale(next);
    updateMe({ locale: next }).catch(toastProblem);
  }

  return (
    <Section padded title={t('settings.appearance')}>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('settings.theme')}</legend>
        <div className={styles.choices}>
          {themes.map((one) => (
            <label className={styles.choice} key={one}>
              <input checked={theme === one} name="theme" onChange={() => chooseTheme(one)} type="radio" />
              <Icon name={themeIcons[one]} />
              {t(`theme.${one}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t('settings.language')}</legend>
        <div className={styles.choices}>
          {locales.map((one) => (
            <label className={styles.choice} key={one}>
              <input checked={i18n.locale === one} name="locale" onChange={() => chooseLocale(one)} type="radio" />
              <span lang={one}>{localeNames[one]}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </Section>
  );
}
