let playing: HTMLMediaElement | null = null;

/** One thing plays at a time in the page. */
export function takeTurn(media: HTMLMediaElement): void {
  if (playing !== media) playing?.pause();
  playing = media;
}

export function silence(): void {
  playing?.pause();
  playing = null;
}
