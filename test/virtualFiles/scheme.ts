/** Addresses `tibettest:/…` stand for files that VS Code has no disk for. */
export const virtualScheme = "tibettest";
