package llmgateway.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
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
    void failsWhereThePortIsTaken() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            boolean wentWell = new Demo(DemoOptions.parse("--check", "--port", port), Map.of(),
                    new PrintStream(printed, true, StandardCharsets.UTF_8))
                .check();

            assertThat(wentWell).isFalse();
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("FAIL", "port " + port + " is taken");
        }
    }

    @Test
    void refusesAnOptionItDoesNotKnow() {
        assertThatThrownBy(() -> DemoOptions.parse("--chekc")).hasMessageContaining("--chekc");
        assertThatThrownBy(() -> DemoOptions.parse("--port", "70000")).hasMessageContaining("65535");
    }

}
