import { defineConfig } from 'vite';

/**
 * `--mode extras`: what the widget loads when somebody asks for it. `--mode widget`: embed.js, with everything else in it. `--mode pages`: style and drawings of the server's own pages.
 * `--mode console`: the page of staff. Vite compiles its JSX by itself (web/tsconfig.json says for Preact); the preset
 * would only bring Babel for a development server that nobody runs.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: mode === 'pages' && 'web/pages/public',
  // Where the console's script finds the styles that come with an area.
  ...(mode === 'console' ? { base: '/assets/' } : {}),
  build: {
    emptyOutDir: false,
    target: 'es2020',
    reportCompressedSize: false,
    ...outputs[mode],
  },
}));

const outputs: Readonly<Record<string, object>> = {
  // Its name is by its content, and embed.js knows it: both are always of one build.
  extras: {
    rollupOptions: {
      input: 'web/widget/extras/extras.ts',
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'embed-extras-[hash].js' },
    },
    modulePreload: false,
  },
  widget: {
    lib: { entry: 'web/widget/embed.ts', formats: ['iife'], name: 'finestreta', fileName: () => 'embed.js' },
  },
  pages: { rollupOptions: { input: 'web/pages/pages.css', output: { assetFileNames: 'pages.css' } } },
  console: {
    modulePreload: false,
    target: 'es2022',
    // It asks for container queries and `:has` anyway: nothing is spelled out for browsers that have neither.
    cssTarget: ['chrome111', 'firefox121', 'safari16.4'],
    // Names the entry. Files that are loaded later import from it, so that it needs one address that is the same in all.
    manifest: 'console.json',
    rollupOptions: {
      input: 'web/console/main.tsx',
      output: {
        entryFileNames: 'console-main-[hash].js',
        // The first has one address; those that come with an area are named by what is in them, as its scripts.
        assetFileNames: ({ names }: { readonly names: readonly string[] }) =>
          names.includes('main.css') ? 'console.css' : 'console-[name]-[hash].css',
        chunkFileNames: 'console-[name]-[hash].js',
        // What the console shares with its areas is in one file: several small ones compress badly.
        codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
      },
    },
  },
};
