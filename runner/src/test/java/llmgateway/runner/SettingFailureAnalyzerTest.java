package llmgateway.runner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SettingFailureAnalyzerTest {

    private static final String CANARY = "sk-canary-5a1c";

    private static final String LOG_TO_CONSOLE = "--logging.config=classpath:logback-console.xml";

    @Test
    void S1_P16_unknownSettingIsNamedAndItsValueIsNot(CapturedOutput output) {
        assertThatThrownBy(() -> start("--gate.kez=" + CANARY)).isInstanceOf(RuntimeException.class);

        assertThat(output.getAll()).contains("gate.kez").doesNotContain(CANARY);
    }

    @Test
    void S1_settingOfTheWrongTypeIsNamedAndItsValueIsNot(CapturedOutput output) {
        assertThatThrownBy(() -> start("--gate.width=" + CANARY)).isInstanceOf(RuntimeException.class);

        assertThat(output.getAll()).contains("gate.width").doesNotContain(CANARY);
    }

    @Test
    void whatOurOwnCheckSaysIsTold(CapturedOutput output) {
        assertThatThrownBy(() -> start("--gate.width=-1")).isInstanceOf(RuntimeException.class);

        assertThat(output.getAll()).contains("gate.width must not be negative");
    }

    private static void start(String argument) {
        SpringApplication application = new SpringApplication(Gates.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(argument, LOG_TO_CONSOLE).close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(GateProperties.class)
    static class Gates {

    }

    @ConfigurationProperties(prefix = "gate", ignoreUnknownFields = false)
    record GateProperties(int width) {

        GateProperties {
            if (width < 0) {
                throw new IllegalArgumentException("gate.width must not be negative");
            }
        }

    }

}
