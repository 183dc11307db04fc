package llmgateway.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with a setting under {@code llm} that nothing reads: a mistyped one
 * might be the one that sets a limit. What lies within a known prefix is checked as it is
 * bound. The process' environment and system properties are left out, as their names
 * cannot be told from other programs'.
 */
@Component
class UnknownPropertyCheck implements SmartInitializingSingleton {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("llm");

    private static final Set<String> UNCHECKED = Set.of(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

    private final ApplicationContext context;

    UnknownPropertyCheck(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<ConfigurationPropertyName> known = known();
        Set<String> unknown = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.context.getEnvironment())) {
            if (source instanceof IterableConfigurationPropertySource properties && isChecked(source)) {
                properties.stream()
                    .filter(ROOT::isAncestorOf)
                    .filter((name) -> known.stream().noneMatch((k) -> k.equals(name) || k.isAncestorOf(name)))
                    .forEach((name) -> unknown.add(describe(name, source.getConfigurationProperty(name))));
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("unknown settings: " + String.join(", ", unknown) + "; known are "
                    + String.join(", ", known.stream().map(Object::toString).sorted().toList()));
        }
    }

    private static boolean isChecked(ConfigurationPropertySource source) {
        return !(source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && UNCHECKED.contains(underlying.getName()));
    }

    private static String describe(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
        return (property != null && property.getOrigin() != null) ? name + " (" + property.getOrigin() + ")"
                : name.toString();
    }

    /** The prefixes that are bound, and the single settings directly under the root. */
    private List<ConfigurationPropertyName> known() {
        List<ConfigurationPropertyName> known = new ArrayList<>();
        for (ConfigurationPropertiesBean bean : ConfigurationPropertiesBean.getAll(this.context).values()) {
            ConfigurationPropertyName prefix = ConfigurationPropertyName.of(bean.getAnnotation().prefix());
            if (ROOT.isAncestorOf(prefix)) {
                known.add(prefix);
            }
            else if (ROOT.equals(prefix)) {
                Stream.ofNullable(bean.getInstance())
                    .flatMap((record) -> settings(record.getClass()))
                    .forEach(known::add);
            }
        }
        return known;
    }

    private static Stream<ConfigurationPropertyName> settings(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
            .map((component) -> ROOT.append(DataObjectPropertyName.toDashedForm(component.getName())));
    }

}
