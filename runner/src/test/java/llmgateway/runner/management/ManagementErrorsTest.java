package llmgateway.runner.management;

import java.io.IOException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ManagementErrorsTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ManagementErrors.class);

    private final Level before = this.logger.getLevel();

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    private final ManagementErrors errors = new ManagementErrors();

    @BeforeEach
    void listen() {
        this.lines.start();
        this.logger.addAppender(this.lines);
        this.logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        this.logger.setLevel(this.before);
        this.logger.detachAppender(this.lines);
    }

    @Test
    void aClientThatLeavesInTheMidstOfAReportIsNoFaultOfOurs() {
        this.errors.other(new IOException(new EofException("reset")));
        this.errors.other(new IOException("Broken pipe"));

        assertThat(this.lines.list).hasSize(2).allSatisfy((line) -> assertThat(line.getLevel()).isEqualTo(Level.DEBUG));
    }

    @Test
    void whatElseFailsIsLogged() {
        assertThat(this.errors.other(new IllegalStateException("a fault")).getStatusCode().value()).isEqualTo(500);

        assertThat(this.lines.list).singleElement()
            .satisfies((line) -> assertThat(line.getLevel()).isEqualTo(Level.ERROR));
    }

}
