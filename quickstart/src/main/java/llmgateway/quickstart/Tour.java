package llmgateway.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

import llmgateway.simulator.ReceivedRequest;
import llmgateway.simulator.SimulatorConfig;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Real requests through the gateway, each printed and verified. */
final class Tour {

    private static final String CHAT = "/v1/chat/completions";

    private static final String MESSAGES = "/v1/messages";

    private static final String CHAT_MODEL = "gpt-4o-mini";

    private static final String MESSAGE_MODEL = "claude-haiku-4-5";

    /** The simulated provider answers it with status 500. */
    private static final String FAILING_MODEL = "openai/sim-fault-status-500";

    private static final String UNKNOWN_MODEL = "no-such-model";

    private static final int SHOWN = 160;

    private static final int MOST_CALLS = 30;

    private static final int MOST_TRIES = 4;

    private final DemoStack stack;

    private final GatewayClient client;

    private final PrintStream out;

    private int steps;

    private int failures;

    Tour(DemoStack stack, PrintStream out) {
        this.stack = stack;
        this.client = new GatewayClient(stack.gateway());
        this.out = out;
    }

    /** Whether every step went well. */
    boolean walk() throws InterruptedException {
        step("The models that alice may use", this::listModels);
        step("A chat completion, in OpenAI's dialect", this::completeChat);
        step("The same as a stream, printed as it arrives", this::streamChat);
        step("A message, in Anthropic's dialect", this::sendMessage);
        step("Anthropic's model in OpenAI's dialect, translated as it streams", this::streamTranslated);
        step("A model whose provider fails, and the one behind it", this::fallBack);
        step("A model that does not exist", this::askForUnknownModel);
        step("A model that bob may not use", this::askForForbiddenModel);
        step("A wrong key", this::useWrongKey);
        step("A consumer with a rate limit of two requests a minute", this::runIntoRateLimit);
        step("A consumer with 0.00005 USD a day to spend", this::runIntoSpendCap);
        step("What the provider has seen", this::lookAtProvider);
        step("The bill", this::printBill);
        return this.failures == 0;
    }

    private void step(String title, Step step) throws InterruptedException {
        this.steps++;
        this.out.println();
        this.out.println(this.steps + ". " + title);
        try {
            step.run();
            this.out.println("   OK");
        }
        catch (StepFailedException ex) {
            fail(ex.getMessage());
        }
        catch (IOException | RuntimeException ex) {
            fail(ex.toString());
        }
    }

    private void fail(@Nullable String reason) {
        this.failures++;
        this.out.println("   FAIL: " + reason);
    }

    private interface Step {

        void run() throws StepFailedException, IOException, InterruptedException;

    }

    private void listModels() throws StepFailedException, IOException, InterruptedException {
        request("GET", "/v1/models", "alice", "");
        GatewayAnswer answer = this.client.get("/v1/models", this.stack.alice().key());
        print(answer);
        expectStatus(answer, 200);
        JsonNode models = answer.json().path("data");
        this.out.println("   " + models.size() + " models, " + CHAT_MODEL + " and " + MESSAGE_MODEL + " among them");
        for (String model : new String[] { CHAT_MODEL, MESSAGE_MODEL }) {
            expect(models.valueStream().anyMatch((listed) -> listed.path("id").asString("").equals(model)),
                    "the list lacks " + model);
        }
    }

    private void completeChat() throws StepFailedException, IOException, InterruptedException {
        String body = chat(CHAT_MODEL, false);
        request("POST", CHAT, "alice", body);
        GatewayAnswer answer = this.client.post(CHAT, this.stack.alice().key(), body);
        print(answer);
        expectStatus(answer, 200);
        JsonNode completion = answer.json();
        JsonNode usage = completion.path("usage");
        expectText(completion.at("/choices/0/message/content"), usage.path("prompt_tokens"),
                usage.path("completion_tokens"));
        expectProvider(answer, "openai");
    }

    private void streamChat() throws StepFailedException, IOException, InterruptedException {
        expectProvider(streamed(CHAT_MODEL), "openai");
    }

    private void streamTranslated() throws StepFailedException, IOException, InterruptedException {
        GatewayAnswer answer = streamed(MESSAGE_MODEL);
        if (this.stack.simulates(SimulatedProvider.ANTHROPIC)) {
            expectProvider(answer, "anthropic");
        }
    }

