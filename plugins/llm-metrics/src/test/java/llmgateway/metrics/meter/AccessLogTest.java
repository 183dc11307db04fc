package llmgateway.metrics.meter;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import llmgateway.core.upstream.AttemptOutcome.Answered;
import llmgateway.core.usage.Usage;
import llmgateway.metrics.accounting.BookedSettlements;
import llmgateway.metrics.accounting.CallAccounting;
import llmgateway.metrics.accounting.Calls;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AccessLogTest {

    @Test
    void writesOneLineOfJsonACall() {
        Logger logger = (Logger) LoggerFactory.getLogger("llm.access");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        try {
            new CallAccounting(new BookedSettlements(), Calls.RULE, List.of(new AccessLog())).settle(Calls.direct(),
                    Calls.report(new Answered(200), Calls.reported(Usage.ofTokens(1000, 500))));
        }
        finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
            logger.setAdditive(true);
        }

        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getFormattedMessage()).startsWith("{\"call_id\":\"call_1\",")
            .contains("\"consumer\":\"alice\"", "\"usage\":\"{\\\"input_tokens\\\":1000,\\\"output_tokens\\\":500}\"",
                    "\"status\":\"200\"")
            .endsWith("\"charge_usd\":\"0.006\"}")
            .doesNotContain("\n");
    }

}
