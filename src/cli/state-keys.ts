/** Where the commands keep their notes in the store: a round that was begun, and is taken away when it ends. */
export const OPEN_ROUND = 'watch/open-round';
/** Sources of which something waits to be told by a report after a run. */
export const BACKLOG = 'watch/untold';
/** The report that is being written, until it stands. */
export const BEGUN = 'report/begun';
/** Up to when the last summary told. */
export const LAST_SUMMARY = 'report/last-summary';
