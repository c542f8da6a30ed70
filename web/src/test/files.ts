import type { FileView } from '@/shared/types';

export function aFile(change: Partial<FileView> = {}): FileView {
  return {
    id: '0198c2b0-0000-7000-8000-0000000000f1',
    name: 'file.bin',
    size: 1000,
    contentType: 'application/octet-stream',
    kind: 'document',
    status: 'ready',
    hasThumbnail: false,
    createdAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}
