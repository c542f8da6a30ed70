import { useT } from '@/shared/i18n';
import type { Message } from '@/shared/types';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { useDeleteMessage } from './messagesApi';

export default function DeleteDialog({ message: { chatId, seq }, onClose }: { message: Message; onClose: () => void }) {
  const t = useT();
  const remove = useDeleteMessage();
  return (
    // It goes at once; where it cannot, it comes back with the reason.
    <ConfirmDialog action={t('common.delete')} danger onClose={onClose} onConfirm={() => remove.mutate({ chatId, seq })} title={t('message.deleteTitle')}>
      <p>{t('message.deleteText')}</p>
    </ConfirmDialog>
  );
}
