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
  /** Value of the attribute `_missing_symbols`; undefined where it is told nowhere (docs: 1 while symbols are missing). */
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

/** Name of the attribute that says that an error lacks symbols. */
export const missingAttribute = '_missing_symbols';

/**
 * Reads the faulting thread of a stored error from its processed report (contract §4.1, §4.3). Whether symbols are
 * missing is an attribute (contract §3.2): where the project has it `indexed`, it is read from the error's row, and
 * from the report where the row does not tell.
 * @throws ServerRefused, Unanswered
 */
export async function storedFrames(
  server: ReadableServer,
  project: ProjectName,
  id: number,
  { indexed }: { indexed: boolean },
): Promise<StoredFrames> {
  const asked = `GET /api/get object=${id.toString(16)} resource=json.gz`;
  const stored = framesIn(await server.report(project, id), { asked, where: server.url.origin });
  if (!indexed) return stored;
  const query = { filter: byId(id), select: [missingAttribute], limit: 1 };
  const [row] = await server.select(project, query);
  return { ...stored, missingSymbols: row?.values[missingAttribute] ?? stored.missingSymbols };
}

function byId(id: number): Record<string, [string, string][]> {
  return { _tx: [['equal', String(id)]] };
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
  const missingSymbols = attributes?.[missingAttribute] ?? attributes?._missing_symbol ?? undefined;
  return { frames, missingSymbols };
}

/** A frame that only has an address may carry it, or `<module+offset>`, where the name belongs. */
function isName(name: string | null | undefined): name is string {
  return name !== null && name !== undefined && !/^(0x[0-9a-f]+|<.*>|)$/i.test(name);
}

/** One line a frame with its address, as a debugger prints it: the same frames of two states can be matched by it. */
export function shownFrames({ frames, missingSymbols }: StoredFrames): string {
  const lines = frames.map(({ function: name, file, line, address }, place) => {
    const where = file === null ? '' : ` (${file}:${line ?? '?'})`;
    return `#${place} ${address ?? '(no address)'}${name === null ? '' : ` ${name}`}${where}`;
  });
  return [...lines, `_missing_symbols: ${missingSymbols ?? 'not set'}`].join('\n');
}

/** Whether symbols are missing, by the attribute: 1 is yes, 0 and what is told nowhere is no. */
export function lacksSymbols({ missingSymbols }: StoredFrames): boolean {
  return missingSymbols !== undefined && !/^(0|false|)$/.test(String(missingSymbols));
}
