import { defineConfig } from 'vite';

/** `--mode widget`: embed.js, with everything in it. `--mode pages`: style and drawings of the server's own pages. */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  publicDir: mode === 'pages' && 'web/pages/public',
  build: {
    emptyOutDir: false,
    target: 'es2020',
    reportCompressedSize: false,
    ...(mode === 'widget'
      ? { lib: { entry: 'web/widget/embed.ts', formats: ['iife'], name: 'finestreta', fileName: () => 'embed.js' } }
      : { rollupOptions: { input: 'web/pages/pages.css', output: { assetFileNames: 'pages.css' } } }),
  },
}));
