import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { renderPage } from '@/test/renderPage';
import { AttachButton } from './AttachButton';

function show(isPhone: boolean) {
  vi.stubGlobal('matchMedia', () => ({ matches: isPhone }));
  const onFiles = vi.fn();
  renderPage(<AttachButton onFiles={onFiles} />);
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  const opened = vi.spyOn(input, 'click').mockImplementation(() => {});
  return { onFiles, input, opened };
}

test('on a desk the chooser for all files opens at once', async () => {
  const { input, opened, onFiles } = show(false);
  await userEvent.click(screen.getByRole('button', { name: 'Attach files' }));
  expect(opened).toHaveBeenCalledOnce();
  expect([input.accept, input.hasAttribute('capture'), input.multiple]).toEqual(['', false, true]);
  const files = [new File(['1'], 'one.txt'), new File(['2'], 'two.txt')];
  await userEvent.upload(input, files);
  expect(onFiles).toHaveBeenCalledExactlyOnceWith(files);
});

test('a phone asks from where, and the camera is among it', async () => {
  const { input, opened } = show(true);
  await userEvent.click(screen.getByRole('button', { name: 'Attach files' }));
  expect(opened).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('menuitem', { name: 'Take a picture' }));
  expect(opened).toHaveBeenCalledOnce();
  expect([input.accept, input.getAttribute('capture')]).toEqual(['image/*', 'environment']);

  await userEvent.click(screen.getByRole('button', { name: 'Attach files' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Files' }));
  expect([input.accept, input.hasAttribute('capture')]).toEqual(['', false]);
});
