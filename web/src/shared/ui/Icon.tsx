/** Drawn for a 24 × 24 box with a line of 1.8. */
const paths = {
  archive: 'M4 5h16v4H4zM5.5 9v10h13V9M10 13h4',
  at: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M15.5 8.5v5a2.3 2.3 0 0 0 4.5 0V12a8 8 0 1 0-3.2 6.4',
  attach: 'm20 11-8.2 8.2a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8l-8.2 8.1a1.7 1.7 0 0 1-2.4-2.4L14.6 7',
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 16v-5a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4',
  bellOff: 'M6 16V11a6 6 0 0 1 9.5-4.9M18 11v5l1.5 2H8M10 21h4M4 4l16 16',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  channel: 'M4 10v4h3l8 5V5l-8 5zM18 9a4 4 0 0 1 0 6',
  chat: 'M4 5h16v11H10l-4.500 4V16H4z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  checks: 'm2.5 12.5 4.5 4.5L16 7.5M11.5 16.5l.5.5L21.5 7.5',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 1.5',
  close: 'm6 6 12 12M18 6 6 18',
  contrast: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 4v16M12 8.5h6.8M12 12h8M12 15.5h6.8',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  down: 'm6 9 6 6 6-6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  eyeOff: 'M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.4M6.3 7.6A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.7-1.3M9.9 9.9a3 3 0 0 0 4.2 4.2M4 4l16 16',
  file: 'M6 3h8l5 5v13H6zM14 3v5h5',
  fileArchive: 'M6 3h12v18H6zM12 3v2.500M12 8v2.500M10.500 14h3v3.500h-3z',
  fileAudio: 'M9 17.500V6l10-2v11.500M9 17.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0M19 15.500a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0',
  fileCode: 'm8 8-4 4 4 4M16 8l4 4-4 4M13.500 6l-3 12',
  filePdf: 'M6 3h8l5 5v13H6zM14 3v5h5M10 18v-6h2a2 2 0 0 1 0 4h-2',
  filePicture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 8.800v.1',
  fileSlides: 'M4 5h16v11H4zM12 16v3M8 20.500l4-1.500 4 1.500M8 12.500l2.500-3 2 2 3.500-3.500',
  fileTable: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14',
  fileText: 'M6 3h8l5 5v13H6zM14 3v5h5M9.500 13h6M9.500 16.500h4',
  fileVideo: 'M4 5h16v14H4zM10 9v6l5-3z',
  globe: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M4 12h16M12 4c5 5 5 11 0 16-5-5-5-11 0-16',
  group: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14a6.5 6.5 0 0 1 3.5 6',
  info: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 11v5M12 8v.1',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 9v.1',
  leave: 'M14 4H5v16h9M10 12h10M16.5 8.5 20 12l-3.5 3.5',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3M5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21',
  minus: 'M5 12h14',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10',
  more: 'M12 5v.9M12 11.6v.9M12 18.100v.9',
  next: 'm9 5 7 7-7 7',
  pause: 'M7 5h3v14H7zM14 5h3v14h-3z',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 8.500v.1',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6',
  play: 'M8 5v14l11-7z',
  plus: 'M12 5v14M5 12h14',
  reply: 'M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7',
  retry: 'M19 6v5h-5M19 11a7.5 7.5 0 1 0 0 4',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16 16l4.5 4.5',
  send: 'M4 12 20 4l-5 16-3.5-6.5zM11.500 13.500 20 4',
  settings: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h16',
  smile: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M8.500 14a4 4 0 0 0 7 0M9 9.500v.1M15 9.500v.1',
  share: 'M12 15V4M8 7.500 12 4l4 3.500M6 11v9h12v-9',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
  unpin: 'M9 4h6l-.7 4.500M16 12l1 1v2H7v-2l3-3M12 15v6M4 4l16 16',
  up: 'm6 15 6-6 6 6',
  user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.500 20.500a7.500 7.500 0 0 1 15 0',
  userPlus: 'M10 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4M3 20a7 7 0 0 1 14 0M18.5 8.5v5M16 11h5',
  warning: 'M12 4 2.500 20h19zM12 10v4.500M12 17.200v.1',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      fill="none"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.8"
      viewBox="0 0 24 24"
      width={size}
    >
      <path d={paths[name]} />
    </svg>
  );
}
