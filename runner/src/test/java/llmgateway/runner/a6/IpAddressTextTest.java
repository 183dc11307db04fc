package llmgateway.runner.a6;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IpAddressTextTest {

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "255.254.0.9", "::", "::1", "1::", "2001:db8::1", "2001:db8:0:1:1:1:1:1",
            "2001:0:0:1::1", "fe80::1:0:0:2", "1:2:3:4:5:6:7:8" })
    void isWrittenInTheShortForm(String address) throws UnknownHostException {
        assertThat(IpAddressText.of(InetAddress.getByName(address).getAddress())).isEqualTo(address);
    }

    @Test
    void otherKindsOfAddress() {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        mapped[15] = 1;

        assertThat(IpAddressText.of(mapped)).isEqualTo("::ffff:10.0.0.1");
        assertThat(IpAddressText.of("unix:".getBytes(StandardCharsets.US_ASCII))).isEmpty();
    }

}
