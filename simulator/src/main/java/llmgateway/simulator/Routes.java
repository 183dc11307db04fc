package llmgateway.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import llmgateway.simulator.anthropic.AnthropicDialect;
import llmgateway.simulator.anthropic.AnthropicModels;
import llmgateway.simulator.anthropic.CountTokens;
import llmgateway.simulator.anthropic.Messages;
import llmgateway.simulator.api.ApiException;
import llmgateway.simulator.api.Dialect;
import llmgateway.simulator.api.Endpoint;
import llmgateway.simulator.bedrock.BedrockDialect;
import llmgateway.simulator.bedrock.Converse;
import llmgateway.simulator.bedrock.InvokeModel;
import llmgateway.simulator.cohere.CohereChat;
import llmgateway.simulator.cohere.CohereDialect;
import llmgateway.simulator.cohere.CohereEmbed;
import llmgateway.simulator.gemini.BatchEmbedContents;
import llmgateway.simulator.gemini.CountGeminiTokens;
import llmgateway.simulator.gemini.GeminiDialect;
import llmgateway.simulator.gemini.GenerateContent;
import llmgateway.simulator.ollama.OllamaChat;
import llmgateway.simulator.ollama.OllamaDialect;
import llmgateway.simulator.ollama.OllamaEmbed;
import llmgateway.simulator.openai.AzureDialect;
import llmgateway.simulator.openai.ChatCompletions;
import llmgateway.simulator.openai.Completions;
import llmgateway.simulator.openai.Embeddings;
import llmgateway.simulator.openai.Images;
import llmgateway.simulator.openai.Moderations;
import llmgateway.simulator.openai.OpenAiDialect;
import llmgateway.simulator.openai.OpenAiModels;
import llmgateway.simulator.openai.Rerank;
import llmgateway.simulator.openai.Responses;
import llmgateway.simulator.openai.Speech;
import llmgateway.simulator.openai.Transcriptions;
import llmgateway.simulator.vertex.ClaudeDialect;
import llmgateway.simulator.vertex.PredictEmbeddings;
import llmgateway.simulator.vertex.RawPredict;
import llmgateway.simulator.vertex.VertexGenerateContent;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.URIUtil;

/** Which path leads to which operation of which API. */
final class Routes {

    /** A provider's own first segment, then the API's path. */
    private static final Pattern V1 = Pattern.compile("(?:/(?!v1/)[A-Za-z0-9._-]+)?(?:/openai)?/v1/(.+)");

    private static final Pattern DEPLOYMENT = Pattern.compile("(?:/[A-Za-z0-9._-]+)?/openai/deployments/([^/]+)/(.+)");

    private static final Pattern GENERATE = Pattern.compile("(?:/[A-Za-z0-9._-]+)?/v1(?:beta)?/models/(.+):"
            + "(generateContent|streamGenerateContent|countTokens|batchEmbedContents)");

    private static final Pattern VERTEX = Pattern
        .compile("(?:/[A-Za-z0-9._-]+)?/v1/projects/[^/]+/locations/[^/]+/publishers/(google|anthropic)/models/(.+):"
                + "(generateContent|streamGenerateContent|countTokens|predict|rawPredict|streamRawPredict)");

    private static final Pattern BEDROCK_MODEL = Pattern
        .compile("(?:/[A-Za-z0-9._-]+)?/model/([^/]+)/(converse|converse-stream|invoke)");

    private static final Pattern COHERE = Pattern.compile("(?:/[A-Za-z0-9._-]+)?/v2/(chat|embed)");

    private static final Pattern OLLAMA = Pattern.compile("(?:/[A-Za-z0-9._-]+)?/api/(chat|embed)");

    private static final String MODELS = "models/";

    private final Dialect openAi = new OpenAiDialect();

    private final Dialect azure = new AzureDialect();

    private final Dialect anthropic = new AnthropicDialect();

    private final Dialect gemini = new GeminiDialect();

    private final Dialect bedrock = new BedrockDialect();

    private final Dialect cohere = new CohereDialect();

    private final Dialect ollama = new OllamaDialect();

    private final Map<String, Endpoint> coherePosts = Map.of("chat", new CohereChat(), "embed", new CohereEmbed());

    private final Map<String, Endpoint> ollamaPosts = Map.of("chat", new OllamaChat(), "embed", new OllamaEmbed());

    private final Endpoint batchEmbedContents = new BatchEmbedContents();

    private final Map<String, Endpoint> bedrockPosts = Map.of("converse", Converse.whole(), "converse-stream",
            Converse.stream(), "invoke", new InvokeModel());

    private final Map<String, Endpoint> openAiPosts = openAiPosts();

    private final Map<String, Endpoint> anthropicPosts = Map.of("messages", new Messages(), "messages/count_tokens",
            new CountTokens());

    private final Dialect claudeAtVertex = new ClaudeDialect();

    private final Map<String, Endpoint> claudeAtVertexPosts = Map.of("rawPredict", RawPredict.whole(new Messages()),
            "streamRawPredict", RawPredict.streamed(new Messages()));

    private final Endpoint predictEmbeddings = new PredictEmbeddings();

    private final Endpoint claudeTokenCounts = RawPredict.counting(new CountTokens());

    private final Endpoint openAiModels;

    private final Endpoint anthropicModels;

    Routes(Set<String> models) {
        List<String> listed = models.isEmpty() ? List.of("sim-large", "sim-small") : models.stream().sorted().toList();
        this.openAiModels = new OpenAiModels(listed);
        this.anthropicModels = new AnthropicModels(listed);
    }

