/**
 * Names of an archive's members: relative paths of plain ASCII names, joined by slashes. No name can lead out of a folder,
 * hide, be a device on some system, or mean two things.
 */

const MEMBER_PATH = /^[A-Za-z0-9][A-Za-z0-9._+-]*(\/[A-Za-z0-9][A-Za-z0-9._+-]*)*$/;

/** What is wrong with `path` as the name of a member, in a few words, or `undefined`. */
export function faultOfPath(path: string): string | undefined {
  if (/^([/\\]|[A-Za-z]:)/.test(path)) return "an absolute path";
  if (path.split(/[/\\]/).includes("..")) return "a path that leads out of its folder";
  return MEMBER_PATH.test(path) ? undefined : "a path that is not of plain names";
}
