import { useMemo, useState } from 'react';
import { chatName, useChats } from '@/shared/chats';
import { fileSize } from '@/shared/bytes';
import { useT } from '@/shared/i18n';
import type { Storage } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Empty } from '@/shared/ui/Empty';
import { Failure } from '@/shared/ui/Failure';
import { Section } from '@/shared/ui/Section';
import { CenteredSpinner } from '@/shared/ui/Spinner';
import { DeleteFilesDialog } from './DeleteFilesDialog';
import { FileRow } from './FileRow';
import { planOf, type Uses } from './plan';
import styles from './Storage.module.css';
import { type Sort, useStorage } from './storageApi';

interface FileListProps {
  sort: Sort;
  chatId: string | null;
  onBack: () => void;
}

/** Files to choose from, and what is done with the chosen ones. */
export function FileList({ sort, chatId, onBack }: FileListProps) {
  const t = useT();
  const chats = useChats();
  const list = useStorage(sort, chatId);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState(false);
  const pages = list.data?.pages;
  const files = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  const uses = useMemo(() => usesOf(pages ?? []), [pages]);
  const chosen = files.filter(({ id }) => ids.has(id));
  const chat = chatId === null ? undefined : chats?.[chatId];

  function choose(id: string, isChosen: boolean) {
    const next = new Set(ids);
    if (isChosen) next.add(id);
    else next.delete(id);
    setIds(next);
  }

  return (
    <>
      {chatId !== null && (
        <Button className={styles.back} icon="back" onClick={onBack} variant="quiet">
          <bdi>{chat ? chatName(chat, t) : t('storage.leftChat')}</bdi>
        </Button>
      )}
      <Section>
        {list.error && !list.isFetching && (
          <Failure error={list.error} onRetry={() => void (pages ? list.fetchNextPage() : list.refetch())} />
        )}
        {list.isPending && !list.error && <CenteredSpinner label={t('common.loading')} />}
        {pages && files.length === 0 && <Empty>{t('storage.none')}</Empty>}
        <ul aria-label={t('storage.title')}>
          {files.map((file) => (
            <FileRow
              file={file}
              isChosen={ids.has(file.id)}
              isInUse={uses.inUse.has(file.id)}
              key={file.id}
              onChoose={(isChosen) => choose(file.id, isChosen)}
              places={uses.places.filter(({ fileId }) => fileId === file.id)}
            />
          ))}
        </ul>
        {list.hasNextPage && (
          <Button busy={list.isFetchingNextPage} className={styles.more} onClick={() => void list.fetchNextPage()} variant="quiet">
            {t('info.more')}
          </Button>
        )}
      </Section>
      <div className={chosen.length > 0 ? styles.bar : 'visually-hidden'}>
        <span role="status">
          {chosen.length > 0 && t('storage.chosen', { count: chosen.length, size: fileSize(chosen.reduce((sum, { size }) => sum + size, 0)) })}
        </span>
        {chosen.length > 0 && (
          <Button icon="trash" onClick={() => setDeleting(true)} variant="danger">
            {t('common.delete')}
          </Button>
        )}
      </div>
      {deleting && (
        <DeleteFilesDialog
          onClose={() => setDeleting(false)}
          onDone={() => setIds(new Set())}
          plan={planOf(chosen, uses, (id) => chats?.[id] !== undefined)}
        />
      )}
    </>
  );
}

const usesOf = (pages: Storage[]): Uses => ({
  places: pages.flatMap(({ places }) => places ?? []),
  inUse: new Set(pages.flatMap(({ inUse }) => inUse ?? [])),
});
