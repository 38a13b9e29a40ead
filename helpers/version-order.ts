/** Orders versions such as `1.42.1` by their numbers: negative when `a` is older, 0 when equal. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The version number in a text such as `coronerd 1.64.3 (release)`, or undefined. */
export function versionIn(text: string): string | undefined {
  return versionsIn(text)[0];
}

/** Every version number in a text. */
export function versionsIn(text: string): string[] {
  const dotted = (text.match(/[\d.]+/g) ?? []).flatMap((run) => run.split(/\.\.+/));
  return dotted.map((each) => each.replace(/^\.|\.$/g, '')).filter((each) => each.includes('.'));
}

function numbers(version: string): number[] {
  return (versionIn(version) ?? '').split('.').map(Number);
}
