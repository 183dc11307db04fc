package llmgateway.runner;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for every way a call comes in.
 *
 * @param callDeadline how long the plugins of one call may take, together; APISIX gives
 * up after 60 s
 */
@ConfigurationProperties("llm")
public record RunnerProperties(@DefaultValue("30s") Duration callDeadline) {

    public RunnerProperties {
        if (callDeadline.isNegative() || callDeadline.isZero()) {
            throw new IllegalArgumentException("llm.call-deadline must be longer than 0");
        }
    }

}
