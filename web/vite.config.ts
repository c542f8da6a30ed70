import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { brotli } from './scripts/brotli.ts';
import { emojiData } from './scripts/emojiData.ts';

const server = process.env.SERVER_URL ?? 'http://127.0.0.1:8080';

/**
 * What an opened chat needs comes in few files: each one costs a request and its headers. The rest is split by what is
 * opened.
 */
const needed =
  /\/node_modules\/|\/src\/shared\/|\/src\/features\/chats\/\w+(\.module)?\.(ts|css)x?$|\/src\/features\/messages\/messagesApi|\/src\/features\/files\/(download|fileType|Unreadable|useDownload|useSmallPicture|useUpload|play\/turn)\.|\/src\/features\/search\/FilterChips/;
const openedLater =
  /frimousse|thumbhash|\/(NewChatDialog|ChatInfoPanel)\.|\/shared\/(useForm|useCountdown)|\/ui\/(Dialog|ConfirmDialog|FormDialog|Head|Page|SidePanel|Tabs|Failure|PasswordField|Notice|TextField)\.|\0/;

export default defineConfig({
  plugins: [
    react(),
    lingui(),
    emojiData(),
    brotli(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/worker',
      filename: 'sw.ts',
      injectRegister: null,
      manifest: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
        // Emoji data is fetched when it is first used.
        globIgnores: ['emoji/**'],
      },
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2023',
    manifest: true,
    // An inlined picture would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'core', test: (id) => needed.test(id) && !openedLater.test(id) }] } },
    },
  },
  server: {
    port: 5173,
    proxy: {
      // Not as plain strings: those change the Host, and then the server takes this page for a foreign one.
      '/api': { target: server },
      '/files': { target: server },
      '/ws': { target: server, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    testTimeout: 20_000,
    // All cores: one less is the default, and on two of them that is half.
    maxWorkers: '100%',
  },
});
