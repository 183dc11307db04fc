package llmgateway.runner.page;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the page below {@link #ROOT} of the management port. Its files hold no data, so
 * they need no key; what they read does.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "llm.management.page", matchIfMissing = true)
class PageConfiguration implements WebMvcConfigurer {

    static final String ROOT = "/ui";

    private static final String FILES = "classpath:/llmgateway/page/";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController(ROOT, ROOT + "/");
        registry.addViewController(ROOT + "/").setViewName("forward:" + ROOT + "/index.html");
    }

    /** A browser asks each time whether it still has the newest version. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(ROOT + "/**")
            .addResourceLocations(FILES)
            .setUseLastModified(false)
            .setEtagGenerator(new ContentTag()::of)
            .setCacheControl(CacheControl.noCache());
    }

    @Bean
    FilterRegistrationBean<PageHeaders> pageHeaders() {
        FilterRegistrationBean<PageHeaders> registration = new FilterRegistrationBean<>(new PageHeaders());
        registration.addUrlPatterns(ROOT, ROOT + "/*");
        return registration;
    }

}
