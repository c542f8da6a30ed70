import { useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { IconButton } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import pageStyles from '../ProfilePage.module.css';
import { ChatShares } from './ChatShares';
import { FileList } from './FileList';
import styles from './Storage.module.css';
import { type Sort, useStorage } from './storageApi';
import { Usage } from './Usage';

const views = ['size', 'newest', 'chats'] as const;
type View = (typeof views)[number];

/** What one's own files take, and how to make room. */
export default function StoragePage() {
  const t = useT();
  const [, go] = useLocation();
  const [view, setView] = useState<View>('size');
  const [chatId, setChatId] = useState<string | null>(null);
  const sort: Sort = view === 'newest' ? 'newest' : 'size';
  const all = useStorage(sort, null);
  const first = all.data?.pages[0];
  const isChats = view === 'chats' && chatId === null;

  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.header}>
        <IconButton icon="back" label={t('common.back')} onClick={() => go(paths.profile)} />
        <h1 className={pageStyles.title}>{t('storage.title')}</h1>
      </div>
      <div className={`${pageStyles.content} ${styles.content}`}>
        {first && <Usage quota={first.quota} used={first.used} />}
        <fieldset className={styles.views}>
          <legend className="visually-hidden">{t('storage.order')}</legend>
          {views.map((each) => (
            <label className={styles.view} key={each}>
              <input
                checked={view === each}
                name="view"
                onChange={() => {
                  setView(each);
                  setChatId(null);
                }}
                type="radio"
              />
              {t(`storage.by.${each}`)}
            </label>
          ))}
        </fieldset>
        {isChats ? (
          <Section>
            <ChatShares onOpen={setChatId} shares={first?.chats ?? null} />
          </Section>
        ) : (
          <FileList chatId={chatId} key={`${sort} ${chatId}`} onBack={() => setChatId(null)} sort={sort} />
        )}
      </div>
    </div>
  );
}
