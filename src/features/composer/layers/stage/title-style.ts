import type { CSSProperties } from 'react';
import type { TitleContent } from '../../../../../contract/request/layers/layer.js';
import { TITLE_LETTERS, TITLE_OUTLINE, TITLE_WEIGHT, titleColours, WIDEST_TITLE } from '../../../../../contract/request/layers/title-look.js';

/** A title in CSS as the film draws it; sizes are in units of the stage, which is a size container. */
export function titleStyle(content: TitleContent): CSSProperties {
  const { fill, outline } = titleColours(content);
  return {
    color: fill,
    fontSize: `calc(var(--size) * ${TITLE_LETTERS} * 100cqmin)`,
    fontWeight: content.weight ?? TITLE_WEIGHT,
    lineHeight: 1 / TITLE_LETTERS,
    maxWidth: `${WIDEST_TITLE * 100}cqw`,
    ...(outline === null ? {} : { WebkitTextStroke: `${TITLE_OUTLINE / TITLE_LETTERS}em ${outline}`, paintOrder: 'stroke fill' }),
  };
}
