/** Which folder may know which: the arrows of CONTRIBUTING.md. */
const mayImport = (folder, ...allowed) => ({
  name: `${folder}-imports`,
  severity: "error",
  comment: `src/${folder} imports only ${[folder, ...allowed].join(", ")}`,
  from: { path: `^src/${folder}` },
  to: { path: "^src", pathNot: [folder, ...allowed].map((name) => `^src/${name}`) },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    mayImport("core"),
    mayImport("models", "core"),
    mayImport("history", "core"),
    mayImport("host", "core", "protocol"),
    mayImport("webview", "protocol"),
    mayImport("protocol"),
    {
      name: "core-is-pure",
      severity: "error",
      comment: "The core imports no package but the one for texts, and no module of Node.",
      from: { path: "^src/core" },
      to: { pathNot: ["^src/core", "node_modules/@vscode/l10n/"] },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-tests-in-product",
      severity: "error",
      from: { path: "^src" },
      to: { path: "^test" },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node"] },
    builtInModules: { add: ["vscode"] },
  },
};
