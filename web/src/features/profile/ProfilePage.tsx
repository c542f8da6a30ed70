import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { PhotoButton } from '@/shared/photo/PhotoButton';
import { useSession } from '@/shared/session';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { Page } from '@/shared/ui/Page';
import { RowButton, Section } from '@/shared/ui/Section';
import { AccountSection } from './AccountSection';
import { AppearanceSection } from './AppearanceSection';
import { ProfileForm } from './ProfileForm';
import { updateMe } from './profileApi';
import styles from './ProfilePage.module.css';

/** One's own profile and settings. */
export default function ProfilePage() {
  const t = useT();
  const [, go] = useLocation();
  const me = useSession((session) => session.user);

  // Signing out takes the user away a moment before the page.
  if (me === null) return null;
  return (
    <Page onBack={() => go(paths.home)} title={t('profile.title')}>
      <div className={styles.person}>
        <PhotoButton
          hasPhoto={Boolean(me.photoFileId)}
          label={t('profile.photo')}
          onChange={(photoFileId) => updateMe({ photoFileId })}
        >
          <FileAvatar id={me.id} name={me.name} photoFileId={me.photoFileId} size={112} />
        </PhotoButton>
        <p className={styles.name}>
          <bdi>{me.name}</bdi>
        </p>
        {me.handle && <p className={styles.handle}>@{me.handle}</p>}
      </div>
      <ProfileForm me={me} />
      <AppearanceSection />
      <Section>
        <RowButton hint={t('storage.hint')} icon="file" label={t('storage.title')} onClick={() => go(paths.storage)} />
      </Section>
      <AccountSection email={me.email} />
    </Page>
  );
}
