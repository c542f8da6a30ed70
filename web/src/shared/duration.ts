/** `0:12`, `1:02:03`: a place in something that plays. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** How long it plays in all: what is there is never `0:00`. */
export const playLength = (seconds: number) => playTime(Math.max(1, Math.round(seconds)));
