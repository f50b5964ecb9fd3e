/**
 * The first of ten consecutive ports; set another to test two checkouts on one machine at once. Below those that systems give to outgoing
 * connections (from 32768 on Linux): a run makes thousands of them, and one may have the port that a test is about to open.
 */
export const firstTestPort = Number(process.env.TEST_PORT ?? 21_700);
