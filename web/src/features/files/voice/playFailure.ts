import { Problem } from '@/shared/api';
import type { Translate } from '@/shared/i18n';

/** The server says why there is no address; a browser only that it could not. */
export function playFailure(failed: unknown, t: Translate, problemText: (error: unknown) => string): string {
  return failed instanceof Problem ? problemText(failed) : t('voice.cannotPlay');
}
