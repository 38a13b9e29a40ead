/** Goes on when nobody reads the output any more (`… | head`): what a run has to undo and to report is still done. */
export function outliveReader(): void {
  const gone = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', gone);
}
