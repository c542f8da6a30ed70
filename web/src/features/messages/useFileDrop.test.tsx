import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useFileDrop } from './useFileDrop';

const onFiles = vi.fn();
const file = new File(['x'], 'x.txt');
const files = { types: ['Files'], files: [file] };

function Place({ isWanted }: { isWanted: boolean }) {
  const { isOver, handlers } = useFileDrop(onFiles, isWanted);
  return (
    <div data-testid="place" {...handlers}>
      {isOver && 'Drop here'}
      <p>inside</p>
    </div>
  );
}

function place(isWanted: boolean) {
  onFiles.mockClear();
  render(<Place isWanted={isWanted} />);
  return screen.getByTestId('place');
}

/** jsdom's event for dragging does not carry where the pointer went. */
function leave(target: HTMLElement, relatedTarget: Element) {
  fireEvent(target, Object.defineProperty(createEvent.dragLeave(target), 'relatedTarget', { value: relatedTarget }));
}

test('files over the conversation are announced, and taken when dropped', () => {
  const target = place(true);
  fireEvent.dragOver(target, { dataTransfer: { ...files } });
  expect(screen.getByText('Drop here')).toBeVisible();
  fireEvent.drop(screen.getByText('inside'), { dataTransfer: files });
  expect(onFiles).toHaveBeenCalledExactlyOnceWith([file]);
  expect(screen.queryByText('Drop here')).toBeNull();
});

test('the announcement goes with the pointer, not when it moves inside', () => {
  const target = place(true);
  fireEvent.dragOver(target, { dataTransfer: { ...files } });
  leave(target, screen.getByText('inside'));
  expect(screen.getByText('Drop here')).toBeVisible();
  leave(target, document.body);
  expect(screen.queryByText('Drop here')).toBeNull();
});

test('where nothing may be written files are refused, and the browser does not open them', () => {
  const target = place(false);
  const over = createEvent.dragOver(target, { dataTransfer: { ...files } });
  fireEvent(target, over);
  fireEvent.drop(target, { dataTransfer: files });
  expect(over.defaultPrevented).toBe(true);
  expect(onFiles).not.toHaveBeenCalled();
  expect(screen.queryByText('Drop here')).toBeNull();
});

test('dragged text is left to the field', () => {
  const target = place(true);
  const over = createEvent.dragOver(target, { dataTransfer: { types: ['text/plain'], files: [] } });
  fireEvent(target, over);
  expect(over.defaultPrevented).toBe(false);
});
