/** Layouts of the web console that the lab can show, the one that it shows unless said otherwise first. */
export const consoleGenerations = ['G3', 'G2'] as const;
export type ConsoleGeneration = (typeof consoleGenerations)[number];
