package llmgateway.runner.management;

import java.util.Optional;

import llmgateway.runner.key.BearerKeys;
import llmgateway.runner.key.KeySources;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Guards the management endpoints. Each resource is a controller of its own below
 * {@link #ROOT}, and throws {@link ManagementException} for what it cannot do.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementProperties.class)
class ManagementConfiguration {

    static final String ROOT = "/admin";

    @Bean
    FilterRegistrationBean<ManagementAccess> managementAccess(ManagementProperties properties) {
        KeySources keys = new KeySources((name) -> Optional.ofNullable(System.getenv(name)));
        ManagementAccess access = new ManagementAccess(properties.key().isEmpty() ? Optional.empty()
                : Optional.of(new BearerKeys(keys.keys(properties.key()))));
        FilterRegistrationBean<ManagementAccess> registration = new FilterRegistrationBean<>(access);
        registration.addUrlPatterns(ROOT, ROOT + "/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

}
