package llmgateway.core.upstream;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({ "https://api.openai.com/v1, api.openai.com, 443", "http://localhost/v1, localhost, 80",
            "http://127.0.0.1:9081/llm, 127.0.0.1, 9081", "https://[::1]:8443/v1, ::1, 8443",
            "http://llm_server:8080/v1, llm_server, 8080" })
    void isReadFromAUriAndFromItsOwnText(String uri, String host, int port) {
        ServerAddress address = ServerAddress.of(URI.create(uri));

        assertThat(address).isEqualTo(new ServerAddress(host, port));
        assertThat(ServerAddress.parse(address.toString())).isEqualTo(address);
    }

    @Test
    void refusesWhatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse("localhost"));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse("localhost:70000"));
    }

}
