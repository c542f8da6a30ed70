/** Words of a search that narrow it down; the server knows them in English only. */
export const filters = ['from:', 'in:', 'before:', 'after:', 'has:file'] as const;

export type Filter = (typeof filters)[number];

export const hasFilter = (query: string) => /(?:^|\s)(?:from|in|before|after|has):/i.test(query);

/** With the filter at its end, ready to be typed on. */
export function withFilter(query: string, filter: Filter): string {
  const words = query.trim();
  return `${words}${words === '' ? '' : ' '}${filter}${filter.endsWith(':') ? '' : ' '}`;
}

const unfinished = /(?:^|\s)(?:(?:from|in|before|after):|(?:before|after):(?!\d{4}-\d\d-\d\d$)[\d-]{0,10}|has:f?i?l?)$/i;

/** What can be searched for already: a filter that is still being typed would only be refused. */
export const finished = (query: string) => query.replace(unfinished, '').trim();
