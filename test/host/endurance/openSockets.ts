import { readdir, readFile, readlink } from "node:fs/promises";
import { Socket } from "node:net";

/**
 * How many connections to servers on these ports of 127.0.0.1 this process has. Linux tells of those,
 * too, that are kept for the next request; elsewhere they are not seen, for nothing waits for them.
 */
export async function openSockets(ports: ReadonlySet<number>): Promise<number> {
  const own = new Set(await ownFiles());
  if (own.size === 0) {
    const sockets = activeHandles().filter((handle) => handle instanceof Socket);
    return sockets.filter(({ remotePort }) => ports.has(remotePort ?? 0)).length;
  }
  const [, ...lines] = (await readFile("/proc/self/net/tcp", "utf8")).trim().split("\n");
  return lines.filter((line) => {
    const fields = line.trim().split(/\s+/u);
    const [remote = "", inode = ""] = [fields[2], fields[9]];
    return own.has(`socket:[${inode}]`) && ports.has(Number.parseInt(remote.slice(-4), 16));
  }).length;
}

/** What the file descriptors of this process lead to; none where the system does not tell. */
export async function ownFiles(): Promise<string[]> {
  const folder = "/proc/self/fd";
  const names = await readdir(folder).catch((): string[] => []);
  // The one for reading the folder is gone by now.
  const files = names.map((name) => readlink(`${folder}/${name}`).catch(() => undefined));
  return (await Promise.all(files)).filter((file) => file !== undefined);
}

/** What keeps this process from ending. */
export function activeHandles(): readonly object[] {
  return (process as unknown as { _getActiveHandles(): object[] })._getActiveHandles();
}
