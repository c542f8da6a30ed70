import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { Head } from '@/shared/ui/Head';
import { SidePanel } from '@/shared/ui/SidePanel';
import { TabPanel, Tabs } from '@/shared/ui/Tabs';
import { GalleryList } from './GalleryList';
import styles from './Gallery.module.css';
import { type Kind, kinds } from './galleryApi';

/** Photos, videos, files, links and voice messages of a chat. */
export default function GalleryPanel({ chatId }: { chatId: string }) {
  const t = useT();
  const [, navigate] = useLocation();
  const [kind, setKind] = useState<Kind>('photo');
  const id = useId();
  const title = t('gallery.title');
  const back = () => navigate(paths.chatInfo(chatId));

  return (
    <SidePanel head={<Head hasTabs level={2} onOut={back} out="back" title={title} />} label={title} onEscape={back}>
      <Tabs chosen={kind} id={id} label={title} nameOf={(each) => t(`gallery.${each}`)} onChange={setKind} tabs={kinds} />
      <TabPanel chosen={kind} className={styles.tabPanel} id={id}>
        <GalleryList chatId={chatId} key={kind} kind={kind} />
      </TabPanel>
    </SidePanel>
  );
}
