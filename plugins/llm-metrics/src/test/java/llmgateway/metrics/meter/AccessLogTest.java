package llmgateway.metrics.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import llmgateway.core.call.Call;
import llmgateway.core.call.CallId;
import llmgateway.core.call.Caller;
import llmgateway.core.call.Endpoint;
import llmgateway.core.call.RefusedCall;
import llmgateway.core.error.Rejects;
import llmgateway.core.ledger.CallReport;
import llmgateway.core.model.OriginalModel;
import llmgateway.core.money.Money;
import llmgateway.core.upstream.AttemptOutcome.Answered;
import llmgateway.core.usage.AnswerReading;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.accounting.CallEnds;
import llmgateway.metrics.accounting.Calls;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AccessLogTest {

    private static final Call CALL = new Call(new CallId("call_2"),
            new Caller(Optional.of("bob"), Optional.empty(), Optional.of("llm")), Endpoint.CHAT_COMPLETIONS,
            Optional.of(new OriginalModel("gpt-9")), false, OptionalLong.empty(), 1, Optional.empty(),
            Call.Labels.NONE);

    @Test
    void writesOneLineOfJsonACall() {
        List<String> lines = lines((log) -> accounting(new BookedSettlements(), log).settle(Calls.traced(),
                Calls.report(new Answered(200), Calls.reported(Usage.ofTokens(1000, 500)))));

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).startsWith("{\"call_id\":\"call_1\",")
            .contains("\"consumer\":\"alice\"", "\"usage\":\"{\\\"input_tokens\\\":1000,\\\"output_tokens\\\":500}\"",
                    "\"status\":\"200\"", "\"trace_id\":\"" + Calls.TRACE.traceId() + "\"")
            .endsWith("\"charge_usd\":\"0.006\"}")
            .doesNotContain("\n");
    }

    @Test
    void writesOneForACallThatWasRefusedAndOneForACallThatWentAway() {
        List<String> lines = lines((log) -> {
            log.refused(new RefusedCall(new CallId("call_2"), Optional.of(CALL), Optional.of(Calls.TRACE),
                    Rejects.unknownModel(new OriginalModel("gpt-9")), Instant.EPOCH, Duration.ofMillis(3)));
            accounting(new BookedSettlements().admittedHere(Calls.direct()), log).neverSent(Calls.TICKET);
        });

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("{\"call_id\":\"call_2\",\"consumer\":\"bob\",\"route\":\"llm\","
                + "\"endpoint\":\"chat_completions\",\"stream\":\"0\",\"model_asked\":\"gpt-9\",\"status\":\"404\","
                + "\"outcome\":\"refused\",\"error\":\"model_not_found\",\"duration_ms\":\"3\",\"trace_id\":\""
                + Calls.TRACE.traceId() + "\",\"span_id\":\"" + Calls.TRACE.spanId() + "\",\"charge_usd\":\""
                + Money.ZERO + "\"}");
        assertThat(lines.getLast()).contains("\"call_id\":\"call_1\"", "\"outcome\":\"client_gone\"",
                "\"attempts\":\"0\"");
    }

    @Test
    void aCallOfSeveralAttemptsIsOneLineWithAllThatItCost() {
        List<String> lines = lines((log) -> {
            CallAccounting accounting = accounting(new BookedSettlements(), log);
            accounting.settle(Calls.direct(), goesOn(Calls.reported(Usage.ofTokens(1000, 500))));
            accounting.settle(Calls.again(), Calls.report(new Answered(200), Calls.reported(Usage.ofTokens(1000, 0))));
        });

        assertThat(lines).singleElement().satisfies((line) -> assertThat(line).endsWith("\"charge_usd\":\"0.008\"}"));
    }

    @Test
    void aCallWhoseNextAttemptIsNotAdmittedEndsWithTheOneBefore() {
        List<String> lines = lines((log) -> {
            CallAccounting accounting = accounting(new BookedSettlements(), log);
            accounting.settle(Calls.direct(), goesOn(Calls.reported(Usage.ofTokens(1000, 500))));
            accounting.gaveUp(Calls.direct().callId());
            accounting.gaveUp(Calls.direct().callId());
        });

        assertThat(lines).singleElement().satisfies((line) -> assertThat(line).endsWith("\"charge_usd\":\"0.006\"}"));
    }

    @Test
    void aCallWhoseNextAttemptIsLeftOutEndsWithTheOneBefore() {
        List<String> lines = lines((log) -> {
            CallAccounting accounting = accounting(new BookedSettlements().admittedHere(Calls.again()), log);
            accounting.settle(Calls.direct(), goesOn(Calls.reported(Usage.ofTokens(1000, 500))));
            accounting.leftOut(Calls.again().ticket());
            accounting.gaveUp(Calls.direct().callId());
        });

        assertThat(lines).singleElement()
            .satisfies((line) -> assertThat(line).contains("\"outcome\":\"answered\"", "\"attempts\":\"1\"")
                .endsWith("\"charge_usd\":\"0.006\"}"));
    }

    @Test
    void aCallOfWhichOneAttemptIsLeftOutIsOneLine() {
        List<String> lines = lines((log) -> {
            CallAccounting accounting = accounting(new BookedSettlements().admittedHere(Calls.direct()), log);
            accounting.leftOut(Calls.TICKET);
            accounting.settle(Calls.again(), Calls.report(new Answered(200), Calls.reported(Usage.ofTokens(1000, 0))));
        });

        assertThat(lines).singleElement()
            .satisfies((line) -> assertThat(line).contains("\"outcome\":\"answered\"", "\"status\":\"200\""));
    }

    @Test
    void aCallOfWhichNoAttemptIsCoveredIsOneThatTheBudgetRefused() {
        List<String> lines = lines((log) -> {
            CallAccounting accounting = accounting(new BookedSettlements().admittedHere(Calls.direct()), log);
            accounting.leftOut(Calls.TICKET);
            accounting.gaveUp(Calls.direct().callId());
        });

        assertThat(lines).singleElement()
            .satisfies((line) -> assertThat(line).contains("\"outcome\":\"budget_spent\"", "\"status\":\"429\"",
                    "\"attempts\":\"0\""));
    }

    private static CallReport goesOn(AnswerReading answer) {
        CallReport report = Calls.report(new Answered(200), answer);
        return new CallReport(report.ticket(), report.outcome(), report.answer(), report.duration(),
                report.firstToken(), 1, List.of(), true);
    }

    private static CallAccounting accounting(BookedSettlements settlements, AccessLog log) {
        return new CallAccounting(settlements, Calls.RULE, List.of(new CallEnds(List.of(log))));
    }

    private static List<String> lines(Consumer<AccessLog> work) {
        Logger logger = (Logger) LoggerFactory.getLogger("llm.access");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        try {
            work.accept(new AccessLog());
        }
        finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
            logger.setAdditive(true);
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

}
