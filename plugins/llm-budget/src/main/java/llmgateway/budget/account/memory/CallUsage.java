package llmgateway.budget.account.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import llmgateway.budget.account.Ending;
import llmgateway.budget.account.LedgerLine;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.ledger.UsageKey;
import llmgateway.core.ledger.UsageSums;
import llmgateway.core.usage.Meter;

/**
 * What one ledger entry adds to which sums, as the Redis scripts count it.
 *
 * @param byTag without a model; one for each tag
 * @param tagSums what counts by tag
 */
record CallUsage(UsageKey key, UsageSums sums, List<UsageKey> byTag, UsageSums tagSums) {

    private static final int MOST_TAGS = 8;

    /** Of a meter in a call. */
    private static final long MOST_TOKENS = 1L << 49;

    private static final Pattern ERROR_STATUS = Pattern.compile("[4-9]\\d\\d");

    /** Outcomes that are nobody's failure. */
    private static final Set<String> UNFAILED = Set.of("answered", "hedge_lost");

    private static final JsonMapper JSON = JsonMapper.shared();

    static CallUsage of(LedgerLine line) {
        Fields entry = new Fields(line.entry().fields());
        String consumer = entry.text(LedgerField.CONSUMER);
        UsageKey key = new UsageKey(consumer, entry.text(LedgerField.CONSUMER_GROUP), entry.text(LedgerField.MODEL),
                entry.text(LedgerField.PROVIDER), entry.text(LedgerField.ROUTE), "");
        JsonNode usage = entry.json(LedgerField.USAGE);
        long input = tokens(usage, Meter::isInputTokens);
        long output = tokens(usage, Meter::isOutputTokens);
        UsageSums sums = new UsageSums(1, line.charge(), input,
                tokens(usage, (meter) -> meter.name().startsWith("CACHED_")), output,
                tokens(usage, (meter) -> meter == Meter.REASONING_TOKENS), failed(entry) ? 1 : 0,
                (line.reason() == Ending.Kind.EXPIRED || entry.text(LedgerField.ESTIMATED).equals("1")) ? 1 : 0);
        List<UsageKey> byTag = Arrays.stream(entry.text(LedgerField.TAGS).split(","))
            .filter((tag) -> !tag.isEmpty())
            .distinct()
            .limit(MOST_TAGS)
            .map((tag) -> new UsageKey(consumer, "", "", "", "", tag))
            .toList();
        return new CallUsage(key, sums, byTag, new UsageSums(1, line.charge(), input, 0, output, 0, 0, 0));
    }

    private static boolean failed(Fields entry) {
        return ERROR_STATUS.matcher(entry.text(LedgerField.STATUS)).matches()
                || entry.find(LedgerField.OUTCOME).filter((outcome) -> !UNFAILED.contains(outcome)).isPresent();
    }

    private static long tokens(JsonNode usage, Predicate<Meter> counted) {
        return Arrays.stream(Meter.values())
            .filter(counted)
            .mapToLong((meter) -> amount(usage.path(meter.name().toLowerCase(Locale.ROOT))))
            .sum();
    }

    /** What is no amount counts nothing. */
    private static long amount(JsonNode value) {
        double amount = value.isNumber() ? value.asDouble(0) : 0;
        return (amount >= 0 && amount <= MOST_TOKENS && amount == Math.rint(amount)) ? (long) amount : 0;
    }

    private record Fields(Map<String, String> byName) {

        Optional<String> find(LedgerField field) {
            return Optional.ofNullable(this.byName.get(field.wireName()));
        }

        String text(LedgerField field) {
            return find(field).orElse("");
        }

        JsonNode json(LedgerField field) {
            try {
                return JSON.readTree(text(field));
            }
            catch (JacksonException ex) {
                return JSON.missingNode();
            }
        }

    }

}
