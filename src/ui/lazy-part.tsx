import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';

/**
 * A component that few visits see, or none at their beginning, fetched when it is first shown. One that cannot be fetched shows nothing and takes nothing
 * else with it.
 * @param meanwhile holds its place
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>, meanwhile: ReactNode = null): ComponentType<Props> {
  const Part = lazy(() => load().then((loaded) => ({ default: loaded }), () => ({ default: (() => null) as ComponentType<Props> })));
  return (props: Props) => (
    <Suspense fallback={meanwhile}>
      <Part {...props} />
    </Suspense>
  );
}
