import { existsSync } from "node:fs";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

/**
 * Which rooms of `app/` a room may import, besides itself: commands, server, routes and jobs
 * lead to services, services to db and shopify, and everything to the domain.
 */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  db: ["domain"],
  // Sessions live in the database, behind Shopify's own storage.
  shopify: ["db", "domain", "config.server.ts", "locales"],
  services: ["db", "shopify", "domain"],
  // What the REST API says and hears, as JSON, and who may ask: shared by its routes.
  api: ["services", "db", "shopify", "domain"],
  locales: [],
  // What the domain says, written in a language.
  wording: ["domain", "locales"],
  components: ["domain", "locales", "wording"],
  routes: [
    "api",
    "services",
    "db",
    "shopify",
    "domain",
    "components",
    "locales",
    "wording",
    "config.server.ts",
  ],
  // The web process leaves work to the worker, in queues that both must know.
  server: [
    "api",
    "jobs",
    "services",
    "db",
    "shopify",
    "domain",
    "config.server.ts",
    "logging.server.ts",
  ],
  jobs: ["services", "db", "shopify", "domain", "config.server.ts", "logging.server.ts"],
  commands: [
    "jobs",
    "server",
    "services",
    "db",
    "shopify",
    "domain",
    "locales",
    "wording",
    "config.server.ts",
    "logging.server.ts",
  ],
};

/** The rules are pure: exact fractions, parsing, hashing, calendars, and nothing that has a clock or a wire. */
const DOMAIN_PACKAGES = [
  "fraction.js",
  "zod",
  "safe-stable-stringify",
  "temporal-polyfill",
  "jsonc-parser",
];

const inApp = (room: string) =>
  `^app/${room.replaceAll(".", "\\.")}${room.includes(".") ? "$" : "/"}`;

const roomRules = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `${room} imports only ${[...allowed, "itself"].join(", ")}`,
  severity: "error" as const,
  from: { path: inApp(room) },
  to: { path: "^app/", pathNot: [room, ...allowed].map(inApp) },
}));

const otherRules = [
  {
    name: "the domain imports no package but those for arithmetic and parsing",
    from: { path: inApp("domain") },
    to: { path: "node_modules", pathNot: DOMAIN_PACKAGES.map((name) => `node_modules/${name}/`) },
  },
  {
    name: "the domain uses nothing of Node but hashing",
    from: { path: inApp("domain") },
    to: { dependencyTypes: ["core" as const], pathNot: "^(node:)?crypto$" },
  },
  {
    name: "nothing imports a route",
    from: { pathNot: "^app/routes/" },
    to: { path: "^app/routes/" },
  },
  {
    name: "a route imports no other route",
    from: { path: "^app/routes/" },
    to: { path: "^app/routes/" },
  },
  {
    name: "the app shares nothing with the dev store and the extensions",
    from: { path: "^app/" },
    to: { path: "^(dev-store|extensions|test)/" },
  },
  {
    name: "the dev store shares nothing with the app and the extensions",
    from: { path: "^dev-store/" },
    to: { path: "^(app|extensions|test)/" },
  },
  {
    name: "the extensions share nothing with the app and the dev store",
    from: { path: "^extensions/" },
    to: { path: "^(app|dev-store|test)/" },
  },
  {
    name: "no imports in a circle",
    // GraphQL's types are a graph: an order has a customer, and a customer orders.
    from: { pathNot: "^dev-store/graphql/" },
    to: { circular: true },
  },
  { name: "every import is found", from: {}, to: { couldNotResolve: true } },
].map((rule) => ({ ...rule, severity: "error" as const }));

let violations: ICruiseResult["summary"]["violations"];
let modules: ICruiseResult["modules"];

beforeAll(async () => {
  const folders = ["app", "dev-store", "extensions"].filter((folder) => existsSync(folder));
  const { output } = await cruise(folders, {
    ruleSet: { forbidden: [...roomRules, ...otherRules] },
    validate: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: ["node_modules"] },
    exclude: { path: ["^app/db/generated/", "^build/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  });
  if (typeof output === "string") throw new Error(output);
  ({ violations } = output.summary);
  ({ modules } = output);
}, 120_000);

describe("imports point one way", () => {
  it.each([...roomRules, ...otherRules])("$name", ({ name }) => {
    const broken = violations.filter(({ rule }) => rule.name === name);
    expect(broken.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("every room of app/ has a rule", () => {
    const rooms = modules.flatMap(({ source }) => /^app\/([^/]+)\//.exec(source)?.[1] ?? []);
    expect([...new Set(rooms)].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
    expect(rooms.length).toBeGreaterThan(50);
  });
});
