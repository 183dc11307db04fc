package llmgateway.budget.redis;

import llmgateway.budget.account.Unavailable;

/**
 * Why Redis gave no answer.
 *
 * @param detail for the log; without a command's arguments
 */
public record RedisFailure(Unavailable.Reason reason, String detail) {
}
