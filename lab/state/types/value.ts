/** A value of a configuration row or of an error's attribute. */
export type Value = string | number | null;
export type Row = Record<string, Value>;
