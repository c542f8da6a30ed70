import { useT } from '@/shared/i18n';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { TextField } from '@/shared/ui/TextField';
import { useForm } from '@/shared/useForm';
import styles from './ChatInfo.module.css';
import { changeChat } from './infoApi';

interface RenameFormProps {
  chatId: string;
  name: string;
  onDone: () => void;
}

export function RenameForm({ chatId, name, onDone }: RenameFormProps) {
  const t = useT();
  const form = useForm({
    initial: { name },
    check: (values) => ({ name: values.name.trim() === '' ? t('room.nameMissing') : null }),
    refused: { name: t('refused.name') },
    send: async (values) => {
      if (values.name.trim() !== name) await changeChat(chatId, { name: values.name.trim() });
      onDone();
    },
  });
  return (
    // Esc takes back the renaming, not the whole panel.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={styles.rename}
      noValidate
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onDone();
      }}
      onSubmit={form.submit}
    >
      <TextField
        {...form.field('name')}
        autoComplete="off"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- It takes the place of the button that was pressed.
        autoFocus
        label={t('field.name')}
        maxLength={64}
      />
      {form.error && <Notice tone="danger">{form.error}</Notice>}
      <div className={styles.buttons}>
        <Button onClick={onDone} variant="quiet">
          {t('common.cancel')}
        </Button>
        <Button busy={form.busy} type="submit">
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
