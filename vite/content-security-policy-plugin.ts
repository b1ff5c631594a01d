import type { Plugin } from 'vite';

/** Writes the policy into every page of the build, for hosts that send no headers of their own. */
export function contentSecurityPolicyPlugin(policy: string): Plugin {
  return {
    name: 'kinora-content-security-policy',
    // The development server needs what the policy forbids, and so do the tests' own pages, which have a root of their own.
    apply: ({ root }, { command }) => command === 'build' && root === undefined,
    transformIndexHtml: {
      order: 'post',
      // Before anything that it must hold for.
      handler: (html) => html.replace(/<meta charset="[^"]*"\s*\/?>/i, (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`),
    },
  };
}
