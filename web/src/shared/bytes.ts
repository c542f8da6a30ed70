import { i18n } from '@lingui/core';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 20.4 MB, in the reader's language. */
export function fileSize(bytes: number): string {
  const step = stepOf(bytes);
  return format(bytes, step, { style: 'unit', unit: units[step]!, unitDisplay: step === 0 ? 'long' : 'short' });
}

/** 12.3 of the 200 MB that it will be: without the unit, which is the one of the whole. */
export function partOfSize(bytes: number, whole: number): string {
  return format(bytes, stepOf(whole), {});
}

/** 2.1 MB/s. */
export function byteRate(bytesPerSecond: number): string {
  const step = Math.max(1, stepOf(bytesPerSecond));
  return format(bytesPerSecond, step, { style: 'unit', unit: `${units[step]}-per-second`, unitDisplay: 'short' });
}

function stepOf(bytes: number): number {
  return bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
}

function format(bytes: number, step: number, options: Intl.NumberFormatOptions): string {
  const value = bytes / 1000 ** step;
  const maximumFractionDigits = value < 100 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(i18n.locale || 'en', { ...options, maximumFractionDigits }).format(value);
}
