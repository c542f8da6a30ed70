import { Problem } from '@/shared/api';
import { useT } from '@/shared/i18n';
import type { Me } from '@/shared/types';
import { Button } from '@/shared/ui/Button';
import { Notice } from '@/shared/ui/Notice';
import { Section } from '@/shared/ui/Section';
import { TextField } from '@/shared/ui/TextField';
import { toast } from '@/shared/ui/Toast';
import { useForm } from '@/shared/useForm';
import styles from './ProfilePage.module.css';
import { updateMe } from './profileApi';

const handleRule = /^[A-Za-z][A-Za-z0-9_]{2,31}$/;

/** Name and handle. The button is there once there is something to save. */
export function ProfileForm({ me }: { me: Me }) {
  const t = useT();
  const saved = { name: me.name, handle: me.handle ?? '' };
  const form = useForm({
    initial: saved,
    check: ({ name, handle }) => ({
      name: name.trim() === '' ? t('check.name') : null,
      handle: handle === '' || handleRule.test(bare(handle)) ? null : t('profile.handleRule'),
    }),
    refused: { name: t('refused.name'), handle: t('profile.handleRule') },
    send: async ({ name, handle }) => {
      try {
        await updateMe({ name: name.trim(), handle: bare(handle) || null });
      } catch (error) {
        throw asFieldError(error, t('problem.handle.taken'));
      }
      form.change('handle', bare(handle));
      toast(t('profile.saved'));
    },
  });
  const changed = form.values.name.trim() !== saved.name || bare(form.values.handle) !== saved.handle;

  return (
    <Section padded title={t('profile.about')}>
      <form className={styles.form} noValidate onSubmit={form.submit}>
        <TextField {...form.field('name')} autoComplete="name" label={t('field.name')} maxLength={64} />
        <TextField
          {...form.field('handle')}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          hint={t('profile.handleHint')}
          label={t('field.handle')}
          maxLength={33}
          spellCheck={false}
        />
        {form.error && <Notice tone="danger">{form.error}</Notice>}
        {changed && (
          <Button busy={form.busy} className={styles.save} type="submit">
            {t('common.save')}
          </Button>
        )}
      </form>
    </Section>
  );
}

/** People write it with the sign that it is shown with. */
const bare = (handle: string) => handle.trim().replace(/^@/, '');

function asFieldError(error: unknown, text: string): unknown {
  if (!(error instanceof Problem) || error.code !== 'handle.taken') return error;
  return new Problem(error.status, { code: error.code, errors: { handle: [text] } });
}
