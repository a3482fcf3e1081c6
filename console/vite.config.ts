import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `HUAWU_SERVER` is the server that the development server (`vite console`) passes API calls to. */
const server = process.env['HUAWU_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  resolve: { alias: { '#contract': here('../api/contract/index.ts') } },
  build: {
    outDir: here('dist'),
    // Pages opened before an update still load their own chunks; scripts/build-console.mjs takes old files away.
    emptyOutDir: false,
    // Everything as a file of its own: the content security policy allows no data: scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 1_500,
  },
  server: { proxy: { '/api': { target: server, ws: true }, '/sip': { target: server, ws: true } } },
});
