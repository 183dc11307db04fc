package llmgateway.metrics.meter;

import io.micrometer.core.instrument.Meter;

/**
 * Every metric of the gateway. Those that begin with {@code gen_ai} are OpenTelemetry's
 * ({@code model/gen-ai/metrics.yaml} and {@code docs/gen-ai/gen-ai-metrics.md} of
 * open-telemetry/semantic-conventions-genai at 004902b8cb70aa5ae6ca4ae07132b7daabcd3e10),
 * buckets included; they have no names for money and limits yet, so those are our own.
 */
enum MeterName {

    TOKEN_USAGE("gen_ai.client.token.usage", Meter.Type.DISTRIBUTION_SUMMARY,
            "Input and output tokens of a call, as the provider reported them", MeterLabel.OPERATION,
            MeterLabel.PROVIDER, MeterLabel.MODEL, MeterLabel.TOKEN_TYPE),

    OPERATION_DURATION("gen_ai.client.operation.duration", Meter.Type.TIMER,
            "From the request to the end of the answer", MeterLabel.OPERATION, MeterLabel.PROVIDER, MeterLabel.MODEL,
            MeterLabel.ERROR),

    TIME_TO_FIRST_TOKEN("gen_ai.server.time_to_first_token", Meter.Type.TIMER,
            "From the request to the first token of a stream, or to its first byte where tokens are not seen",
            MeterLabel.OPERATION, MeterLabel.PROVIDER, MeterLabel.MODEL),

    TIME_PER_OUTPUT_TOKEN("gen_ai.server.time_per_output_token", Meter.Type.TIMER,
            "Time for each token of a stream after the first", MeterLabel.OPERATION, MeterLabel.PROVIDER,
            MeterLabel.MODEL),

    COST("llm.gateway.cost", Meter.Type.COUNTER, "What finished calls were charged, in US dollars",
            MeterLabel.OPERATION, MeterLabel.PROVIDER, MeterLabel.MODEL, MeterLabel.CONSUMER),

    ESTIMATED("llm.gateway.calls.estimated", Meter.Type.COUNTER,
            "Calls charged by what was counted or reserved, as no usage was reported", MeterLabel.PROVIDER,
            MeterLabel.MODEL),

    PRICED_BY_DEFAULT("llm.gateway.calls.priced.by.default", Meter.Type.COUNTER,
            "Calls of models that the price list lacks, charged at the default price", MeterLabel.PROVIDER,
            MeterLabel.MODEL),

    UPSTREAM_ATTEMPTS("llm.gateway.upstream.attempts", Meter.Type.COUNTER,
            "Attempts at providers, by how they ended; of calls that APISIX carries, the last", MeterLabel.PROVIDER,
            MeterLabel.ERROR),

    HEDGES_STARTED("llm.gateway.hedges.started", Meter.Type.COUNTER,
            "Attempts made beside another that had not answered yet, by whom they asked", MeterLabel.PROVIDER),
    HEDGES_WON("llm.gateway.hedges.won", Meter.Type.COUNTER, "Those of them that answered first", MeterLabel.PROVIDER),
    TARGET_COOLDOWNS("llm.gateway.target.cooldowns", Meter.Type.COUNTER, "Times that a target began to cool down",
            MeterLabel.PROVIDER, MeterLabel.REASON),

    TARGETS_COOLING_DOWN("llm.gateway.targets.cooling.down", Meter.Type.GAUGE,
            "Targets that cooled down and have not answered a call well since"),

    REFUSALS("llm.gateway.limit.refusals", Meter.Type.COUNTER, "Calls that a limit refused", MeterLabel.LIMIT,
            MeterLabel.CODE),

    WARNINGS("llm.gateway.limit.warnings", Meter.Type.COUNTER, "Warning levels of limits that were reached",
            MeterLabel.LIMIT, MeterLabel.PERCENT),

    STORE_UNAVAILABLE("llm.gateway.store.unavailable", Meter.Type.COUNTER,
            "Requests to the store of accounts that failed", MeterLabel.REASON),

    STORE_AWAY("llm.gateway.store.away", Meter.Type.GAUGE, "1 while the store of accounts is not asked, else 0"),

    ADMITTED_WITHOUT_STORE("llm.gateway.calls.admitted.without.store", Meter.Type.COUNTER,
            "Calls let through uncounted, or counted on this node alone"),

    EXPIRED("llm.gateway.tickets.expired", Meter.Type.COUNTER,
            "Calls that nobody reported, charged at what they reserved"),

    EXPIRED_COST("llm.gateway.tickets.expired.cost", Meter.Type.COUNTER, "What those were charged, in US dollars"),

    ANSWERS_WAITED("llm.gateway.answers.waited", Meter.Type.COUNTER,
            "Times that an answer waited until what its call holds had grown"),

    OVERRUNS("llm.gateway.calls.overran", Meter.Type.COUNTER, "Calls that cost more than they reserved"),

    SETTLEMENTS_WAITING("llm.gateway.settlements.waiting", Meter.Type.GAUGE,
            "Settlements that wait on this node for the store to come back"),

    JOURNAL_FAILURES("llm.gateway.settlements.unjournaled", Meter.Type.COUNTER,
            "Settlements that could not be written to this node's journal"),

    LEDGER_ARCHIVED("llm.gateway.ledger.archived", Meter.Type.COUNTER,
            "Entries of the ledger that this node wrote to the archive"),

    LEDGER_ARCHIVE_FAILURES("llm.gateway.ledger.archive.failures", Meter.Type.COUNTER,
            "Times that new entries could not be archived; they stay in the ledger"),

    LEDGER_TRIMMED("llm.gateway.ledger.trimmed", Meter.Type.COUNTER,
            "Entries that left the ledger at the end of their retention"),

    INGEST_ENTRIES("llm.gateway.ingest.entries", Meter.Type.COUNTER, "Log entries of APISIX, by what became of them",
            MeterLabel.RESULT),

    INGEST_REFUSALS("llm.gateway.ingest.refusals", Meter.Type.COUNTER, "Posts of log entries that were not taken",
            MeterLabel.REASON),

    SPANS_LOST("llm.gateway.spans.lost", Meter.Type.COUNTER, "Spans that no collector got", MeterLabel.REASON);

    private final String wireName;

    private final Meter.Type type;

    private final String description;

    private final MeterLabel[] labels;

    MeterName(String wireName, Meter.Type type, String description, MeterLabel... labels) {
        this.wireName = wireName;
        this.type = type;
        this.description = description;
        this.labels = labels;
    }

    /** As OpenTelemetry writes names; Prometheus has underscores for dots. */
    String wireName() {
        return this.wireName;
    }

    Meter.Type type() {
        return this.type;
    }

    String description() {
        return this.description;
    }

    MeterLabel[] labels() {
        return this.labels.clone();
    }

}
