import { useState } from 'react';
import { useT } from '@/shared/i18n';
import type { User } from '@/shared/types';
import { FileAvatar } from '@/shared/ui/FileAvatar';
import { Icon } from '@/shared/ui/Icon';
import rows from '@/shared/ui/Item.module.css';
import { usePeople } from './createApi';
import styles from './People.module.css';
import { PeopleList } from './PeopleList';
import { PersonTexts } from './PersonTexts';
import { SearchBox } from './SearchBox';

interface MemberPickerProps {
  chosen: User[];
  onChange: (chosen: User[]) => void;
  /** Whoever belongs to the chat already. */
  without?: ReadonlySet<string>;
  focusFirst?: boolean;
}

const none: ReadonlySet<string> = new Set();

/** A search whose ticked people stand before it as chips; Backspace in the empty field takes the last one away. */
export function MemberPicker({ chosen, onChange, without = none, focusFirst }: MemberPickerProps) {
  const t = useT();
  const [query, setQuery] = useState('');
  const found = usePeople(query, without);
  const isChosen = (person: User) => chosen.some(({ id }) => id === person.id);
  const drop = (person: User) => onChange(chosen.filter(({ id }) => id !== person.id));

  function toggle(person: User) {
    if (isChosen(person)) return drop(person);
    onChange([...chosen, person]);
    setQuery('');
  }

  return (
    <div className={styles.picker}>
      <SearchBox
        label={t('people.pick')}
        onChange={setQuery}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' && query === '' && chosen.length > 0) drop(chosen.at(-1)!);
        }}
        value={query}
        {...(focusFirst && { focusFirst })}
      >
        {chosen.map((person) => (
          <button
            aria-label={t('people.unpick', { name: person.name })}
            className={styles.chip}
            key={person.id}
            onClick={() => drop(person)}
            type="button"
          >
            <FileAvatar id={person.id} name={person.name} photoFileId={person.photoFileId} size={26} />
            <bdi>{person.name}</bdi>
            <Icon name="close" size={14} />
          </button>
        ))}
      </SearchBox>
      <PeopleList {...found} query={query}>
        {(person) => (
          <label className={`${rows.row} ${styles.person}`}>
            <PersonTexts person={person} />
            <input checked={isChosen(person)} className={styles.check} onChange={() => toggle(person)} type="checkbox" />
          </label>
        )}
      </PeopleList>
    </div>
  );
}
