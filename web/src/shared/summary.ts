import type { Translate } from './i18n';
import type { Message } from './types';

/** A message in one line. */
export function summary(message: Pick<Message, 'text' | 'files' | 'deletedAt'>, t: Translate): string {
  if (message.deletedAt) return t('message.deleted');
  if (message.text !== '') return message.text.slice(0, 200).replace(/\s+/gu, ' ');
  const [file] = message.files;
  if (file === undefined) return '';
  if (file.kind === 'photo') return t('file.photo');
  return file.kind === 'video' ? t('file.video') : file.name;
}
