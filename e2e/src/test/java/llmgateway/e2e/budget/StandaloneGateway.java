package llmgateway.e2e.budget;

import java.net.URI;
import java.util.Arrays;

import llmgateway.budget.management.BudgetManagement;
import llmgateway.core.ledger.UsageBook;
import llmgateway.runner.RunnerApplication;
import llmgateway.runner.standalone.FrontDoorListener;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A standalone gateway in the test's own JVM. */
final class StandaloneGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private StandaloneGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static StandaloneGateway start(GatewaySettings settings) {
        return new StandaloneGateway(new SpringApplicationBuilder(RunnerApplication.class).web(WebApplicationType.NONE)
            .registerShutdownHook(false)
            .run(Arrays
                .stream(settings.with("llm.standalone.listen=127.0.0.1:0", "llm.relay.enabled=false").properties())
                .map((property) -> "--" + property)
                .toArray(String[]::new)));
    }

    /** The front door, without a slash at the end. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + bean(FrontDoorListener.class).port());
    }

    Books books() {
        return new Books(bean(UsageBook.class), bean(BudgetManagement.class));
    }

    <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    @Override
    public void close() {
        this.context.close();
    }

}
