// Compares the samples of `cargo run -p messages --example formats` with this runtime's Intl.
//
// As a program it reads the samples from standard input (Node). As a module, `mismatches` runs anywhere, for example in
// a browser page: it uses nothing but Intl and its argument.

/**
 * The samples that Intl writes differently, with what it writes.
 * @param {{locale: string, kind: string, input: any, output: string}[]} samples
 */
export function mismatches(samples) {
  const utc = { timeZone: 'UTC' };
  const day = (style) => (locale, input) =>
    new Intl.DateTimeFormat(locale, { dateStyle: style, ...utc }).format(new Date(`${input}T00:00:00Z`));
  const currency = (locale, { amount, currency, digits }) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      ...(digits === undefined ? {} : { maximumFractionDigits: digits }),
    }).format(amount);
  const instant = {
    year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short', ...utc,
  };
  const ask = {
    money: currency,
    unit_price: currency,
    number: (locale, input) => new Intl.NumberFormat(locale).format(input),
    decimal: (locale, input) => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(input),
    percent: (locale, input) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 20 }).format(input),
    date_long: day('long'),
    date_medium: day('medium'),
    date_short: day('short'),
    date_time: (locale, input) => new Intl.DateTimeFormat(locale, instant).format(new Date(input)),
    relative_days: (locale, input) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(input, 'day'),
    list: (locale, input) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(input),
    list_or: (locale, input) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(input),
    country_order: (locale, input) => [...input].sort(new Intl.Collator(locale).compare).join('\n'),
  };
  return samples
    .map((sample) => ({ ...sample, intl: ask[sample.kind]?.(sample.locale, sample.input) }))
    .filter((sample) => sample.intl !== sample.output);
}

if (globalThis.process?.argv?.[1] && import.meta.url === `file://${globalThis.process.argv[1]}`) {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const samples = JSON.parse(text);
  const different = mismatches(samples);
  for (const sample of different) console.error(JSON.stringify(sample));
  console.log(`${samples.length} samples, ${different.length} written differently by Intl (ICU ${process.versions.icu})`);
  process.exitCode = samples.length > 0 && different.length === 0 ? 0 : 1;
}
