/** Icons of parts that are fetched late, apart from those of the page's first view; drawn as those in icons.tsx. */
import { Icon } from './icons.js';

export const PencilIcon = () => (
  <Icon>
    <path d="m3.6 16.4.7-3.3 8.6-8.6a1.7 1.7 0 0 1 2.4 0l.2.2a1.7 1.7 0 0 1 0 2.4l-8.6 8.6ZM11.6 5.8l2.6 2.6" />
  </Icon>
);

export const TitleIcon = () => (
  <Icon>
    <path d="M4 6.2V4h12v2.2M10 4v12M7.6 16h4.8" />
  </Icon>
);

export const FloatIcon = () => (
  <Icon>
    <path d="M17 9V6a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3.4" />
    <rect x="10.6" y="10.6" width="6.8" height="5.6" rx="1.4" fill="currentColor" />
  </Icon>
);
