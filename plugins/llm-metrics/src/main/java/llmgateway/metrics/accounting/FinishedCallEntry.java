package llmgateway.metrics.accounting;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import llmgateway.core.ledger.AdmittedCall;
import llmgateway.core.ledger.AdmittedCallEntry;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.ledger.LedgerEntry;
import llmgateway.core.ledger.LedgerField;
import llmgateway.core.upstream.AttemptOutcome;
import llmgateway.core.usage.Usage;

/** What the ledger says of a finished call: its admission, and how it ended. */
final class FinishedCallEntry {

    private static final int OK = 200;

    private static final int TOO_MANY_REQUESTS = 429;

    private static final int BAD_GATEWAY = 502;

    private static final int GATEWAY_TIMEOUT = 504;

    /** nginx's status for a client that closed its connection. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private FinishedCallEntry() {
    }

    static LedgerEntry write(AdmittedCall call, CallReport report, Charge charge) {
        Map<String, String> fields = new LinkedHashMap<>(AdmittedCallEntry.write(call));
        report.answer().model().ifPresent((model) -> put(fields, LedgerField.MODEL_ANSWERED, model.name()));
        report.answer().serviceTier().ifPresent((tier) -> put(fields, LedgerField.SERVICE_TIER, tier));
        fields.remove(LedgerField.WORST_CASE.wireName());
        used(charge).ifPresent((usage) -> put(fields, LedgerField.USAGE, json(usage)));
        if (charge.isEstimated()) {
            put(fields, LedgerField.ESTIMATED, "1");
        }
        status(report).ifPresent((status) -> put(fields, LedgerField.STATUS, Integer.toString(status)));
        put(fields, LedgerField.OUTCOME, OutcomeName.of(report.outcome()));
        put(fields, LedgerField.DURATION_MS, Long.toString(report.duration().toMillis()));
        report.firstToken()
            .ifPresent((time) -> put(fields, LedgerField.FIRST_TOKEN_MS, Long.toString(time.toMillis())));
        put(fields, LedgerField.ATTEMPTS, Integer.toString(report.attempts()));
        return new LedgerEntry(fields);
    }

    private static Optional<Usage> used(Charge charge) {
        return switch (charge) {
            case Charge.Metered metered -> Optional.of(metered.used());
            case Charge.Counted counted -> Optional.of(counted.used());
            case Charge.Reserved reserved -> Optional.empty();
            case Charge.Unbilled unbilled -> Optional.empty();
            case Charge.Released released -> Optional.empty();
        };
    }

    private static void put(Map<String, String> fields, LedgerField field, String value) {
        fields.put(field.wireName(), value);
    }

    private static Optional<Integer> status(CallReport report) {
        return switch (report.outcome()) {
            case AttemptOutcome.Answered(int status) -> Optional.of(status);
            case AttemptOutcome.Unreachable() -> Optional.of(BAD_GATEWAY);
            case AttemptOutcome.Broken() -> Optional.of(BAD_GATEWAY);
            case AttemptOutcome.TimedOut() -> Optional.of(GATEWAY_TIMEOUT);
            case AttemptOutcome.BudgetSpent() -> Optional.of(report.isLeftOut() ? TOO_MANY_REQUESTS : OK);
            case AttemptOutcome.HedgeLost lost -> Optional.empty();
            case AttemptOutcome.ClientGone() -> Optional.of(CLIENT_CLOSED_REQUEST);
        };
    }

    /** Names of meters need no escaping. */
    private static String json(Usage usage) {
        return usage.amounts()
            .entrySet()
            .stream()
            .map((entry) -> '"' + entry.getKey().name().toLowerCase(Locale.ROOT) + "\":" + entry.getValue())
            .collect(Collectors.joining(",", "{", "}"));
    }

}