    private static Map<String, Endpoint> openAiPosts() {
        Images images = new Images();
        Endpoint transcriptions = new Transcriptions();
        return Map.ofEntries(Map.entry("chat/completions", new ChatCompletions()),
                Map.entry("responses", new Responses()), Map.entry("completions", new Completions()),
                Map.entry("embeddings", new Embeddings()), Map.entry("moderations", new Moderations()),
                Map.entry("images/generations", images.generations()), Map.entry("images/edits", images.edits()),
                Map.entry("images/variations", images.variations()), Map.entry("audio/speech", new Speech()),
                Map.entry("audio/transcriptions", transcriptions), Map.entry("audio/translations", transcriptions),
                Map.entry("rerank", new Rerank()));
    }

    Route find(ReceivedRequest request, HttpFields headers) {
        Matcher deployment = DEPLOYMENT.matcher(request.path());
        if (deployment.matches()) {
            return deployment(request, URIUtil.decodePath(deployment.group(1)), deployment.group(2));
        }
        Matcher generate = GENERATE.matcher(request.path());
        if (generate.matches()) {
            Endpoint endpoint = request.method().equals("POST") ? gemini(generate.group(2), request.query(), true)
                    : unknown(request);
            return new Route(this.gemini, endpoint, Optional.of(URIUtil.decodePath(generate.group(1))));
        }
        Matcher vertex = VERTEX.matcher(request.path());
        if (vertex.matches() && request.method().equals("POST")) {
            return vertex(request, vertex.group(1), URIUtil.decodePath(vertex.group(2)), vertex.group(3));
        }
        Matcher bedrock = BEDROCK_MODEL.matcher(request.path());
        if (bedrock.matches() && request.method().equals("POST")) {
            return new Route(this.bedrock, this.bedrockPosts.getOrDefault(bedrock.group(2), unknown(request)),
                    Optional.of(URIUtil.decodePath(bedrock.group(1))));
        }
        Matcher atCohere = COHERE.matcher(request.path());
        if (request.method().equals("POST") && atCohere.matches()) {
            return new Route(this.cohere, this.coherePosts.getOrDefault(atCohere.group(1), unknown(request)),
                    Optional.empty());
        }
        Matcher atOllama = OLLAMA.matcher(request.path());
        if (request.method().equals("POST") && atOllama.matches()) {
            return new Route(this.ollama, this.ollamaPosts.getOrDefault(atOllama.group(1), unknown(request)),
                    Optional.empty());
        }
        Matcher v1 = V1.matcher(request.path());
        String operation = v1.matches() ? v1.group(1) : "";
        if (this.anthropicPosts.containsKey(operation) || headers.contains("anthropic-version")) {
            return route(this.anthropic, this.anthropicPosts, this.anthropicModels, operation, request);
        }
        boolean atAzure = request.path().startsWith("/azure/") || headers.contains("api-key");
        return route(atAzure ? this.azure : this.openAi, this.openAiPosts, this.openAiModels, operation, request);
    }

    private Route vertex(ReceivedRequest request, String publisher, String model, String verb) {
        if (publisher.equals("google") && verb.equals("predict")) {
            return new Route(this.gemini, this.predictEmbeddings, Optional.of(model));
        }
        if (publisher.equals("google") && !verb.endsWith("awPredict")) {
            return new Route(this.gemini, new VertexGenerateContent(gemini(verb, request.query(), false)),
                    Optional.of(model));
        }
        boolean known = publisher.equals("anthropic") && verb.endsWith("awPredict");
        return (known && model.equals("count-tokens"))
                ? new Route(this.claudeAtVertex, this.claudeTokenCounts, Optional.empty())
                : new Route(this.claudeAtVertex,
                        known ? this.claudeAtVertexPosts.getOrDefault(verb, unknown(request)) : unknown(request),
                        Optional.of(model));
    }

    private Endpoint gemini(String verb, String query, boolean tellsCallIds) {
        return switch (verb) {
            case "countTokens" -> new CountGeminiTokens();
            case "batchEmbedContents" -> this.batchEmbedContents;
            default -> new GenerateContent(form(verb, query), tellsCallIds);
        };
    }

    private static GenerateContent.Form form(String verb, String query) {
        if (verb.equals("generateContent")) {
            return GenerateContent.Form.WHOLE;
        }
        return query.matches("(.*&)?alt=sse(&.*)?") ? GenerateContent.Form.EVENTS : GenerateContent.Form.LIST;
    }

    private Route deployment(ReceivedRequest request, String deployment, String operation) {
        Optional<Endpoint> endpoint = Optional.ofNullable(this.openAiPosts.get(operation))
            .filter((found) -> request.method().equals("POST"));
        Endpoint versioned = request.query().matches("(.*&)?api-version=[^&]+.*") ? endpoint.orElse(unknown(request))
                : unknown(request);
        return new Route(this.azure, versioned, Optional.of(deployment));
    }

    private static Route route(Dialect dialect, Map<String, Endpoint> posts, Endpoint models, String operation,
            ReceivedRequest request) {
        if (request.method().equals("GET") && operation.equals("models")) {
            return new Route(dialect, models, Optional.empty());
        }
        if (request.method().equals("GET") && operation.startsWith(MODELS)) {
            String name = URIUtil.decodePath(operation.substring(MODELS.length()));
            return new Route(dialect, models, Optional.of(name));
        }
        Endpoint endpoint = request.method().equals("POST") ? posts.getOrDefault(operation, unknown(request))
                : unknown(request);
        return new Route(dialect, endpoint, Optional.empty());
    }

    private static Endpoint unknown(ReceivedRequest request) {
        return (ignored) -> {
            throw ApiException.notFound(request.method(), request.path());
        };
    }

}
