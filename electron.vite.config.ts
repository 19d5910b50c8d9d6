import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { events } from './src/contract/every-request.ts';
import { NONCE_PLACEHOLDER } from './src/main/shell/content-policy.ts';
import { contractRequests } from './tools/contract-requests.ts';

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          worker: resolve('src/main/worker/worker.ts'),
          'invoice-worker': resolve('src/main/imports/invoice/invoice-worker.ts'),
          'log-thread': resolve('src/main/imports/agent-log/log-thread.ts'),
        },
      },
    },
  },
  preload: {
    // The preload needs the contract's names alone; its schemas stay out of the sandbox.
    define: {
      SEATWORTH_REQUESTS: JSON.stringify(Object.keys(await contractRequests())),
      SEATWORTH_EVENTS: JSON.stringify(events),
    },
    build: {
      externalizeDeps: true,
      // A sandboxed preload must be CommonJS; .cjs because package.json says "type": "module".
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), scanDecoders()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      minify: true,
      // Inlined assets would need data: in every directive.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: resolve('src/renderer/index.html'),
        // What every screen needs, in parts that are read side by side; the screens come one by one.
        output: {
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
              { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\// },
              { name: 'shapes', test: /node_modules\/zod\/|src\/(contract|core)\// },
              // Each language by itself: only the one that is shown is read before the first picture.
              { name: 'words-en', test: /src\/renderer\/i18n\/en(\/|glish)/ },
              { name: 'words-zh', test: /src\/renderer\/i18n\/(zh-CN\/|chinese)/ },
              {
                name: 'words',
                test: /src\/renderer\/i18n\/[\w-]+\.ts|node_modules\/(i18next|react-i18next)\//,
              },
            ],
          },
        },
      },
    },
  },
});

/**
 * The decoders of scanned pages in PDFs (JBIG2, JPEG 2000), which pdf.js imports by these very names.
 * They are plain JavaScript: the page's policy allows no WebAssembly.
 */
function scanDecoders(): Plugin {
  return {
    name: 'scan-decoders',
    generateBundle() {
      for (const name of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
        const source = readFileSync(resolve('node_modules/pdfjs-dist/wasm', name));
        this.emitFile({ type: 'asset', fileName: `assets/${name}`, source });
      }
    },
  };
}
