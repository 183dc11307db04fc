package llmgateway.e2e.budget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alice at the door of standalone gateways. Thread-safe. */
final class GatewayClient implements AutoCloseable {

    private static final Pattern OPENAI_USAGE = Pattern
        .compile("\"prompt_tokens\":(\\d+).*?\"completion_tokens\":(\\d+)", Pattern.DOTALL);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A chat of {@value GatewaySettings#MODEL} that may say 20 tokens. */
    static String chat(boolean stream) {
        return chat(GatewaySettings.MODEL, "\"max_tokens\":20,\"stream\":" + stream
                + (stream ? ",\"stream_options\":{\"include_usage\":true}" : ""));
    }

    static String chat(String model, String rest) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"one two three\"}]," + rest
                + "}";
    }

    HttpResponse<String> send(URI gateway, String path, String body, String... headers) {
        try {
            return this.http.send(request(gateway, path, body, headers), BodyHandlers.ofString());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    HttpResponse<String> chat(URI gateway, String body, String... headers) {
        return send(gateway, "/v1/chat/completions", body, headers);
    }

    /** An answer whose body the caller reads, or hangs up on by closing it. */
    HttpResponse<InputStream> open(URI gateway, String body, String... headers) {
        try {
            return this.http.send(request(gateway, "/v1/chat/completions", body, headers),
                    BodyHandlers.ofInputStream());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** In nano-dollars, by the usage an answer of OpenAI's dialect tells. */
    static long cost(String answer) {
        Matcher usage = OPENAI_USAGE.matcher(answer);
        if (!usage.find()) {
            throw new IllegalArgumentException("no usage in " + answer);
        }
        return GatewaySettings.NANOS_A_TOKEN * (Long.parseLong(usage.group(1)) + Long.parseLong(usage.group(2)));
    }

    @Override
    public void close() {
        this.http.shutdownNow();
    }

    private static HttpRequest request(URI gateway, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
            .header("Authorization", "Bearer " + GatewaySettings.KEY)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }

}
