import { useEffect, useRef } from 'react';
import type { PreviewChannel } from './preview-channel.js';

interface PreviewCanvasProps {
  readonly previews: PreviewChannel;
  readonly className: string;
  readonly testId?: string;
  readonly label?: string;
}

/** Shows the frames of the film as they are made. Without a label it is decoration. */
export function PreviewCanvas({ previews, className, testId, label }: PreviewCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      previews.connect((frame) => {
        const target = canvas.current;
        const context = target?.getContext('2d');
        if (!target || !context) return;
        // Setting a size clears the canvas, so only when it changes.
        if (target.width !== frame.width) target.width = frame.width;
        if (target.height !== frame.height) target.height = frame.height;
        context.clearRect(0, 0, frame.width, frame.height);
        target.classList.add('chequered');
        context.drawImage(frame, 0, 0);
      }),
    [previews],
  );
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} className={className} data-testid={testId} {...spoken} />;
}
