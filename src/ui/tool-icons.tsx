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
