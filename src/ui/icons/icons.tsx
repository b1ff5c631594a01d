/** Drawn for Kinora on a 20-unit grid; decorative, so each button that holds one has a label of its own. */
import type { ReactNode } from 'react';

export function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const DiceIcon = () => (
  <Icon>
    <rect x="3.2" y="3.2" width="13.6" height="13.6" rx="3" />
    <g fill="currentColor" stroke="none">
      <circle cx="7" cy="7" r="1.25" />
      <circle cx="13" cy="7" r="1.25" />
      <circle cx="10" cy="10" r="1.25" />
      <circle cx="7" cy="13" r="1.25" />
      <circle cx="13" cy="13" r="1.25" />
    </g>
  </Icon>
);

export const PictureIcon = () => (
  <Icon>
    <rect x="2.8" y="4" width="14.4" height="12" rx="2.4" />
    <path d="m3.4 14 3.8-3.9 3.1 3 2.1-2 4 3.8" />
    <circle cx="12.7" cy="7.7" r="1.1" />
  </Icon>
);

export const DownloadIcon = () => (
  <Icon>
    <path d="M10 3v9.2m-3.8-3.6L10 12.4l3.8-3.8M3.6 16.6h12.8" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="7" y="7" width="10" height="10" rx="2" />
    <path d="M4.6 13H4.4A1.4 1.4 0 0 1 3 11.6V4.4A1.4 1.4 0 0 1 4.4 3h7.2A1.4 1.4 0 0 1 13 4.4v.2" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9m0-9-9 9" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.2v1.6m0 12.4v1.6M2.2 10h1.6m12.4 0h1.6M4.5 4.5l1.1 1.1m8.8 8.8 1.1 1.1m0-11-1.1 1.1m-8.8 8.8-1.1 1.1" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M16.4 11.8A6.9 6.9 0 0 1 8.2 3.6a6.9 6.9 0 1 0 8.2 8.2Z" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="4.2" y="8.8" width="11.6" height="8" rx="2" />
    <path d="M6.8 8.6V6.4a3.2 3.2 0 0 1 6.4 0v2.2" />
  </Icon>
);

export const SparkIcon = () => (
  <Icon>
    <path d="M9 3.2 10.6 8 15.4 9.6 10.6 11.2 9 16 7.4 11.2 2.6 9.6 7.4 8Zm6.4 9.4.7 1.9 1.9.7-1.9.7-.7 1.9-.7-1.9-1.9-.7 1.9-.7Z" />
  </Icon>
);

export const FourIcon = () => (
  <Icon>
    <rect x="3" y="3" width="6" height="6" rx="1.4" />
    <rect x="11" y="3" width="6" height="6" rx="1.4" />
    <rect x="3" y="11" width="6" height="6" rx="1.4" />
    <rect x="11" y="11" width="6" height="6" rx="1.4" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const NewIcon = () => (
  <Icon>
    <path d="M11.4 2.8H6.2A1.8 1.8 0 0 0 4.4 4.6v10.8a1.8 1.8 0 0 0 1.8 1.8h7.6a1.8 1.8 0 0 0 1.8-1.8V7Zm0 0V7h4.2M10 9.4v5M7.5 11.9h5" />
  </Icon>
);

export const LayersIcon = () => (
  <Icon>
    <path d="m10 3.2 7 3.6-7 3.6-7-3.6ZM3.4 10.4l6.6 3.4 6.6-3.4M3.4 13.6 10 17l6.6-3.4" />
  </Icon>
);

export const CutIcon = () => (
  <Icon>
    <circle cx="5.4" cy="14.6" r="2.2" />
    <circle cx="5.4" cy="5.4" r="2.2" />
    <path d="m7.2 13.2 9-7.4M7.2 6.8l9 7.4" />
  </Icon>
);

export const LinkIcon = () => (
  <Icon>
    <path d="M8.4 11.6 11.6 8.4M9.2 5.6l1.6-1.6a3.6 3.6 0 0 1 5.2 5.2l-1.6 1.6m-3.6 3.6-1.6 1.6A3.6 3.6 0 0 1 4 10.8l1.6-1.6" />
  </Icon>
);

export const LoopIcon = () => (
  <Icon>
    <path d="M4 9.6a4.6 4.6 0 0 1 4.6-4.6H16m0 0-2.6-2.6M16 5l-2.6 2.6M16 10.4a4.6 4.6 0 0 1-4.6 4.6H4m0 0 2.6 2.6M4 15l2.6-2.6" />
  </Icon>
);

export const TransparentIcon = () => (
  <Icon>
    <path d="M3.4 3.4h13.2v13.2H3.4ZM10 3.4v13.2M3.4 10h13.2" />
    <path d="M3.4 3.4H10V10H3.4ZM10 10h6.6v6.6H10Z" fill="currentColor" />
  </Icon>
);

export const FlagIcon = () => (
  <Icon>
    <path d="M5 17.4V3.2m0 .6h9.6l-2 3.4 2 3.4H5" />
  </Icon>
);

export const FilmIcon = () => (
  <Icon>
    <rect x="2.8" y="4" width="14.4" height="12" rx="2" />
    <path d="M6.4 4v12m7.2-12v12M2.8 8h3.6m-3.6 4h3.6m7.2-4h3.6m-3.6 4h3.6" />
  </Icon>
);

export const PauseIcon = () => (
  <Icon>
    <path d="M7 4.6v10.8M13 4.6v10.8" />
  </Icon>
);

export const PlayIcon = () => (
  <Icon>
    <path d="M6.4 4.2v11.6L15.6 10Z" />
  </Icon>
);

export const ExtendIcon = () => (
  <Icon>
    <path d="M3 5.2v9.6M6.4 10H17m0 0-3.6-3.6M17 10l-3.6 3.6" />
  </Icon>
);

export const KeysIcon = () => (
  <Icon>
    <rect x="2.4" y="5" width="15.2" height="10" rx="2" />
    <path d="M5.6 8.2h.01m2.9 0h.01m2.9 0h.01m2.9 0h.01M7 11.8h6" />
  </Icon>
);

const TURNS = { right: 0, down: 90, left: 180, up: 270 } as const;

export const ArrowIcon = ({ to }: { readonly to: keyof typeof TURNS }) => (
  <Icon>
    <path d="M4 10h12m0 0-4.4-4.4M16 10l-4.4 4.4" transform={`rotate(${TURNS[to]} 10 10)`} />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <g fill="currentColor" stroke="none">
      <circle cx="4.6" cy="10" r="1.6" />
      <circle cx="10" cy="10" r="1.6" />
      <circle cx="15.4" cy="10" r="1.6" />
    </g>
  </Icon>
);
