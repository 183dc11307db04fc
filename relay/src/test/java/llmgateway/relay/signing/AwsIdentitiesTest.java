package llmgateway.relay.signing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import llmgateway.core.error.ErrorCode;
import llmgateway.core.secret.Secret;
import llmgateway.core.upstream.CloudCredentials;
import llmgateway.relay.provider.UpstreamException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AwsIdentitiesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final CloudCredentials.Aws FOUND = new CloudCredentials.Aws("us-east-1", "bedrock",
            Optional.empty());

    @Test
    void anAccessKeyOfTheSettingsIsTakenAsItIs() throws Exception {
        CloudCredentials.Aws set = new CloudCredentials.Aws("us-east-1", "bedrock",
                Optional.of(new CloudCredentials.AwsAccessKey(new Secret("AKIA1"), new Secret("canary-secret"),
                        Optional.of(new Secret("canary-token")))));
        try (AwsIdentities identities = new AwsIdentities(AwsIdentitiesTest::none, LONG)) {
            AwsCredentialsIdentity identity = identities.of(set, "aws");

            assertThat(identity.accessKeyId()).isEqualTo("AKIA1");
            assertThat(identity.secretAccessKey()).isEqualTo("canary-secret");
            assertThat(identity).isInstanceOfSatisfying(AwsSessionCredentialsIdentity.class,
                    (temporary) -> assertThat(temporary.sessionToken()).isEqualTo("canary-token"));
        }
        assertThat(set.toString()).doesNotContain("canary");
    }

    @Test
    void callsThatWaitAtOnceAskOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        AwsCredentialsProvider slow = () -> {
            asked.incrementAndGet();
            await(answer);
            return AwsBasicCredentials.create("AKIA2", "secret");
        };
        try (AwsIdentities identities = new AwsIdentities(slow, LONG);
                ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AwsCredentialsIdentity>> waiting = new ArrayList<>();
            CountDownLatch begun = new CountDownLatch(20);
            for (int i = 0; i < 20; i++) {
                waiting.add(calls.submit(() -> {
                    begun.countDown();
                    return identities.of(FOUND, "aws");
                }));
            }
            begun.await();
            answer.countDown();
            for (Future<AwsCredentialsIdentity> call : waiting) {
                assertThat(call.get().accessKeyId()).isEqualTo("AKIA2");
            }
        }
        assertThat(asked.get()).isLessThan(20);
    }

    @Test
    void noCallWaitsLongerThanItsBound() {
        CountDownLatch never = new CountDownLatch(1);
        AwsCredentialsProvider hanging = () -> {
            await(never);
            return AwsBasicCredentials.create("AKIA3", "secret");
        };
        try (AwsIdentities identities = new AwsIdentities(hanging, Duration.ofMillis(20))) {
            assertNoCredentials(identities);
        }
    }

    @Test
    void aFailureIsTriedAgainByTheNextCall() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AwsCredentialsProvider recovering = () -> (asked.incrementAndGet() == 1) ? none()
                : AwsBasicCredentials.create("AKIA4", "secret");
        try (AwsIdentities identities = new AwsIdentities(recovering, LONG)) {
            assertNoCredentials(identities);

            assertThat(identities.of(FOUND, "aws").accessKeyId()).isEqualTo("AKIA4");
        }
    }

    private static void assertNoCredentials(AwsIdentities identities) {
        assertThatExceptionOfType(UpstreamException.class).isThrownBy(() -> identities.of(FOUND, "aws"))
            .satisfies((ex) -> {
                assertThat(ex.reject().code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
                assertThat(ex.reject().message()).contains("'aws'");
            });
    }

    private static AwsCredentials none() {
        throw SdkClientException.create("there are none");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
