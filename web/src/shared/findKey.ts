/** Ctrl+F or ⌘F, on keyboards of other scripts by the place of the key; not while a dialog is over everything. */
export function isFindKey(event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented) return false;
  const isF = event.key.toLowerCase() === 'f' || (event.code === 'KeyF' && !/^[a-z]$/i.test(event.key));
  return isF && document.querySelector('dialog[open]') === null;
}
