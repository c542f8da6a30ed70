import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { Page } from '@/shared/ui/Page';
import { Section } from '@/shared/ui/Section';
import { TabPanel, Tabs } from '@/shared/ui/Tabs';
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
  const id = useId();
  const [view, setView] = useState<View>('size');
  const [chatId, setChatId] = useState<string | null>(null);
  const sort: Sort = view === 'newest' ? 'newest' : 'size';
  const all = useStorage(sort, null);
  const first = all.data?.pages[0];
  const isChats = view === 'chats' && chatId === null;

  function choose(next: View) {
    setView(next);
    setChatId(null);
  }

  return (
    <Page onBack={() => go(paths.profile)} title={t('storage.title')}>
      {first && <Usage quota={first.quota} used={first.used} />}
      <Tabs chosen={view} id={id} label={t('storage.order')} nameOf={(each) => t(`storage.by.${each}`)} onChange={choose} tabs={views} />
      <TabPanel chosen={view} className={styles.list} id={id}>
        {isChats ? (
          <Section>
            <ChatShares onOpen={setChatId} shares={first?.chats ?? null} />
          </Section>
        ) : (
          <FileList chatId={chatId} key={`${sort} ${chatId}`} onBack={() => setChatId(null)} sort={sort} />
        )}
      </TabPanel>
    </Page>
  );
}
