package llmgateway.budget.settlement;

import llmgateway.budget.account.AccountName;
import llmgateway.budget.limit.Allowance.Tokens;
import llmgateway.budget.limit.Rate;

/** What a call took from a bucket of tokens, to be put right when its usage is known. */
public record TokensTaken(AccountName bucket, Rate rate, Tokens.Kind kind, long amount) {
}
