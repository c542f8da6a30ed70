import { playLength } from './duration';
import type { Translate } from './i18n';
import type { FileView, Message } from './types';

/** A message in one line. */
export function summary(message: Pick<Message, 'text' | 'files' | 'deletedAt'>, t: Translate): string {
  if (message.deletedAt) return t('message.deleted');
  if (message.text !== '') return message.text.slice(0, 200).replace(/\s+/gu, ' ');
  const [file] = message.files;
  return file === undefined ? '' : fileSummary(file, t);
}

function fileSummary(file: FileView, t: Translate): string {
  if (file.kind === 'photo') return t('file.photo');
  if (file.kind === 'video') return t('file.video');
  if (file.kind !== 'voice') return file.name;
  return file.duration ? t('voice.summary', { time: playLength(file.duration) }) : t('voice.message');
}
