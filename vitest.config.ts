import { defineConfig } from "vitest/config";

const POSTGRES = "./test/support/postgres.ts";

export default defineConfig({
  test: {
    // Two cores are the measure: more workers only wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "domain",
          include: ["test/*.test.ts", "test/{domain,wording}/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "services",
          include: ["test/{services,db,jobs,shopify,commands}/**/*.test.ts"],
          globalSetup: POSTGRES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "routes",
          include: ["test/routes/**/*.test.ts"],
          globalSetup: POSTGRES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "dev-store",
          include: ["test/dev-store/**/*.test.ts"],
          globalSetup: POSTGRES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "extensions",
          include: ["test/extensions/**/*.test.ts"],
          // Shopify's tester imports the extension's TypeScript, so it has to go through Vite too.
          server: { deps: { inline: [/ui-extensions-tester/] } },
          // What Shopify's CLI puts in when it bundles.
          env: { APP_URL: "https://kopilka.example.com/app" },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: POSTGRES,
          // Real processes on two cores: one file at a time, after everything else.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