    private void fallBack() throws StepFailedException, IOException, InterruptedException {
        if (this.stack.simulated().isEmpty()) {
            this.out.println("   the providers are real; none fails when asked to");
            return;
        }
        String body = chat(FAILING_MODEL, false);
        request("POST", CHAT, "erin", body);
        GatewayAnswer answer = this.client.post(CHAT, this.stack.erin().key(), body);
        print(answer);
        expectStatus(answer, 200);
        JsonNode usage = answer.json().path("usage");
        expectText(answer.json().at("/choices/0/message/content"), usage.path("prompt_tokens"),
                usage.path("completion_tokens"));
        expect(answer.header("x-llm-attempts").equals("2"), "there were not two attempts");
        expectProvider(answer, "anthropic");
    }

    private GatewayAnswer streamed(String model) throws StepFailedException, IOException, InterruptedException {
        String body = chat(model, true);
        request("POST", CHAT, "alice", body);
        this.out.print("   ");
        ChatStreamPrinter printer = new ChatStreamPrinter(this.out);
        GatewayAnswer answer = this.client.stream(CHAT, this.stack.alice().key(), body, printer::line);
        this.out.println();
        print(answer);
        this.out.println("   " + printer.chunks() + " chunks");
        expectStatus(answer, 200);
        expect(printer.chunks() > 2, "the stream has too few chunks");
        expect(!printer.text().isBlank(), "the stream has no text");
        expect(printer.done(), "the stream does not end with [DONE]");
        expect(!printer.hasUsage(), "the stream tells a usage that the client did not ask for");
        return answer;
    }

    private void sendMessage() throws StepFailedException, IOException, InterruptedException {
        String body = "{\"model\":\"" + MESSAGE_MODEL
                + "\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Greet me.\"}]}";
        request("POST", MESSAGES, "bob", body);
        GatewayAnswer answer = this.client.postToAnthropic(MESSAGES, this.stack.bob().key(), body);
        print(answer);
        expectStatus(answer, 200);
        JsonNode message = answer.json();
        JsonNode usage = message.path("usage");
        expectText(message.at("/content/0/text"), usage.path("input_tokens"), usage.path("output_tokens"));
        expectProvider(answer, "anthropic");
    }

    private void askForUnknownModel() throws StepFailedException, IOException, InterruptedException {
        expectRefusal("alice", this.stack.alice().key(), UNKNOWN_MODEL, 404, "model_not_found");
    }

    private void askForForbiddenModel() throws StepFailedException, IOException, InterruptedException {
        expectRefusal("bob", this.stack.bob().key(), CHAT_MODEL, 403, "model_not_allowed");
    }

    private void useWrongKey() throws StepFailedException, IOException, InterruptedException {
        expectRefusal("nobody", "sk-wrong", CHAT_MODEL, 401, "authentication_error");
    }

    private void runIntoRateLimit() throws StepFailedException, IOException, InterruptedException {
        String body = chat(CHAT_MODEL, false);
        for (int call = 1; call <= 2; call++) {
            GatewayAnswer answer = this.client.post(CHAT, this.stack.carol().key(), body);
            print(answer);
            expectStatus(answer, 200);
            this.out.println("   x-ratelimit-remaining-requests: " + answer.header("x-ratelimit-remaining-requests"));
        }
        GatewayAnswer refused = this.client.post(CHAT, this.stack.carol().key(), body);
        expectRefused(refused, 429, "rate_limit_exceeded");
        this.out.println("   retry-after: " + refused.header("retry-after") + " s, x-llm-limit: "
                + refused.header("x-llm-limit"));
        expect(refused.header("x-llm-limit").equals("calls"), "the refusal does not name its limit");
        expect(!refused.header("retry-after").isEmpty(), "the refusal does not say when to try again");
    }

    private void runIntoSpendCap() throws StepFailedException, IOException, InterruptedException {
        String body = "{\"model\":\"" + CHAT_MODEL
                + "\",\"max_tokens\":30,\"messages\":[{\"role\":\"user\",\"content\":\"Greet me.\"}]}";
        request("POST", CHAT, "dave", body);
        GatewayAnswer answer = this.client.post(CHAT, this.stack.dave().key(), body);
        int calls = 1;
        expectStatus(answer, 200);
        while (answer.status() == 200 && calls < MOST_CALLS) {
            this.out.println("   call " + calls + ": at least " + answer.header("x-llm-budget-remaining-usd")
                    + " USD left while it ran");
            answer = whenThereIsRoom(body);
            calls++;
        }
        expectRefused(answer, 429, "insufficient_quota");
        expect(answer.header("x-should-retry").equals("false"), "an SDK would try again at once");
    }

