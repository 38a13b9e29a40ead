import { z } from 'zod';
import type { ProjectName, ReadableServer } from '../coronerd/server.ts';
import { type Question, Unanswered } from '../unanswered.ts';

/** A frame of a stored error, as far as the server knows it. */
export interface ReadFrame {
  /** Name of the function; null while there is only an address. */
  function: string | null;
  file: string | null;
  line: number | null;
  address: string | null;
}

/** The faulting thread of a stored error, innermost frame first. */
export interface StoredFrames {
  frames: ReadFrame[];
  /** Value of the attribute `_missing_symbols`; undefined where the error has none (docs: 1 while symbols are missing). */
  missingSymbols: unknown;
}

const text = z.union([z.string(), z.number().transform(String)]).nullish();
const frame = z.looseObject({
  funcName: z.string().nullish(),
  address: text,
  sourceCode: text,
  path: z.string().nullish(),
  line: z.union([z.number(), z.string().transform(Number)]).nullish(),
});
const report = z.looseObject({
  mainThread: text,
  threads: z.record(
    z.string(),
    z.looseObject({ fault: z.unknown().optional(), stack: z.array(frame).nullish() }),
  ),
  sourceCode: z.record(z.string(), z.looseObject({ path: z.string().nullish() })).nullish(),
  attributes: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * Reads the faulting thread of a stored error (contract §4.1, §4.3).
 * @throws ServerRefused, Unanswered
 */
export async function storedFrames(
  server: ReadableServer,
  project: ProjectName,
  id: number,
): Promise<StoredFrames> {
  const asked = `GET /api/get object=${id.toString(16)} resource=json.gz`;
  return framesIn(await server.report(project, id), { asked, where: server.url.origin });
}

/** The faulting thread in a processed report. Throws Unanswered, of this question, where it is none. */
export function framesIn(processed: unknown, question: Question): StoredFrames {
  const parsed = report.safeParse(processed);
  if (parsed.success) return framesOf(parsed.data);
  const issue = parsed.error.issues[0];
  throw new Unanswered(
    `the processed report was not understood: ${issue?.path.join('.')}: ${issue?.message}`,
    question,
  );
}

function framesOf({ mainThread, threads, sourceCode, attributes }: z.output<typeof report>): StoredFrames {
  const faulting =
    (mainThread ? threads[mainThread] : undefined) ?? Object.values(threads).find(({ fault }) => fault);
  const frames = (faulting?.stack ?? []).map((each) => ({
    function: isName(each.funcName) ? each.funcName : null,
    file: each.path ?? sourceCode?.[each.sourceCode ?? '']?.path ?? null,
    line: each.line ?? null,
    address: each.address ?? (isName(each.funcName) ? null : (each.funcName ?? null)),
  }));
  // The documents spell it both ways.
  return { frames, missingSymbols: attributes?._missing_symbols ?? attributes?._missing_symbol };
}

/** A frame that only has an address may carry it, or `<module+offset>`, where the name belongs. */
function isName(name: string | null | undefined): name is string {
  return name !== null && name !== undefined && !/^(0x[0-9a-f]+|<.*>|)$/i.test(name);
}

/** One line a frame, as a debugger prints it. */
export function shownFrames({ frames, missingSymbols }: StoredFrames): string {
  const lines = frames.map(({ function: name, file, line, address }, place) => {
    const where = file === null ? '' : ` (${file}:${line ?? '?'})`;
    return `#${place} ${name ?? address ?? '?'}${where}`;
  });
  return [...lines, `_missing_symbols: ${missingSymbols ?? 'not set'}`].join('\n');
}

/** Whether symbols are missing, by the attribute: 1 is yes; absent, null or 0 is no. */
export function lacksSymbols({ missingSymbols }: StoredFrames): boolean {
  return !(
    missingSymbols === undefined ||
    missingSymbols === null ||
    /^(0|false|)$/.test(String(missingSymbols))
  );
}
