import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import globals from "globals";
import typescript from "typescript-eslint";

export default typescript.config(
  {
    ignores: [
      "build/",
      "dist/",
      "coverage/",
      ".kopilka/",
      "app/db/generated/",
      "app/shopify/operations/generated.ts",
      "extensions/*/dist/",
      "extensions/*/generated/",
    ],
  },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [typescript.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Ids and counts are written into texts everywhere; their text is what is meant.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      // `() => log.info(...)` says what it does; a block around it says nothing more.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // An interface may ask for a promise where one of its implementations needs no wait.
      "@typescript-eslint/require-await": "off",
      // tsconfig asks for env["NAME"], so the two must not contradict each other.
      "@typescript-eslint/dot-notation": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["app/**", "dev-store/**"],
    rules: { "no-console": "error" },
  },
  {
    // Loaders and actions answer with `throw redirect(...)` and `throw new Response(...)`.
    files: ["app/**/*.{ts,tsx}"],
    rules: { "@typescript-eslint/only-throw-error": "off" },
  },
  {
    files: ["test/**"],
    rules: {
      // A test says by the value it gets that the value was there.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    // Shopify's CLI writes these so: each module's own `shopify`, by its target.
    files: ["extensions/*/shopify.d.ts"],
    rules: { "@typescript-eslint/consistent-type-imports": "off" },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: globals.node },
  },
  prettier,
);
