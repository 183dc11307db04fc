package llmgateway.runner.a6;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.example.filters.Filters;
import llmgateway.core.call.CallAbandoned;
import llmgateway.core.call.Exchange;
import llmgateway.core.http.Header;
import llmgateway.core.http.RequestRewrite;
import llmgateway.core.http.RequestRewrite.Change;
import llmgateway.runner.a6.GatewayFrames.Call;
import org.apache.apisix.plugin.runner.HttpRequest;
import org.apache.apisix.plugin.runner.HttpResponse;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.apache.apisix.plugin.runner.filter.PluginFilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FilterHostingTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private static final NamedFilter.Action PASS = (request, response, chain) -> chain.filter(request, response);

    @TempDir
    Path directory;

    @Test
    void sdkFilterStopsARequest() throws IOException {
        try (RunnerFixture runner = host(new Filters.Stop()); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("Stop", "because"));

            Reply.Stopped stop = (Reply.Stopped) gateway.call(Call.post("/", "x"), token);

            assertThat(stop.response().status()).isEqualTo(401);
            assertThat(stop.response().headers().first("x-reason")).contains("because");
            assertThat(stop.body()).isEqualTo("{\"denied\":\"größe\"}");
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Test
    void sdkFilterRewritesARequestFromVariablesAndBody() throws IOException {
        try (RunnerFixture runner = host(new Filters.Rewrite()); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("Rewrite", ""));

            Reply.Rewritten reply = (Reply.Rewritten) gateway
                .call(Call.post("/v1", "größe").withVariables(Map.of("consumer_name", "alice")), token);

            assertThat(reply.rewrite().path()).contains("/rewritten");
            assertThat(reply.rewrite().headers()).containsExactlyInAnyOrder(
                    new Change("X-Consumer", Optional.of("alice")), new Change("X-Gone", Optional.empty()));
            assertThat(reply.rewrite().query()).containsExactlyInAnyOrder(new Change("length", Optional.of("5")),
                    new Change("gone", Optional.empty()));
            assertThat(reply.rewrite().body()).isEmpty();
            assertThat(gateway.asked()).containsExactlyInAnyOrder("consumer_name", "route_id", "request body");
        }
    }

    @Test
    void sdkFilterContinuesAsynchronously() throws IOException {
        try (RunnerFixture runner = host(new Filters.Asynchronous()); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("Asynchronous", ""));

            assertThat(((Reply.Rewritten) gateway.call(Call.get("/"), token)).header("X-Async")).contains("found");
            assertThat(((Reply.Answered) gateway.responseCall(2, 200, List.of(), token, Call.get("/"))).body())
                .isEqualTo("response_body");
        }
    }

    @Test
    void sdkFilterChangesAResponse() throws IOException {
        try (RunnerFixture runner = host(new Filters.Post()); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", Map.of("Post", ""));

            Reply.Answered answer = (Reply.Answered) gateway.responseCall(9, 200,
                    List.of(new Header("content-type", "text/plain")), token, Call.post("/", "Grüße, 世界"));

            assertThat(answer.id()).isEqualTo(9);
            assertThat(answer.response().status()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("changed: Grüße, 世界");
            assertThat(answer.response().headers().first("x-was")).contains("200 text/plain null");
            assertThat(gateway.asked()).containsExactlyInAnyOrder("route_id", "response body");
        }
    }

    @Test
    void R5_aStopStaysAStopAndTheChainEndsThere() throws IOException {
        NamedFilter stop = new NamedFilter("stop", (request, response, chain) -> {
            response.setStatusCode(403);
            request.setHeader("X-After", "1");
            request.setPath("/other");
            chain.filter(request, response);
        });
        NamedFilter next = new NamedFilter("next", (request, response, chain) -> {
            throw new AssertionError("entered after a stop");
        });
        try (RunnerFixture runner = host(stop, next); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("stop", "next"));

            Reply reply = gateway.call(Call.get("/"), token);

            assertThat(reply).isInstanceOfSatisfying(Reply.Stopped.class,
                    (stopped) -> assertThat(stopped.response().status()).isEqualTo(403));
        }
    }

    @Test
    void R5_aStopWithoutContinuingTheChainIsAnsweredAtOnce() throws IOException {
        NamedFilter stop = new NamedFilter("stop", (request, response, chain) -> response.setBody("no"));
        try (RunnerFixture runner = host(stop); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("stop"));

            Reply.Stopped reply = (Reply.Stopped) gateway.call(Call.get("/"), token);

            assertThat(reply.response().status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("no");
        }
    }

    @Test
    void R6_aFilterThatNeedsTheResponseBodyRunsOnceInARequestAndIsAskedNothing() throws IOException {
        Filters.Post post = new Filters.Post();
        CountDownLatch runs = new CountDownLatch(2);
        PluginFilter both = new PluginFilter() {
            @Override
            public String name() {
                return "both";
            }

            @Override
            public void filter(HttpRequest request, HttpResponse response, PluginFilterChain chain) {
                runs.countDown();
                chain.filter(request, response);
            }

            @Override
            public Boolean requiredRespBody() {
                return post.requiredRespBody();
            }
        };
        try (RunnerFixture runner = host(both); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("both"));

            assertThat(gateway.call(Call.post("/", "body"), token)).isEqualTo(new Reply.Unchanged(1));
            assertThat(gateway.asked()).isEmpty();
            assertThat(runs.getCount()).isEqualTo(1);
        }
    }

    @Test
    void R7_nothingOfACallIsSeenByTheNextOnItsConnection() throws IOException {
        NamedFilter echo = new NamedFilter("echo", List.of("consumer_name"), (request, response, chain) -> {
            request.setHeader("X-Consumer", String.valueOf(request.getVars("consumer_name")));
            request.setHeader("X-Body", request.getBody());
            request.setHeader("X-Header", String.valueOf(request.getHeader("x-own")));
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(echo); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("echo"));

            gateway.call(Call.post("/", "secret")
                .withVariables(Map.of("consumer_name", "alice"))
                .withHeaders(new Header("x-own", "a")), token);
            Reply.Rewritten second = (Reply.Rewritten) gateway.call(Call.get("/"), token);

            assertThat(second.header("X-Consumer")).contains("null");
            assertThat(second.header("X-Body")).contains("");
            assertThat(second.header("X-Header")).contains("null");
        }
    }

    @Test
    void R8_aFilterThatNeverContinuesIsAnsweredAtTheDeadline() throws IOException {
        NamedFilter silent = new NamedFilter("silent", (request, response, chain) -> {
        });
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = host(SHORT, silent);
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("silent"));

            Reply.Stopped reply = (Reply.Stopped) gateway.call(Call.get("/"), token);

            assertThat(reply.response().status()).isEqualTo(503);
            assertThat(reply.body()).contains("GATEWAY_TIMEOUT");
            assertThat(log.with("'silent' did not come to an end")).hasSize(1);
            assertThat(gateway.call(Call.get("/"), 1)).as("usable").isInstanceOf(Reply.Failed.class);
        }
    }

    @Test
    void R9_continuingTheChainTwiceGivesOneReply() throws IOException {
        NamedFilter twice = new NamedFilter("twice", (request, response, chain) -> {
            chain.filter(request, response);
            chain.filter(request, response);
        });
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = host(twice, new NamedFilter("pass", PASS));
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("twice", "pass"));

            assertThat(gateway.call(Call.get("/").withId(1), token)).isEqualTo(new Reply.Unchanged(1));
            assertThat(gateway.call(Call.get("/").withId(2), token)).isEqualTo(new Reply.Unchanged(2));
            assertThat(gateway.call(Call.get("/").withId(3), token)).isEqualTo(new Reply.Unchanged(3));
            awaitLine(log, "'twice' continued its chain twice");
        }
    }

    @Test
    void R10_aFilterThatBlocksDelaysOnlyItsOwnCall() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        NamedFilter blocking = new NamedFilter("blocking", (request, response, chain) -> {
            if (request.getPath().equals("/slow")) {
                release.await();
            }
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(blocking);
                GatewayPeer slow = runner.connect();
                GatewayPeer fast = runner.connect()) {
            long token = slow.prepare("key", conf("blocking"));
            slow.send(GatewayFrames.requestCall(Call.get("/slow").withId(1), token));

            for (int id = 2; id < 100; id++) {
                assertThat(fast.call(Call.get("/fast").withId(id), token)).isEqualTo(new Reply.Unchanged(id));
            }
            release.countDown();

            assertThat(Reply.of(slow.receive())).isEqualTo(new Reply.Unchanged(1));
        }
    }

    @Test
    void R14_findsHeadersWithoutCaseAndKeepsRepeats() throws IOException {
        NamedFilter echo = new NamedFilter("echo", (request, response, chain) -> {
            request.setHeader("X-Sdk", request.getHeader("X-MULTI"));
            request.setHeader("X-Core", String.join("+", ((Exchange) request).head().headers().all("X-Multi")));
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(echo); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("echo"));

            Reply.Rewritten reply = (Reply.Rewritten) gateway
                .call(Call.get("/").withHeaders(new Header("x-multi", "one"), new Header("x-multi", "two")), token);

            assertThat(reply.header("X-Sdk")).contains("two");
            assertThat(reply.header("X-Core")).contains("one+two");
        }
    }

    @Test
    void R15_absentVariableIsNullAndAbsentBodyIsEmpty() throws IOException {
        NamedFilter echo = new NamedFilter("echo", (request, response, chain) -> {
            assertThat(request.getVars("consumer_name")).isNull();
            assertThat(request.getVars("empty")).isEmpty();
            assertThat(request.getBody()).isEmpty();
            assertThat(request.getBody(StandardCharsets.UTF_16)).isEmpty();
            assertThat(((Exchange) request).variable("consumer_name")).isEmpty();
            assertThat(((Exchange) request).body()).isEmpty();
            assertThat(request.getHeader("authorization")).isNull();
            assertThat(request.getArg("a")).isNull();
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(echo); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("echo"));

            assertThat(gateway.call(Call.get("/").withVariables(Map.of("empty", "")), token))
                .isEqualTo(new Reply.Unchanged(1));
        }
    }

    @Test
    void C7_whatAFilterDoesAfterItsCallChangesNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Throwable> late = new CompletableFuture<>();
        NamedFilter slow = new NamedFilter("slow", (request, response, chain) -> {
            if (request.getPath().equals("/slow")) {
                awaitUninterruptibly(release);
                request.setHeader("X-Late", "1");
                response.setStatusCode(418);
                try {
                    request.getVars("consumer_name");
                }
                catch (CallAbandoned ex) {
                    late.complete(ex);
                }
            }
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(Duration.ofSeconds(1), slow); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("slow"));

            assertThat(gateway.call(Call.get("/slow").withId(1), token)).isInstanceOf(Reply.Stopped.class);
            gateway.send(GatewayFrames.requestCall(Call.get("/").withId(2), token));
            release.countDown();

            assertThat(late.get()).isInstanceOf(CallAbandoned.class);
            assertThat(Reply.of(gateway.receive())).isEqualTo(new Reply.Unchanged(2));
            assertThat(gateway.call(Call.get("/").withId(3), token)).isEqualTo(new Reply.Unchanged(3));
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Test
    void deadlineWhileTheGatewayOwesAnAnswerClosesTheConnection() throws IOException {
        NamedFilter asking = new NamedFilter("asking", (request, response, chain) -> {
            request.getVars("consumer_name");
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(SHORT, asking); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("asking"));
            gateway.send(GatewayFrames.requestCall(Call.get("/"), token));

            assertThat(gateway.receive().type()).isEqualTo(FrameType.EXTRA_INFO);
            assertThat(gateway.isClosedByRunner()).isTrue();
        }
    }

    @Test
    void declaredVariablesAndBodyAreAskedForTogether() throws IOException {
        NamedFilter reading = new NamedFilter("reading", List.of("a", "b"), (request, response, chain) -> {
            request.getBody();
            request.getVars("a");
            request.getVars("b");
            request.getBody();
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(reading); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("reading"));
            Call call = Call.post("/", "body").withVariables(Map.of("a", "1"));
            gateway.send(GatewayFrames.requestCall(call, token));

            List<Frame> questions = List.of(gateway.receive(), gateway.receive(), gateway.receive());
            for (Frame question : questions) {
                gateway.answer(question, call);
            }

            assertThat(gateway.finish(call)).isEqualTo(new Reply.Unchanged(1));
            assertThat(gateway.asked()).containsExactlyInAnyOrder("a", "b", "request body");
        }
    }

    @Test
    void nothingIsAskedForThatNoFilterReads() throws IOException {
        NamedFilter declaring = new NamedFilter("declaring", List.of("a", "b"), PASS);
        try (RunnerFixture runner = host(declaring); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("declaring"));

            assertThat(gateway.call(Call.post("/", "body"), token)).isEqualTo(new Reply.Unchanged(1));
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Test
    void aBodyThatAFilterSetsIsSeenByTheNextAndSent() throws IOException {
        NamedFilter first = new NamedFilter("first", (request, response, chain) -> {
            request.setBody("größer");
            chain.filter(request, response);
        });
        NamedFilter second = new NamedFilter("second", (request, response, chain) -> {
            ((Exchange) request).rewrite(
                    RequestRewrite.builder().setResponseHeader("x-seen", request.getBody()).removeQuery("q").build());
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(first, second); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("first", "second"));

            Reply.Rewritten reply = (Reply.Rewritten) gateway.call(Call.post("/", "body"), token);

            assertThat(reply.rewrite().body())
                .hasValueSatisfying((body) -> assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("größer"));
            assertThat(reply.rewrite().responseHeaders()).containsExactly(new Header("x-seen", "größer"));
            assertThat(reply.rewrite().query()).containsExactly(new Change("q", Optional.empty()));
            assertThat(gateway.asked()).isEmpty();
        }
    }

    @Test
    void ofTwoChangesOfOneNameTheLastIsSent() throws IOException {
        NamedFilter twice = new NamedFilter("twice", (request, response, chain) -> {
            request.setHeader("X-A", "1");
            request.setHeader("x-a", "2");
            request.setArg("q", "1");
            request.setArg("q", "2");
            chain.filter(request, response);
        });
        try (RunnerFixture runner = host(twice); GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("twice"));

            RequestRewrite rewrite = ((Reply.Rewritten) gateway.call(Call.get("/"), token)).rewrite();

            assertThat(rewrite.headers()).containsExactly(new Change("x-a", Optional.of("2")));
            assertThat(rewrite.query()).containsExactly(new Change("q", Optional.of("2")));
        }
    }

    @Test
    void aFilterThatThrowsIsAnInternalErrorWithoutItsMessage() throws IOException {
        NamedFilter failing = new NamedFilter("failing", (request, response, chain) -> {
            throw new IllegalStateException("canary " + request.getBody());
        });
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = host(new NamedFilter("pass", PASS), failing);
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("pass", "failing"));

            Reply.Stopped reply = (Reply.Stopped) gateway.call(Call.post("/", "sk-secret"), token);

            assertThat(reply.response().status()).isEqualTo(500);
            assertThat(reply.body()).contains("INTERNAL_ERROR");
            assertThat(log.with("'failing' failed: java.lang.IllegalStateException at")).hasSize(1);
            assertThat(log.with("canary")).isEmpty();
        }
    }

    @Test
    void aFailureAfterTheChainsEndIsLoggedAndChangesNothing() throws IOException {
        NamedFilter late = new NamedFilter("late", (request, response, chain) -> {
            chain.filter(request, response);
            throw new IllegalStateException("canary");
        });
        try (LoggedLines log = new LoggedLines();
                RunnerFixture runner = host(late);
                GatewayPeer gateway = runner.connect()) {
            long token = gateway.prepare("key", conf("late"));

            assertThat(gateway.call(Call.get("/"), token)).isEqualTo(new Reply.Unchanged(1));
            awaitLine(log, "'late' failed after its call had ended");
            assertThat(log.with("canary")).isEmpty();
        }
    }

    @Test
    void B11_aHeaderThatWouldEndItsLineFailsTheCall() throws IOException {
        for (String value : List.of("a\r\nx: y", "a\nb", "a\rb", "a\0b")) {
            assertThat(replyTo((request, response, chain) -> {
                request.setHeader("X-A", value);
                chain.filter(request, response);
            })).isInstanceOfSatisfying(Reply.Stopped.class,
                    (stop) -> assertThat(stop.response().status()).isEqualTo(500));
            assertThat(replyTo((request, response, chain) -> response.setHeader("X-A", value)))
                .isInstanceOfSatisfying(Reply.Stopped.class, (stop) -> {
                    assertThat(stop.response().status()).isEqualTo(500);
                    assertThat(stop.response().headers().contains("X-A")).isFalse();
                });
        }
        assertThat(replyTo((request, response, chain) -> {
            request.setHeader("X A\n", "a");
            chain.filter(request, response);
        })).isInstanceOf(Reply.Stopped.class);
        assertThat(replyTo((request, response, chain) -> {
            request.setPath("/a\r\nb");
            chain.filter(request, response);
        })).isInstanceOf(Reply.Stopped.class);
    }

    @Test
    void messageFramingHeadersOfAFilterAreDropped() throws IOException {
        Reply reply = replyTo((request, response, chain) -> {
            request.setHeader("content-length", "3");
            request.setHeader("Transfer-Encoding", null);
            request.setHeader("X-Kept", "1");
            chain.filter(request, response);
        });

        assertThat(((Reply.Rewritten) reply).rewrite().headers())
            .containsExactly(new Change("X-Kept", Optional.of("1")));
    }

    private Reply replyTo(NamedFilter.Action action) throws IOException {
        try (RunnerFixture runner = host(new NamedFilter("filter", action)); GatewayPeer gateway = runner.connect()) {
            return gateway.call(Call.get("/"), gateway.prepare("key", conf("filter")));
        }
    }

    /** Logged after the reply went out. */
    private static void awaitLine(LoggedLines log, String text) {
        while (log.with(text).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            }
            catch (InterruptedException ex) {
                // A filter may ignore it.
            }
        }
    }

    private RunnerFixture host(PluginFilter... filters) throws IOException {
        return host(Duration.ofSeconds(30), filters);
    }

    private RunnerFixture host(Duration deadline, PluginFilter... filters) throws IOException {
        return new RunnerFixture(this.directory, List.of(filters), deadline);
    }

    private static Map<String, String> conf(String... names) {
        Map<String, String> conf = new LinkedHashMap<>();
        for (String name : names) {
            conf.put(name, "{}");
        }
        return conf;
    }

}
