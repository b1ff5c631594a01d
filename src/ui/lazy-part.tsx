import { lazy, Suspense, type ComponentType } from 'react';

/** A component that few visits see, fetched when it is first shown. One that cannot be fetched shows nothing and takes nothing else with it. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(() => load().then((loaded) => ({ default: loaded }), () => ({ default: (() => null) as ComponentType<Props> })));
  return (props: Props) => (
    <Suspense fallback={null}>
      <Part {...props} />
    </Suspense>
  );
}
