import { readdirSync } from 'node:fs';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = readdirSync(new URL('./src/features', import.meta.url));

/** app → features → shared: an import may only point to the right, and never from feature to feature. */
function layer(files, forbidden, message) {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }] }] },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/shared/api.gen.ts', 'public'] },
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs.flat.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 200 }],
      'max-lines-per-function': ['error', { max: 120 }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/test/**'],
    rules: { 'max-lines': ['error', { max: 350 }], 'max-lines-per-function': 'off' },
  },
  { files: ['**/*.{js,mjs}'], rules: { 'no-undef': 'off' } },
  ...features.map((feature) =>
    layer(
      [`src/features/${feature}/**`],
      [
        '@/app/**',
        '**/app/**',
        ...features.filter((other) => other !== feature).flatMap((other) => [`@/features/${other}/**`, `**/../${other}/**`]),
      ],
      'A feature uses shared/ only; app/ puts features together.',
    ),
  ),
  layer(['src/shared/**'], ['@/app/**', '@/features/**', '**/app/**', '**/features/**'], 'shared/ knows nothing of features.'),
);
