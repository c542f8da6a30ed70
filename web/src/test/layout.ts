import { vi } from 'vitest';

/** A virtual list draws what its place has room for, and jsdom lays nothing out. */
export function standInForSizes(): void {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      private readonly tell: (entries: object[]) => void;
      constructor(tell: (entries: object[]) => void) {
        this.tell = tell;
      }
      observe(target: Element) {
        const box = { width: 360, height: target.tagName === 'LI' ? 60 : 800 };
        Object.defineProperty(target, 'offsetParent', { value: document.body, configurable: true });
        setTimeout(() => target.isConnected && this.tell([{ target, contentRect: box, borderBoxSize: [{ inlineSize: box.width, blockSize: box.height }] }]));
      }
      unobserve() {}
      disconnect() {}
    },
  );
}
