/** Pads the cells of rows to columns; the last column is not padded when it is to the left. */
export function table(rows: string[][], align: ('left' | 'right')[], least: number[]): string {
  const widths = align.map((_, column) =>
    Math.max(least[column] ?? 0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        if (align[column] === 'right') return cell.padStart(width);
        return column === row.length - 1 ? cell : cell.padEnd(width);
      });
      return `${cells.join(' ')}\n`;
    })
    .join('');
}
