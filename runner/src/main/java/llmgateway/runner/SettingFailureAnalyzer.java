package llmgateway.runner;

import java.util.Optional;
import java.util.TreeSet;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which setting kept the runner from starting, and where it stands, but not its
 * value as Spring Boot's own report does: a mistyped name may be that of a key.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final String OWN_CODE = "llmgateway.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        UnboundConfigurationPropertiesException unbound = findCause(cause,
                UnboundConfigurationPropertiesException.class);
        String problem = (unbound != null) ? unknown(unbound) : unusable(cause);
        return new FailureAnalysis(problem, "Correct it; the README lists every setting.", cause);
    }

    private static String unknown(UnboundConfigurationPropertiesException unbound) {
        TreeSet<String> settings = new TreeSet<>();
        unbound.getUnboundProperties().forEach((property) -> settings.add(describe(property)));
        return "Unknown settings: " + String.join(", ", settings);
    }

    private static String unusable(BindException cause) {
        String setting = Optional.ofNullable(cause.getProperty())
            .map(SettingFailureAnalyzer::describe)
            .orElse(cause.getName().toString());
        return "The setting " + setting + " cannot be used"
                + ownWords(cause).map((words) -> ": " + words).orElse(" as " + cause.getTarget().getType());
    }

    private static String describe(ConfigurationProperty property) {
        return property.getName()
                + Optional.ofNullable(property.getOrigin()).map((origin) -> " (" + origin + ")").orElse("");
    }

    /** What our own checks say, which name no secret; other messages quote the value. */
    private static Optional<String> ownWords(BindException cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            StackTraceElement[] trace = at.getStackTrace();
            if (trace.length > 0 && trace[0].getClassName().startsWith(OWN_CODE)) {
                return Optional.ofNullable(at.getMessage());
            }
        }
        return Optional.empty();
    }

}
