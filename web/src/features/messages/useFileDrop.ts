import { type DragEvent, useState } from 'react';

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

/** For the element that takes dropped files; text that is dragged is left to the field below the pointer. */
export function useFileDrop(onFiles: (files: File[]) => void, isWanted: boolean) {
  const [isOver, setIsOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      // Also where nothing may be written: else the browser would leave the page and open the file.
      event.preventDefault();
      event.dataTransfer.dropEffect = isWanted ? 'copy' : 'none';
      setIsOver(isWanted);
    },
    onDragLeave: (event: DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(false);
      if (isWanted && event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
    },
  };
  return { isOver, handlers };
}
