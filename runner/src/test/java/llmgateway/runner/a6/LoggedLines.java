package llmgateway.runner.a6;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** What the runner logs while this is open, at every level. */
final class LoggedLines implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("llmgateway.runner");

    private final Level before = this.logger.getLevel();

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    LoggedLines() {
        this.appender.list = new CopyOnWriteArrayList<>();
        this.appender.start();
        this.logger.addAppender(this.appender);
        this.logger.setLevel(Level.TRACE);
    }

    List<String> all() {
        return this.appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    List<String> with(String text) {
        return all().stream().filter((line) -> line.contains(text)).toList();
    }

    @Override
    public void close() {
        this.logger.setLevel(this.before);
        this.logger.detachAppender(this.appender);
    }

}