    /**
     * A call of dave's, as an SDK makes it. As long as the one before is not settled,
     * what it holds leaves no room, and the refusal says when to try again.
     */
    private GatewayAnswer whenThereIsRoom(String body) throws IOException, InterruptedException {
        GatewayAnswer answer = this.client.post(CHAT, this.stack.dave().key(), body);
        for (int tries = 1; tries < MOST_TRIES && answer.status() == 429
                && !answer.header("x-should-retry").equals("false"); tries++) {
            Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.header("retry-after"))));
            answer = this.client.post(CHAT, this.stack.dave().key(), body);
        }
        return answer;
    }

    private void expectRefused(GatewayAnswer answer, int status, String code) throws StepFailedException {
        print(answer);
        expectStatus(answer, status);
        JsonNode error = answer.json().path("error");
        this.out.println("   " + error.path("code").asString("") + ": " + error.path("message").asString(""));
        expect(error.path("code").asString("").equals(code), "the error's code is not " + code);
    }

    private void printBill() throws StepFailedException {
        Bill bill = Bill.of(this.stack.usageBook());
        bill.lines().forEach((line) -> this.out.println("   " + line));
        expect(bill.calls() >= 6, "the bill lacks calls");
        expect(bill.consumers().containsAll(List.of("alice", "bob", "carol", "dave")), "the bill lacks a consumer");
    }

    private void expectRefusal(String who, String key, String model, int status, String code)
            throws StepFailedException, IOException, InterruptedException {
        String body = chat(model, false);
        request("POST", CHAT, who, body);
        expectRefused(this.client.post(CHAT, key, body), status, code);
    }

    /**
     * The keys of gateway and clients must not cross, and refused calls must not pass.
     */
    private void lookAtProvider() throws StepFailedException {
        if (this.stack.simulated().isEmpty()) {
            this.out.println("   the providers are real; nothing to see");
            return;
        }
        List<ReceivedRequest> received = this.stack.simulator().requests();
        expect(!received.isEmpty(), "no request has reached a provider");
        this.out.println("   " + received.size() + " requests, each with the provider's key and without the client's");
        for (ReceivedRequest request : received) {
            String everything = request.headers() + request.bodyText();
            expect(everything.contains(SimulatorConfig.DEFAULT_KEY), "a request lacks the provider's key");
            expect(!everything.contains(this.stack.alice().key()) && !everything.contains(this.stack.bob().key()),
                    "a client's key has reached a provider");
            expect(!everything.contains(UNKNOWN_MODEL), "a refused call has reached a provider");
        }
    }

    private static String chat(String model, boolean stream) {
        return "{\"model\":\"" + model + "\"" + (stream ? ",\"stream\":true" : "")
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Greet me.\"}]}";
    }

    private void request(String method, String path, String who, String body) {
        this.out.println("   > " + method + " " + path + " as " + who + " " + body);
    }

    private void print(GatewayAnswer answer) {
        this.out.println("   < " + answer.status() + "  " + answer.ownHeaders());
    }

    private static String quoted(String text) {
        String oneLine = text.replaceAll("\\s+", " ");
        return "\"" + ((oneLine.length() > SHOWN) ? oneLine.substring(0, SHOWN) + "..." : oneLine) + "\"";
    }

    private void expectText(JsonNode text, JsonNode inputTokens, JsonNode outputTokens) throws StepFailedException {
        this.out.println("   " + quoted(text.asString("")) + " (" + inputTokens.asLong() + " tokens in, "
                + outputTokens.asLong() + " out)");
        expect(!text.asString("").isBlank(), "the answer has no text");
    }

    private static void expectStatus(GatewayAnswer answer, int status) throws StepFailedException {
        expect(answer.status() == status,
                "expected status " + status + ", got " + answer.status() + ": " + quoted(answer.body()));
    }

    private static void expectProvider(GatewayAnswer answer, String provider) throws StepFailedException {
        expect(answer.header("x-llm-provider").equals(provider), "x-llm-provider is not " + provider);
    }

    private static void expect(boolean truth, String otherwise) throws StepFailedException {
        if (!truth) {
            throw new StepFailedException(otherwise);
        }
    }

}
