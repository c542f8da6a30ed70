import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '@/test/renderPage';
import { Problem } from '../problem';
import { ConfirmDialog } from './ConfirmDialog';

const onClose = vi.fn();

beforeEach(() => onClose.mockClear());

function show(action: string | null, onConfirm: () => unknown = vi.fn()) {
  renderPage(
    <ConfirmDialog action={action} onClose={onClose} onConfirm={onConfirm} title="Leave?">
      <p>For good.</p>
    </ConfirmDialog>,
  );
}

test('it closes once it is done, and stays with the reason when it is not', async () => {
  const onConfirm = vi.fn(async () => {}).mockRejectedValueOnce(new Problem(409, { code: 'chat.last_owner', detail: 'Somebody must own it.' }));
  show('Leave', onConfirm);
  await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
  expect(await screen.findByText('Somebody must own it.')).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();

  await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('who cancels does nothing', async () => {
  const onConfirm = vi.fn();
  show('Leave', onConfirm);
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onClose).toHaveBeenCalledOnce();
  expect(onConfirm).not.toHaveBeenCalled();
});

test('where nothing can be done it can only be closed', () => {
  show(null);
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label') ?? button.textContent)).toEqual(['Close', 'Close']);
});
