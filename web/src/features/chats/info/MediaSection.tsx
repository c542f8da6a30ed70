import { useLocation } from 'wouter';
import { useT } from '@/shared/i18n';
import { paths } from '@/shared/paths';
import { RowButton, Section } from '@/shared/ui/Section';

/** The way to everything that was sent here. */
export function MediaSection({ chatId }: { chatId: string }) {
  const t = useT();
  const [, navigate] = useLocation();
  return (
    <Section>
      <RowButton hint={t('gallery.hint')} icon="image" label={t('gallery.title')} onClick={() => navigate(paths.chatMedia(chatId))} />
    </Section>
  );
}
