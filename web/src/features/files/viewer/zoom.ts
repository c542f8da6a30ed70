/** How a picture lies in its stage: enlarged around its middle, then moved. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

export const fitted: View = { scale: 1, x: 0, y: 0 };
const largest = 8;

/** `at` stays where it is on the screen; both it and the result count from the middle of the stage. */
export function zoomedAt(view: View, factor: number, at: Point, picture: Size, stage: Size): View {
  const scale = Math.min(largest, Math.max(1, view.scale * factor));
  const grown = scale / view.scale;
  return kept({ scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown }, picture, stage);
}

export const moved = (view: View, by: Point, picture: Size, stage: Size): View =>
  kept({ ...view, x: view.x + by.x, y: view.y + by.y }, picture, stage);

/** No edge of the picture comes further in than the stage's own; where it has room, it stays in the middle. */
function kept({ scale, x, y }: View, picture: Size, stage: Size): View {
  const limit = (size: number, room: number) => Math.max(0, (size * scale - room) / 2);
  return { scale, x: within(x, limit(picture.width, stage.width)), y: within(y, limit(picture.height, stage.height)) };
}

/** Adding 0 makes 0 of -0. */
const within = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value)) + 0;

/** What a finger that moved over a whole picture wanted: another one, to close, or nothing. */
export function swipeOf(by: Point, stage: Size): 'left' | 'right' | 'down' | null {
  if (by.y > Math.min(140, stage.height / 5) && by.y > 1.5 * Math.abs(by.x)) return 'down';
  if (Math.abs(by.x) < Math.min(90, stage.width / 4) || Math.abs(by.x) < 1.5 * Math.abs(by.y)) return null;
  return by.x < 0 ? 'left' : 'right';
}
