import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{helpers,fixtures,specs,lab,commands}/**/*.test.ts'],
        },
      },
    ],
  },
});
