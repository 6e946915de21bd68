import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Only `folder` may import the module `name`; everybody else is told so. */
function keptTo(name, folder) {
  const message = `Only ${folder} imports “${name}”: see CONTRIBUTING.md.`;
  return { paths: [{ name, message }], patterns: [{ group: [`${name}/*`], message }] };
}

const vscode = keptTo("vscode", "src/host");
const openai = keptTo("openai", "src/models");
const sqlite = keptTo("node:sqlite", "src/history");
const restrict = (...rules) => ({
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      paths: rules.flatMap(({ paths }) => paths),
      patterns: rules.flatMap(({ patterns }) => patterns),
    },
  ],
});

export default tseslint.config(
  { ignores: ["dist/", ".vscode-test/", "test-results/", "test/sample/"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.js", "*.cjs"] } },
    },
    rules: {
      eqeqeq: "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/only-throw-error": ["error", { allowThrowingUnknown: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["src/**"], rules: restrict(vscode, openai, sqlite) },
  { files: ["src/host/**", "src/extension.ts", "src/house.ts"], rules: restrict(openai, sqlite) },
  { files: ["src/models/**"], rules: restrict(vscode, sqlite) },
  { files: ["src/history/**"], rules: restrict(vscode, openai) },
  {
    files: ["test/**"],
    rules: {
      // Tests hand closures about, which use no `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-confusing-void-expression": "off",
    },
  },
  {
    // Configuration files are read by tools that want a default export.
    files: ["*.js", "*.cjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly", module: "writable" } },
    rules: { "no-restricted-exports": "off" },
  },
);
