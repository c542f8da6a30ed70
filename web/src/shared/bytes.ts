import { i18n } from '@lingui/core';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 20.4 MB, in the reader's language. */
export function fileSize(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(i18n.locale || 'en', {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 100 && step > 0 ? 1 : 0,
  }).format(value);
}
