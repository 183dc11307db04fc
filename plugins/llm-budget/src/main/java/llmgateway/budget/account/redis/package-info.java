/**
 * The accounts in Redis: one idempotent Lua script a verb, one round trip each.
 *
 * <p>
 * Keys, all with the organisation as hash tag: {@code epoch}; {@code account:<window
 * start>:<name>} (hash: used, held, and extra where its cap was raised);
 * {@code ticket:<ticket>} (hash: what it holds); {@code leases} (sorted set: tickets by
 * the end of their lease); {@code ending:<ticket>} (how it ended, remembered for a
 * while); {@code ledger} (stream: what was spent); {@code ledger:keeper} (the node that
 * keeps it to its retention, while its lease lasts); {@code ledger:archived} (id of the
 * last entry in the archive, if there is one); {@code adjustments} (stream: what
 * operators changed); {@code adjustment:<id>} (its answer, remembered for a while);
 * {@code usage:hour:<yyyyMMddHH>}, {@code usage:day:<yyyyMMdd>},
 * {@code usage:tag:<yyyyMMdd>} (hashes: sums that reports read). The accounts of a ticket
 * are found inside the scripts, so a proxy that wants every key declared cannot carry
 * them; Redis and Redis Cluster can.
 */
@NullMarked
package llmgateway.budget.account.redis;

import org.jspecify.annotations.NullMarked;
