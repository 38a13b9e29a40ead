/** A POSIX regular expression, basic or extended (GNU flavour), as one of JavaScript. Throws on a bad one. */
export function grepPattern(source: string, extended: boolean, ignoreCase: boolean): RegExp {
  const translated = source.replace(
    /\[\^?\]?(?:\[:\w+:\]|[^\]])*(?:\]|$)|\\([\s\S])|([+?(){}|])|(^\*)/g,
    (whole, escaped, operator, leadingStar) => {
      if (whole.startsWith('[')) return whole.endsWith(']') && whole.length > 2 ? bracket(whole) : '[';
      if (leadingStar !== undefined) return '\\*';
      if (operator !== undefined) return extended ? operator : `\\${operator}`;
      const isOperator = '+?(){}|'.includes(escaped);
      return isOperator && !extended ? escaped : `\\${escaped}`;
    },
  );
  return new RegExp(translated, ignoreCase ? 'i' : '');
}

const CLASSES: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

function bracket(whole: string): string {
  const not = whole.startsWith('[^') ? '^' : '';
  const inner = whole.slice(1 + not.length, -1);
  const classes = inner.replace(/\[:(\w+):\]|[\\\][]/g, (part, name) => CLASSES[name] ?? `\\${part}`);
  return `[${not}${classes}]`;
}
