/** Drawn for Kinora on a 20-unit grid; decorative, so each button that holds one has a label of its own. */
import type { ReactNode } from 'react';

function Icon({ children }: { readonly children: ReactNode }) {
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
