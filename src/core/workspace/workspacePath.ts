/**
 * The way from a folder down to a path, without `.` and `..`; empty for the folder itself. Undefined
 * where the path is not below it, or could mean another place to some operating system.
 *
 * @param folder a path that is trusted, with slashes.
 * @param path percent-decoded once, as the address of a file has it.
 */
export function segmentsBelow(folder: string, path: string): readonly string[] | undefined {
  const above = resolveSegments(folder);
  const segments = resolveSegments(path);
  if (above === undefined || segments === undefined) return undefined;
  if (!above.every((segment, at) => segment === segments[at])) return undefined;
  return segments.slice(above.length);
}

function resolveSegments(path: string): string[] | undefined {
  if (!path.startsWith("/") || /[\\\p{Cc}]/u.test(path)) return undefined;
  const resolved: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") {
      if (resolved.pop() === undefined) return undefined;
    } else if (/^[. ]+$/u.test(segment)) {
      // Windows drops dots and spaces at the end of a name.
      return undefined;
    } else {
      resolved.push(segment);
    }
  }
  const [drive] = resolved;
  if (drive !== undefined && /^[a-z]:$/iu.test(drive)) resolved[0] = drive.toLowerCase();
  return resolved;
}
