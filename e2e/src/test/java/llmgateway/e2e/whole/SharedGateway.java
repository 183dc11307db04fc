package llmgateway.e2e.whole;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one {@link WholeGateway} to all tests that ask for it: a start takes seconds, and
 * calls do not disturb each other.
 */
public final class SharedGateway implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == WholeGateway.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
            .getStore(Namespace.create(SharedGateway.class))
            .computeIfAbsent(WholeGateway.class, (key) -> WholeGateway.start(), WholeGateway.class);
    }

}
