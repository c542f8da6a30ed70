import { useState } from 'react';
import { useT } from '@/shared/i18n';
import { Dialog } from '@/shared/ui/Dialog';
import rows from '@/shared/ui/Item.module.css';
import { Notice } from '@/shared/ui/Notice';
import { RowButton } from '@/shared/ui/Section';
import { useProblemText } from '@/shared/problemText';
import { usePeople } from './create/createApi';
import { NewRoom } from './create/NewRoom';
import styles from './create/People.module.css';
import { PeopleList } from './create/PeopleList';
import { PersonTexts } from './create/PersonTexts';
import { SearchBox } from './create/SearchBox';
import { useOpenPersonalChat } from './PeopleResults';

const nobody: ReadonlySet<string> = new Set();

/** Somebody to talk to, or a new group or channel. */
export default function NewChatDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [room, setRoom] = useState<'group' | 'channel' | null>(null);
  // Another dialog rather than another content, so that its heading is read and the focus starts at its beginning.
  if (room !== null) return <NewRoom key={room} onBack={() => setRoom(null)} onClose={onClose} type={room} />;
  return (
    <Dialog onClose={onClose} tall title={t('chats.new')}>
      <PersonSearch onRoom={setRoom} />
    </Dialog>
  );
}

function PersonSearch({ onRoom }: { onRoom: (type: 'group' | 'channel') => void }) {
  const t = useT();
  const problemText = useProblemText();
  const [query, setQuery] = useState('');
  const found = usePeople(query, nobody);
  // Opening the chat leaves this page, and the dialog with it.
  const open = useOpenPersonalChat(() => {});

  return (
    <div className={styles.picker}>
      <SearchBox focusFirst label={t('people.search')} onChange={setQuery} value={query} />
      {query.trim() === '' && (
        <div className={styles.kinds}>
          <RowButton icon="group" label={t('room.new.group')} onClick={() => onRoom('group')} />
          <RowButton icon="channel" label={t('room.new.channel')} onClick={() => onRoom('channel')} />
        </div>
      )}
      {open.error !== null && <Notice tone="danger">{problemText(open.error)}</Notice>}
      <PeopleList {...found} query={query}>
        {(person) => (
          <button className={`${rows.row} ${styles.person}`} disabled={open.isPending} onClick={() => open.mutate(person)} type="button">
            <PersonTexts person={person} />
          </button>
        )}
      </PeopleList>
    </div>
  );
}
