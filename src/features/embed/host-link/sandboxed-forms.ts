/**
 * In a frame with `sandbox` and without `allow-forms`, browsers drop the `submit` event together with the submission,
 * so that a form handled by script would be dead. This passes the event on by hand and never submits anything.
 * Enter in a field counts too: browsers turn it into a click on the form's button.
 */
export function keepFormsAlive(target: Document): () => void {
  const onClick = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('button') : null;
    if (button === null || button.type !== 'submit' || button.form === null || button.disabled || event.defaultPrevented) return;
    event.preventDefault();
    button.form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true, submitter: button }));
  };
  target.addEventListener('click', onClick);
  return () => target.removeEventListener('click', onClick);
}
