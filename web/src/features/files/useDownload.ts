import { useState } from 'react';
import type { FileView } from '@/shared/types';
import { useToastProblem } from '@/shared/ui/Toast';
import { download } from './download';

export function useDownload(file: FileView) {
  const toastProblem = useToastProblem();
  const [busy, setBusy] = useState(false);

  function save() {
    setBusy(true);
    download(file)
      .catch(toastProblem)
      .finally(() => setBusy(false));
  }

  return { busy, save };
}
