package llmgateway.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoTest {

    @Test
    void checksEveryStepAgainstTheSimulatorWhateverKeysTheEnvironmentHas() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Map<String, String> environment = Map.of("OPENAI_API_KEY", "sk-real");

        boolean wentWell = new Demo(DemoOptions.parse("--check"), environment,
                new PrintStream(printed, true, StandardCharsets.UTF_8))
            .check();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Hello from the simulator!")
            .contains("Every step went well.")
            .doesNotContain("FAIL");
        assertThat(wentWell).isTrue();
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        assertThatThrownBy(() -> DemoOptions.parse("--chekc")).hasMessageContaining("--chekc");
        assertThatThrownBy(() -> DemoOptions.parse("--port", "70000")).hasMessageContaining("65535");
    }

}
